// The worker of million.ts: answers every job at once with rows of zeros. node --import tsx bench/stub-worker.ts URL
import { featureSet } from '../lib/features/sets';
import { startWorker } from '../lib/queue/worker';
import type { Measurer } from '../lib/jobs/thread';

const stub: Measurer = {
  run: (job) => {
    const width = featureSet(job.set).features.length;
    const part = job.recordings.map(({ spans }) => {
      return { kind: 'rows', rows: new Float64Array(spans.length * width), notes: [] } as const;
    });
    return Promise.resolve(part);
  },
  stop: () => Promise.resolve(),
};

startWorker(process.argv[2], { data: '/', concurrency: 100, start: () => stub }).then(
  (worker) => process.once('SIGTERM', () => void worker.stop()),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
