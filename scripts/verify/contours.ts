import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cut, selectChannel, type Signal } from '../../lib/audio/signal';
import { readRecording } from '../../lib/audio/recording';
import type { Segment } from '../../lib/corpora/segment';
import type { FrameGrid } from '../../lib/praat/frames';
import { formants } from '../../lib/praat/formants';
import { harmonicity } from '../../lib/praat/harmonicity';
import { intensity } from '../../lib/praat/intensity';
import { jitter } from '../../lib/praat/jitter';
import { logMel, mfcc } from '../../lib/features/spectral/mfcc';
import { pitch } from '../../lib/praat/pitch';
import { pulses } from '../../lib/praat/pulses';
import { shimmer } from '../../lib/praat/shimmer';
import { spectralFrames } from '../../lib/features/spectral/frames';
import { quantile } from '../../lib/stats/summary';
import type { Verdict } from './agreement';

type Values = readonly (number | null)[];

/** A line of scripts/verify/contours.py, without the measures of missing packages. */
interface Measured {
  readonly pitch?: Values;
  readonly frequency?: readonly Values[];
  readonly bandwidth?: readonly Values[];
  readonly intensity?: Values;
  readonly hnr?: Values;
  readonly jitter?: number | null;
  readonly shimmer?: number | null;
  readonly logMel?: Values;
  readonly mfcc?: Values;
}

/** Largest median and 95th percentile of the differences of one measure. */
interface Standard {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly most: number;
}

const standards = {
  pitch: { name: 'F0 on frames both call voiced', unit: 'Hz', median: 0.01, most: 0.1 },
  frequency: { name: 'F1, F2, F3', unit: 'Hz', median: 1, most: 10 },
  bandwidth: { name: 'B1, B2, B3', unit: 'Hz', median: 2, most: 30 },
  silentFrequency: { name: 'F1, F2, F3 in digital silence', unit: 'Hz', median: 1, most: 10 },
  silentBandwidth: { name: 'B1, B2, B3 in digital silence', unit: 'Hz', median: 2, most: 30 },
  intensity: { name: 'intensity', unit: 'dB', median: 0.001, most: 0.01 },
  hnr: { name: 'HNR', unit: 'dB', median: 0.05, most: 0.5 },
  jitter: { name: 'jitter local', unit: 'of the value', median: 0.005, most: 0.03 },
  shimmer: { name: 'shimmer local', unit: 'of the value', median: 0.005, most: 0.03 },
  logMel: {
    name: 'log-mel, librosa',
    unit: 'of the value, or of 1 dB where smaller',
    median: 1e-4,
    most: 1e-4,
  },
  mfcc: { name: 'MFCC, librosa', unit: 'of the value, or of 1 dB where smaller', median: 1e-4, most: 1e-4 },
} satisfies Record<string, Standard>;
type Measure = keyof typeof standards;

/** Differences of every measure, and the number of frames that agree on voicing. */
interface Tally {
  readonly differences: Record<Measure, number[]>;
  frames: number;
  alike: number;
}

/**
 * Compares our contours of the segments frame by frame with those that a Python measures with praat-parselmouth and librosa.
 *
 * @param python an interpreter with both packages, or one of them
 * @throws Error when the interpreter does not start, or ends early
 */
export async function contourVerdicts(
  dir: string,
  segments: readonly Segment[],
  python: string,
): Promise<Verdict[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
  const child = spawn(python, [path.join(__dirname, 'contours.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new Error(`--python ${python} did not start: ${error.message}`)));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const line = await Promise.race([lines.next(), failed]);
    if (line.done) throw new Error(`--python ${python}: contours.py ended early; its message is above`);
    return JSON.parse(line.value);
  };
  const tally = emptyTally();
  try {
    console.log(`measured by ${python}: ${JSON.stringify(await answer())}`);
    const file = path.join(folder, 'stretch.f64');
    for (const { file: name, start, end } of segments) {
      const signal = cut(selectChannel(await readRecording(path.join(dir, name)), 'left'), start, end);
      await writeFile(file, new Uint8Array(signal.samples.slice().buffer));
      child.stdin.write(`${signal.sampleRate} ${file}\n`);
      compare(tally, signal, (await answer()) as Measured, `${name} from ${start} s`);
    }
  } finally {
    child.stdin.end();
    await rm(folder, { recursive: true });
  }
  return verdictsOf(tally, segments.length);
}

function emptyTally(): Tally {
  const names = Object.keys(standards) as Measure[];
  const differences = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  return { differences: differences as Record<Measure, number[]>, frames: 0, alike: 0 };
}

function compare(tally: Tally, signal: Signal, theirs: Measured, stretch: string): void {
  const beside = (measure: Measure, ours: ArrayLike<number>, values: Values, relative = 0): void => {
    if (ours.length !== values.length) {
      throw new Error(`${stretch}: ${measure} has ${ours.length} values here and ${values.length} there`);
    }
    values.forEach((value, i) => {
      if (value === null || Number.isNaN(ours[i])) return;
      const scale = relative > 0 ? Math.max(relative, Math.abs(value)) : 1;
      tally.differences[measure].push(Math.abs(ours[i] - value) / scale);
    });
  };
  if (theirs.pitch) {
    const track = pitch(signal);
    beside('pitch', track.values, theirs.pitch);
    theirs.pitch.forEach((hz, i) => {
      tally.frames++;
      if ((hz === null) === Number.isNaN(track.values[i])) tally.alike++;
    });
    const glottal = pulses(signal, track);
    beside('jitter', [jitter(glottal).local], [theirs.jitter ?? null], Number.MIN_VALUE);
    beside('shimmer', [shimmer(signal, glottal).local], [theirs.shimmer ?? null], Number.MIN_VALUE);
  }
  if (theirs.frequency && theirs.bandwidth) {
    const { frequency, bandwidth, ...frames } = formants(signal);
    const silent = silentFrames(signal, frames);
    const part = (values: Values, silence: boolean) =>
      values.map((v, n) => (silent[n] === silence ? v : null));
    theirs.frequency.forEach((values, i) => {
      beside('frequency', frequency[i], part(values, false));
      beside('silentFrequency', frequency[i], part(values, true));
    });
    theirs.bandwidth.forEach((values, i) => {
      beside('bandwidth', bandwidth[i], part(values, false));
      beside('silentBandwidth', bandwidth[i], part(values, true));
    });
  }
  if (theirs.intensity) beside('intensity', intensity(signal).values, theirs.intensity);
  if (theirs.hnr) beside('hnr', harmonicity(signal).values, theirs.hnr);
  if (theirs.logMel && theirs.mfcc) {
    const frames = spectralFrames(signal, { windowLength: 512 / signal.sampleRate });
    const flat = (contours: readonly Float64Array[]) => contours.flatMap((contour) => [...contour]);
    beside('logMel', flat(logMel(frames).values), theirs.logMel, 1);
    beside('mfcc', flat(mfcc(frames).values), theirs.mfcc, 1);
  }
}

/** Whether all samples within 25 ms of each frame of `formants` are equal: there formants are the low-pass filter's ringing. */
function silentFrames({ samples, sampleRate }: Signal, { start, step, count }: FrameGrid): boolean[] {
  return Array.from({ length: count }, (_, n) => {
    const middle = (start + n * step) * sampleRate;
    const [from, to] = [middle - 0.025 * sampleRate, middle + 0.025 * sampleRate].map(Math.floor);
    const inside = samples.subarray(Math.max(0, from), to);
    return inside.every((x) => x === inside[0]);
  });
}

function verdictsOf({ differences, frames, alike }: Tally, stretches: number): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const measure of Object.keys(standards) as Measure[]) {
    const { name, unit, median, most } = standards[measure];
    const all = Float64Array.from(differences[measure]);
    if (all.length === 0) {
      console.log(
        `${name}: not measured by this Python; pip install praat-parselmouth librosa numpy into it`,
      );
      continue;
    }
    const [half, nearly, largest] = [0.5, 0.95, 1].map((share) => quantile(all, share));
    verdicts.push({
      measure: `${name}, ${all.length} values of ${stretches} stretches`,
      asked: `median ${median}, 95 % within ${most} ${unit}`,
      found: `median ${half.toPrecision(2)}, 95 % within ${nearly.toPrecision(2)}, largest ${largest.toPrecision(2)}`,
      met: half <= median && nearly <= most,
    });
  }
  if (frames > 0) {
    verdicts.push({
      measure: `voicing of ${frames} frames`,
      asked: '99.5 % agree',
      found: `${((100 * alike) / frames).toFixed(2)} % agree`,
      met: alike / frames >= 0.995,
    });
  }
  return verdicts;
}
