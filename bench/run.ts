// npm run bench: CPU time of measuring, one line per figure, and the same as JSON in bench/results.json.
// npm run bench -- --peers: the programs of others beside it, in turn; they are installed in .venv-bench.
// npm run bench -- --seconds 60: less speech than 300 s.
// npm run bench -- --growth: also time per second of 10, 100 and 1,000 s (--growth 10000: and of 10,000 s).
// npm run bench -- --corpus: also a corpus on one worker thread and on two, by the clock.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { encodeWav } from '../lib/audio/wav';
import { resample } from '../lib/audio/resample';
import type { Signal } from '../lib/audio/signal';
import { formants } from '../lib/praat/formants';
import { intensity } from '../lib/praat/intensity';
import { original83 } from '../lib/features/sets/original83';
import { pitch } from '../lib/praat/pitch';
import { corpusSeconds } from './corpus';
import { egemapsTasks } from './egemaps';
import { speech, speechReader } from './speech';

const root = path.resolve(__dirname, '..');
const warmUp = 1; // CPU seconds; kernels and loops are compiled for speed by then
const rounds = 3; // each task's best of so many at least, peers and we in turn
const leastMeasured = 2; // CPU seconds of ours; short tasks are repeated as long, since a machine's speed wavers

interface Task {
  readonly name: string;
  readonly run: () => void;
  /** The peer's task in peers.py, its program, and how many times faster we mean to be. */
  readonly peer?: { readonly task: string; readonly program: string; readonly goal: number };
}

interface Figure {
  readonly name: string;
  /** CPU seconds per second of speech */
  readonly perSecond: number;
  readonly peer?: string;
  readonly peerPerSecond?: number;
  readonly timesFaster?: number;
  readonly goal?: number;
}

function tasksOn(signal: Signal): Task[] {
  const seconds = signal.samples.length / signal.sampleRate;
  const windows: { start: number; end: number }[] = [];
  for (let start = 0; start + 4 <= seconds; start += 2) windows.push({ start, end: start + 4 });
  const windowsIn = (mode: 'exact' | 'shared') => () => {
    original83.measureWindows?.(signal, windows, mode);
  };
  const parselmouth = (task: string, goal: number) => ({ task, program: 'parselmouth', goal });
  return [
    { name: 'original83, 4 s windows, exact', run: windowsIn('exact'), peer: parselmouth('original83', 4) },
    { name: 'original83, 4 s windows, shared', run: windowsIn('shared'), peer: parselmouth('original83', 8) },
    {
      name: 'pitch, intensity, formants',
      run: () => {
        pitch(signal);
        intensity(signal);
        formants(signal);
      },
      peer: parselmouth('contours', 2.5),
    },
    { name: 'pitch', run: () => void pitch(signal) },
    { name: 'pitch, very accurate', run: () => void pitch(signal, { veryAccurate: true, timeStep: 0.01 }) },
    { name: 'intensity', run: () => void intensity(signal) },
    { name: 'formants', run: () => void formants(signal) },
    { name: 'resample to 11 kHz', run: () => void resample(signal, 11000) },
    ...egemapsTasks(signal, windows),
  ];
}

/** CPU seconds of this process. */
function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

type AskPeer = (task: string) => Promise<number>;

/** Starts bench/peers.py, in .venv-bench, on the signal; the function it gives returns a task's CPU seconds. */
async function startPeers(signal: Signal): Promise<{ ask: AskPeer; versions: unknown; stop: () => void }> {
  const environment = path.join(root, '.venv-bench');
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) {
    console.log('installing parselmouth, opensmile and librosa into .venv-bench');
    must('python3', ['-m', 'venv', environment]);
    must(python, ['-m', 'pip', 'install', '--quiet', 'praat-parselmouth==0.4.7', 'opensmile', 'librosa']);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const file = path.join(folder, 'speech.wav');
  writeFileSync(file, encodeWav([signal.samples], signal.sampleRate));
  // One core for them as for us.
  const oneCore = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' };
  const child = spawn(python, [path.join(__dirname, 'peers.py'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...oneCore },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => {
    const line = await lines.next();
    if (line.done) throw new Error('bench/peers.py ended early; its message is above');
    return JSON.parse(line.value) as Record<string, unknown>;
  };
  const { versions } = await next();
  return {
    versions,
    ask: async (task) => {
      child.stdin.write(`${task}\n`);
      return Number((await next()).seconds);
    },
    stop: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

function must(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

function lineOf({ name, perSecond, peer, timesFaster, goal }: Figure): string {
  const own = `${name.padEnd(34)}${(1000 * perSecond).toFixed(2).padStart(9)} ms per s`;
  if (timesFaster === undefined) return own;
  return `${own}   ${timesFaster.toFixed(1)} × faster than ${peer} (goal ${goal})`;
}

/** Time per second at growing lengths: the same when cost grows linearly. */
function growth(lengths: readonly number[]): Figure[] {
  const perSecond = lengths.map((seconds) => {
    const signal = speechReader(seconds);
    const repeats = Math.max(1, Math.round(100 / seconds));
    const once = (): number =>
      cpuSeconds(() => {
        for (let i = 0; i < repeats; i++) {
          pitch(signal);
          intensity(signal);
          formants(signal);
        }
      }) / repeats;
    return Math.min(once(), once()) / seconds;
  });
  return lengths.map((seconds, i) => ({
    name: `pitch, intensity, formants of ${seconds} s`,
    perSecond: perSecond[i],
    ...(i > 0 ? { peer: `of ${lengths[0]} s`, timesFaster: perSecond[0] / perSecond[i], goal: 0.9 } : {}),
  }));
}

/** A corpus on one worker thread and on two. */
async function corpus(): Promise<Figure[]> {
  const seconds = 6000; // long enough that starting threads and compiling do not count
  const signals = new Array<Signal>(300).fill(speech(seconds / 300));
  const one = await corpusSeconds(signals, 1);
  const two = await corpusSeconds(signals, 2);
  return [
    { name: 'corpus, one worker', perSecond: one / seconds },
    {
      name: 'corpus, two workers',
      perSecond: two / seconds,
      peer: 'one',
      timesFaster: one / two,
      goal: 1.8,
    },
  ];
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const seconds = args.includes('--seconds') ? Number(args[args.indexOf('--seconds') + 1]) : 300;
  if (!(seconds >= 4)) throw new RangeError(`--seconds ${seconds}; give 4 or more`);
  const signal = speech(seconds);
  const tasks = tasksOn(signal);
  const peers = args.includes('--peers') ? await startPeers(signal) : undefined;
  const figures: Figure[] = [];
  for (const { name, run, peer } of tasks) {
    for (let spent = 0; spent < warmUp;) spent += cpuSeconds(run);
    let best = Infinity;
    let peerBest = Infinity;
    for (let round = 0, spent = 0; round < rounds || spent < leastMeasured; round++) {
      const taken = cpuSeconds(run);
      spent += taken;
      best = Math.min(best, taken);
      if (peers && peer) peerBest = Math.min(peerBest, await peers.ask(peer.task));
    }
    const compared =
      peers && peer
        ? {
            peer: peer.program,
            peerPerSecond: peerBest / seconds,
            timesFaster: peerBest / best,
            goal: peer.goal,
          }
        : {};
    const figure: Figure = { name, perSecond: best / seconds, ...compared };
    figures.push(figure);
    console.log(lineOf(figure));
  }
  peers?.stop();
  const more: Figure[] = [];
  if (args.includes('--growth')) {
    const longest = Number(args[args.indexOf('--growth') + 1] ?? 1000) || 1000;
    more.push(...growth([10, 100, 1000, 10000].filter((length) => length <= longest)));
  }
  if (args.includes('--corpus')) more.push(...(await corpus()));
  for (const figure of more) {
    figures.push(figure);
    console.log(lineOf(figure));
  }
  const machine = { cpu: cpus()[0]?.model, node: process.version, peers: peers?.versions };
  const file = path.join(__dirname, 'results.json');
  writeFileSync(file, `${JSON.stringify({ seconds, machine, figures }, null, 2)}\n`);
  console.log(`written to ${path.relative(process.cwd(), file)}`);
}

void main();
