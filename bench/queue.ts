// npm run bench:queue: the demo corpus' utterances measured by two threads, by one and two processes without any queue,
// which bounds what two can reach on this machine, and by one and two worker processes over Redis. All are warm: what
// is measured is the work and not the start of programs. --rounds N takes them in turn N times; --small takes the small
// demo corpus. Everything is done six times in a round, since rounds of a few seconds differ by more than what is looked
// for. Wall clock means something on a quiet machine alone; CPU times (Linux) nearly always.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { runHere, type RunJobs } from '../lib/jobs/run-here';
import { startMeasurer } from '../lib/jobs/thread';
import { runOverQueue } from '../lib/queue/coordinator';
import { median } from '../lib/stats/summary';
import { numberOption } from './options';
import { benchRedis, cpuOf } from './servers';
import { utteranceJobs } from './utterance-jobs';

const saa = path.resolve(__dirname, '..', 'scripts', 'saa.mjs');

/** s */
interface Taken {
  readonly wall: number;
  /** CPU of the processes that measure */
  readonly measuring: number;
  /** CPU of coordinator and Redis */
  readonly queue: number;
}

const times = 6;

/** Does every job and keeps nothing. */
async function work(run: RunJobs, data: string): Promise<{ wall: number; cpu: number }> {
  const jobs = await utteranceJobs(data, times);
  const before = process.cpuUsage();
  const began = performance.now();
  await run(jobs, () => undefined, { what: 'bench', jobs: jobs.length });
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

async function withThreads(data: string): Promise<Taken> {
  const measurers = [startMeasurer(data), startMeasurer(data)];
  const warm = measurers.map((measurer) => ({ ...measurer, stop: () => Promise.resolve() }));
  const twice = () => {
    const free = [...warm];
    return runHere(data, { threads: 2, start: () => free.pop() ?? warm[0] });
  };
  await work(twice(), data);
  const { wall, cpu } = await work(twice(), data);
  for (const measurer of measurers) await measurer.stop();
  return { wall, measuring: cpu, queue: 0 };
}

async function says(lines: Interface, word: string): Promise<string> {
  for (;;) {
    const [line] = (await once(lines, 'line')) as [string];
    if (line.startsWith(word)) return line.slice(word.length);
  }
}

/** Processes that share the work out among themselves beforehand. */
async function alone(data: string, processes: number): Promise<Taken> {
  const children = Array.from({ length: processes }, (_, i) => {
    const script = path.join(__dirname, 'share.ts');
    const share = [data, i, processes, times].map(String);
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...share], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return { child, lines: createInterface({ input: child.stdout }) };
  });
  await Promise.all(children.map(({ lines }) => says(lines, 'ready')));
  const began = performance.now();
  const done = children.map(({ lines }) => says(lines, 'done '));
  for (const { child } of children) child.stdin.write('go\n');
  const cpu = (await Promise.all(done)).reduce((sum, text) => sum + Number(text), 0);
  return { wall: (performance.now() - began) / 1000, measuring: cpu, queue: 0 };
}

async function startWorkerProcess(url: string, data: string): Promise<ChildProcess> {
  const options = ['worker', '--queue', url, '--data', data, '--concurrency', '1'];
  const worker = spawn(process.execPath, [saa, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: worker.stderr })) if (line.startsWith('working')) break;
  worker.stderr.resume();
  return worker;
}

async function overRedis(data: string, workers: number): Promise<Taken> {
  const redis = await benchRedis();
  const started = await Promise.all(
    Array.from({ length: workers }, () => startWorkerProcess(redis.url, data)),
  );
  const cpu = (processes: readonly ChildProcess[]) =>
    processes.reduce((sum, { pid }) => sum + (pid === undefined ? 0 : cpuOf(pid)), 0);
  await work(runOverQueue(redis.url, { artifacts: '/' }), data);
  const before = [cpu(started), cpu([redis.process])];
  const own = await work(runOverQueue(redis.url, { artifacts: '/' }), data);
  const after = [cpu(started), cpu([redis.process])];
  for (const worker of started) {
    worker.kill();
    await once(worker, 'exit');
  }
  await redis.stop();
  return { wall: own.wall, measuring: after[0] - before[0], queue: own.cpu + after[1] - before[1] };
}

const kinds: readonly { readonly name: string; readonly take: (data: string) => Promise<Taken> }[] = [
  { name: '1 process, no queue', take: (data) => alone(data, 1) },
  { name: '2 processes, no queue', take: (data) => alone(data, 2) },
  { name: '1 worker', take: (data) => overRedis(data, 1) },
  { name: '2 workers', take: (data) => overRedis(data, 2) },
  { name: '2 threads', take: withThreads },
];

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-bench-'));
  const data = path.join(folder, 'data');
  const taken = new Map<string, Taken[]>();
  try {
    await writeDemoCorpus(data, { seed: 1, size: process.argv.includes('--small') ? 'small' : 'full' });
    for (let round = 0; round < numberOption('rounds', 3); round++) {
      for (const { name, take } of kinds) {
        const one = await take(data);
        taken.set(name, [...(taken.get(name) ?? []), one]);
        const { wall, measuring, queue } = one;
        console.log(
          `${name}: ${wall.toFixed(1)} s; CPU ${measuring.toFixed(1)} s measuring, ${queue.toFixed(2)} s for the queue`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  // Of what stands in one round, since the machine's speed differs from minute to minute.
  const ratio = (of: string, over: string, what: (one: Taken) => number) =>
    median((taken.get(of) ?? []).map((one, round) => what(one) / what((taken.get(over) ?? [])[round])));
  const wall = (one: Taken) => one.wall;
  const cpu = (one: Taken) => one.measuring + one.queue;
  const share = median((taken.get('2 workers') ?? []).map((one) => one.queue / one.measuring));
  console.log(
    `wall clock, 2 over 1: ${ratio('1 process, no queue', '2 processes, no queue', wall).toFixed(2)} without a queue, ` +
      `${ratio('1 worker', '2 workers', wall).toFixed(2)} over Redis (medians of the rounds)`,
  );
  console.log(
    `CPU of coordinator and Redis: ${(100 * share).toFixed(1)} % of the workers'; with it alone, two cores could ` +
      `reach ${(2 / (1 + share)).toFixed(2)}`,
  );
  console.log(
    `queue against threads: ${(100 * (ratio('2 workers', '2 threads', cpu) - 1)).toFixed(1)} % more CPU`,
  );
}

void main();
