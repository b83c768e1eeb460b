// A process of queue.ts that measures its share of a corpus' utterances without any queue: share.ts DATA NUMBER OF TIMES. It
// does its share once to get warm, says "ready", waits for a line, does its share, and says how much CPU that took, s.
import { once } from 'node:events';
import { startMeasurer } from '../lib/jobs/thread';
import { utteranceJobs } from './utterance-jobs';

async function main(): Promise<void> {
  const [data, number, of, times] = process.argv.slice(2);
  const jobs = (await utteranceJobs(data, Number(times))).filter(
    ({ index }) => index % Number(of) === Number(number),
  );
  const measurer = startMeasurer(data);
  for (const job of jobs.slice(0, jobs.length / Number(times))) await measurer.run(job);
  console.log('ready');
  await once(process.stdin, 'data');
  const before = process.cpuUsage();
  for (const job of jobs) await measurer.run(job);
  const { user, system } = process.cpuUsage(before);
  console.log(`done ${(user + system) / 1e6}`);
  await measurer.stop();
  process.exit();
}

void main();
