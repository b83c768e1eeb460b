// An extract in a process of its own, to be killed: node --import tsx coordinator.ts ARTIFACTS DATA SEGMENTS [URL]
import { runHere } from '../../lib/jobs/run-here';
import { runOverQueue } from '../../lib/queue/coordinator';
import { measureInto, measurerWithoutThread, type TonesCorpus } from './jobs';

const [artifacts, dataDir, segments, url] = process.argv.slice(2);
// JSON has no infinity: every segment here is a whole recording.
const corpus: TonesCorpus = {
  dataDir,
  segments: (JSON.parse(segments) as string[]).map((file) => ({ id: file, file, start: 0, end: Infinity })),
};
const run =
  url === undefined
    ? runHere(dataDir, { threads: 1, start: () => measurerWithoutThread(dataDir, true) })
    : runOverQueue(url, { artifacts });

measureInto(artifacts, corpus, run, (done) => console.log(`done ${done}`)).then(
  () => console.log('finished'),
  (error: Error) => {
    console.log(`stopped: ${error.message}`);
    process.exitCode = 1;
  },
);
