// npm run bench:queue: the demo corpus' utterances measured by threads, and by one and by two worker processes over Redis.
// --rounds N takes them in turn N times; --small takes the small demo corpus. CPU times need Linux.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { benchRedis, cpuOf, numberOption } from './servers';

const saa = path.resolve(__dirname, '..', 'scripts', 'saa.mjs');

interface Taken {
  /** s */
  readonly wall: number;
  /** s of CPU: extract, workers and Redis while they worked */
  readonly cpu: number;
}

async function startWorkerProcess(url: string, data: string): Promise<ChildProcess> {
  const worker = spawn(
    process.execPath,
    [saa, 'worker', '--queue', url, '--data', data, '--concurrency', '1'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  for await (const line of createInterface({ input: worker.stderr })) if (line.startsWith('working')) break;
  worker.stderr.resume();
  return worker;
}

async function extractOnce(data: string, artifacts: string, workers: number): Promise<Taken> {
  const redis = workers > 0 ? await benchRedis() : undefined;
  const started =
    redis === undefined
      ? []
      : await Promise.all(Array.from({ length: workers }, () => startWorkerProcess(redis.url, data)));
  const others = [...started, ...(redis === undefined ? [] : [redis.process])].flatMap(
    ({ pid }) => pid ?? [],
  );
  const queue = redis === undefined ? [] : ['--queue', redis.url];
  const cpuBefore = others.reduce((sum, pid) => sum + cpuOf(pid), 0);
  const ownBefore = childrenCpu();
  const began = performance.now();
  const extract = spawn(
    process.execPath,
    [saa, 'extract', '--data', data, '--artifacts', artifacts, ...queue],
    {
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const [status] = (await once(extract, 'exit')) as [number];
  if (status !== 0) throw new Error(`extract ended with ${status}`);
  const wall = (performance.now() - began) / 1000;
  const cpu = childrenCpu() - ownBefore + others.reduce((sum, pid) => sum + cpuOf(pid), 0) - cpuBefore;
  for (const worker of started) {
    worker.kill();
    await once(worker, 'exit');
  }
  await redis?.stop();
  return { wall, cpu };
}

/** CPU time of this process's children that have ended, s. */
function childrenCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-bench-'));
  const data = path.join(folder, 'data');
  await writeDemoCorpus(data, { seed: 1, size: process.argv.includes('--small') ? 'small' : 'full' });
  const taken = new Map<number, Taken[]>([0, 1, 2].map((workers) => [workers, []]));
  const rounds = numberOption('rounds', 2);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [workers, times] of taken) {
        const artifacts = path.join(folder, `${round}-${workers}`);
        times.push(await extractOnce(data, artifacts, workers));
        const { wall, cpu } = times[times.length - 1];
        console.log(
          `${workers === 0 ? 'threads' : `${workers} worker(s)`}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const best = (workers: number, what: keyof Taken) =>
    Math.min(...(taken.get(workers) ?? []).map((one) => one[what]));
  console.log(
    `2 workers over 1: ${(best(1, 'wall') / best(2, 'wall')).toFixed(2)} times as fast (wall clock)`,
  );
  console.log(
    `queue against threads: ${(100 * (best(2, 'cpu') / best(0, 'cpu') - 1)).toFixed(1)} % more CPU`,
  );
}

void main();
