// npm run bench:million: a load test of the machinery. A million jobs planned, handed out, answered by a stub in place of
// the measuring, and gathered: rate, memory of the coordinator and of Redis, by tenths. --jobs N for another number.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Redis } from 'ioredis';
import type { Segment } from '../lib/corpora/segment';
import { planJobs, planName } from '../lib/jobs/plan';
import { runOverQueue } from '../lib/queue/coordinator';
import { numberOption } from './options';
import { benchRedis } from './servers';

const count = numberOption('jobs', 1_000_000);
const outstanding = numberOption('outstanding', 4000);

/** Segments as of a corpus with a recording of four MiB, and so a job, each; made as they are read. */
function segment(i: number): Segment {
  const file = `Interviews/Audio/${String(i).padStart(7, '0')}.wav`;
  return { id: file, file, start: 0, end: 120 };
}

/** Jobs of so many recordings, planned in blocks, so that no list of a million is ever made. */
function* jobs(plan: string) {
  const block = 1000;
  const measuring = { dataDir: '/', set: 'original83', channel: 'left' as const };
  for (let from = 0; from < count; from += block) {
    const segments = Array.from({ length: Math.min(block, count - from) }, (_, i) => segment(from + i));
    const recordings = new Map(segments.map(({ file }) => [file, { bytes: 4 << 20, sum: 'ab'.repeat(32) }]));
    for (const job of planJobs({ segments, measuring, recordings }, plan)) {
      yield { ...job, index: from + job.index };
    }
  }
}

async function main(): Promise<void> {
  const redis = await benchRedis();
  const client = new Redis(redis.url);
  const used = async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
  const empty = await used();
  const worker = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(__dirname, 'stub-worker.ts'), redis.url],
    { stdio: 'inherit' },
  );
  try {
    const began = performance.now();
    let last = began;
    let lastCpu = process.cpuUsage();
    let done = 0;
    let most = 0;
    let highest = 0;
    const tenth = Math.max(1, Math.floor(count / 10));
    const run = runOverQueue(redis.url, { artifacts: '/', outstanding, poll: 0.01 });
    await run(
      jobs(planName(`million ${count}`)),
      async () => {
        done++;
        if (done % 1000 === 0) {
          most = Math.max(most, process.memoryUsage().rss);
          highest = Math.max(highest, await used());
        }
        if (done % tenth !== 0) return;
        const now = performance.now();
        const cpu = process.cpuUsage(lastCpu);
        const perJob = (cpu.user + cpu.system) / tenth;
        lastCpu = process.cpuUsage();
        console.log(
          `${done} jobs: ${((1000 * tenth) / (now - last)).toFixed(0)} a second, ${perJob.toFixed(0)} µs of CPU each here; ` +
            `coordinator ${(most / 1e6).toFixed(0)} MB, Redis ${((highest - empty) / 1e6).toFixed(2)} MB over empty`,
        );
        last = now;
      },
      { what: 'load test', jobs: count },
    );
    console.log(
      `${count} jobs in ${((performance.now() - began) / 1000).toFixed(0)} s; at most ${outstanding} in Redis: ` +
        `${((highest - empty) / outstanding).toFixed(0)} bytes for each of those with its rows, ${((highest - empty) / count).toFixed(1)} for each of all`,
    );
  } finally {
    worker.kill();
    client.disconnect();
    await redis.stop();
  }
}

void main();
