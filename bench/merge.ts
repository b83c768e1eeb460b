// npm run bench:merge: the memory and time of merging a large run. Parts of made-up rows, as the jobs of long recordings
// cut into windows leave them, become one table. --rows N (2,000,000), 83 columns.
import { rmSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Segment } from '../lib/corpora/segment';
import { original83 } from '../lib/features/sets/original83';
import { jobRows } from '../lib/jobs/job';
import { storeMeasurements } from '../lib/jobs/measured-table';
import type { RunJobs } from '../lib/jobs/run-here';
import { random } from '../lib/stats/random';
import { numberOption } from './options';

const rows = numberOption('rows', 2_000_000);
const perRecording = 1800; // an hour, in windows every 2 s
const nameOf = (i: number) => `Interviews/Audio/p${i}.wav`;

const segments = {
  *[Symbol.iterator](): Generator<Segment> {
    for (let i = 0; i < rows; i++) {
      const start = 2 * (i % perRecording);
      const file = nameOf(Math.floor(i / perRecording));
      yield { id: `${file}@${start}`, file, start, end: start + 4 };
    }
  },
};

/** In place of measuring. */
const madeUp: RunJobs = async (jobs, finish) => {
  const width = original83.features.length;
  const numbers = random(1);
  for (const job of jobs) {
    const values = Float64Array.from({ length: jobRows(job) * width }, () => numbers.uniform(0, 1000));
    let from = 0;
    const part = job.recordings.map(({ spans }) => {
      const own = values.subarray(from, (from += spans.length * width));
      return { kind: 'rows', rows: own, notes: [] } as const;
    });
    await finish(job, part);
  }
};

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-merge-'));
  try {
    const file = path.join(folder, 'windows.obj');
    const recordings = new Map(
      Array.from({ length: Math.ceil(rows / perRecording) }, (_, i) => [
        nameOf(i),
        { bytes: 14 << 20, sum: 'ab'.repeat(32) },
      ]),
    );
    const measuring = { dataDir: folder, set: original83.name, channel: 'left' as const };
    const seconds = (since: NodeJS.CpuUsage) => {
      const { user, system } = process.cpuUsage(since);
      return ((user + system) / 1e6).toFixed(1);
    };
    const most = () => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`;
    let from = process.cpuUsage();
    const stop = (done: number, total: number) => {
      if (done > 0 && done === total) throw new Error('all parts are there');
    };
    const source = { kind: 'bench', recordings };
    const work = { file, segments, measuring, source, run: madeUp };
    await storeMeasurements(work, stop).catch((error: Error) =>
      console.log(`${error.message}: ${seconds(from)} s of CPU, ${most()} so far`),
    );
    from = process.cpuUsage();
    const merged = await storeMeasurements(work);
    console.log(
      `${merged.rows} rows of ${merged.jobs.kept} parts checked and merged: ${seconds(from)} s of CPU, ${most()}; ` +
        `${(statSync(file).size / 1e6).toFixed(0)} MB on disk`,
    );
    from = process.cpuUsage();
    const again = await storeMeasurements(work);
    console.log(
      `looked at again, ${again.reused ? 'kept' : 'NOT kept'}: ${seconds(from)} s of CPU, ${most()}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
