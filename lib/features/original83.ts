import type { Signal } from '../audio/signal';
import { duration, sampleRange } from '../audio/signal';
import type { Feature, FeatureSet, Span, WindowMode } from './feature-set';
import type { FormantTrack } from './formants';
import { formants } from './formants';
import type { FrameGrid } from './frames';
import { centredFrames, finiteSamples, timeAt, valueAt } from './frames';
import { functionalNames, functionals } from './functionals';
import { accurateWindow, pitch } from './pitch';
import { candidatesOn, forgetBefore, frameMemory } from './pitch-ac';
import { peakFromMean } from './pitch-candidates';
import type { PitchTrack } from './pitch-path';
import { choosePath, leastAudible, speechCosts } from './pitch-path';
import { relativePerturbation } from './voice-quality';

/** The ten contours in the original's order: name in the columns, unit, what it is. */
const contours: readonly (readonly [name: string, unit: string, meaning: string])[] = [
  ['f0', 'Hz', 'fundamental frequency'],
  ['intensity', '', "frame's peak over the recording's peak"],
  ['f1', 'Hz', 'first formant'],
  ['f1_bandwidth', 'Hz', 'bandwidth of the first formant'],
  ['f2', 'Hz', 'second formant'],
  ['f2_bandwidth', 'Hz', 'bandwidth of the second formant'],
  ['f3', 'Hz', 'third formant'],
  ['f3_bandwidth', 'Hz', 'bandwidth of the third formant'],
  ['f2_over_f1', '', 'second formant over first formant + 1 Hz'],
  ['f3_over_f1', '', 'third formant over first formant + 1 Hz'],
];

const features: readonly Feature[] = [
  ...contours.flatMap(([name, unit, meaning]) =>
    functionalNames.map((functional) => ({
      name: `${name}_${functional}`,
      unit,
      meaning: `${functional} of the ${meaning}`,
    })),
  ),
  {
    name: 'jitter',
    unit: '%',
    meaning: 'change of the period from voiced frame to voiced frame, over the mean period',
  },
  {
    name: 'shimmer',
    unit: '%',
    meaning: 'change of pitch strength from voiced frame to voiced frame, over its mean',
  },
  { name: 'duration', unit: 's', meaning: 'length of the recording' },
];

const pitchSettings = {
  ...speechCosts,
  timeStep: 0.01,
  floor: 75,
  ceiling: 600,
  audible: leastAudible(speechCosts, 0.01),
};
/** Length of a frame of pitch, s. */
const pitchWindow = accurateWindow.periods / pitchSettings.floor;
/** Length of a frame of formants, s. */
const formantWindow = 0.05;

/** The row that follows from a pitch track and the formants of the same `seconds` of speech, on times counted alike. */
function rowOf(track: PitchTrack, resonances: FormantTrack, seconds: number): Float64Array {
  const { frequency, bandwidth, start, step } = resonances;
  const atPitchFrames = (values: Float64Array): Float64Array =>
    track.values.map((_, n) => valueAt({ values, start, step }, timeAt(track, n)));
  const [f1, f2, f3] = frequency.slice(0, 3).map(atPitchFrames);
  const [b1, b2, b3] = bandwidth.slice(0, 3).map(atPitchFrames);
  const overF1 = (formant: Float64Array): Float64Array => formant.map((hz, n) => hz / (f1[n] + 1));
  const row = new Float64Array(features.length);
  [track.values, track.intensity, f1, b1, f2, b2, f3, b3, overF1(f2), overF1(f3)].forEach((values, i) =>
    row.set(functionals(values), i * functionalNames.length),
  );
  row[80] = relativePerturbation(track.values.map((hz) => 1 / hz));
  row[81] = relativePerturbation(track.strength);
  row[82] = seconds;
  return row;
}

/**
 * The row of every window.
 *
 * `exact`: as `measure` of each window cut out; pitch candidates are looked for once where windows overlap.
 *
 * @param windows in any order; those that begin later are faster after those that begin earlier
 * @returns windows × 83 numbers, row-major
 * @throws RangeError when a window does not begin within the signal
 */
function measureWindows(signal: Signal, windows: readonly Span[], mode: WindowMode): Float64Array {
  const { sampleRate } = signal;
  const whole = { samples: finiteSamples(signal.samples), sampleRate };
  const rows = new Float64Array(windows.length * features.length);
  const memory = frameMemory();
  const resonances = mode === 'shared' ? formants(paddedToGrid(whole)) : undefined;
  let anchor: number | undefined; // s, a frame of the grid that all windows share
  windows.forEach(({ start, end }, i) => {
    const [first, last] = sampleRange(start, end, sampleRate, whole.samples.length);
    const piece = { samples: whole.samples.subarray(first, last), sampleRate };
    const time = first / sampleRate;
    // What lies before this window is hardly asked for again.
    forgetBefore(memory, first);
    let grid = centredFrames(piece.samples.length, sampleRate, pitchWindow, pitchSettings.timeStep);
    if (resonances) {
      anchor ??= time + grid.start;
      grid = framesOn(anchor - time, grid, duration(piece));
    }
    const peak = peakFromMean(piece.samples);
    const frames = candidatesOn(grid, whole, first, peak, accurateWindow, pitchSettings, memory);
    const track = choosePath(frames, speechCosts);
    const ofWindow = resonances ? formantsBetween(resonances, time, time + duration(piece)) : formants(piece);
    rows.set(rowOf(track, ofWindow, duration(piece)), i * features.length);
  });
  return rows;
}

/** Both the step of pitch, 10 ms, and that of formants, 6.25 ms, go into it, s. */
const gridPeriod = 0.05;
/** A frame so little outside a stretch counts as inside, s. */
const slack = 1e-6;

/** The signal and zeros up to a multiple of `gridPeriod`, so that frames lie where those of windows lie that begin on one. */
function paddedToGrid({ samples, sampleRate }: Signal): Signal {
  const periods = Math.ceil(samples.length / sampleRate / gridPeriod - slack);
  const padded = new Float64Array(Math.max(samples.length, Math.round(periods * gridPeriod * sampleRate)));
  padded.set(samples);
  return { samples: padded, sampleRate };
}

/** The frames of a grid through `anchor` whose windows lie within `seconds`; `grid` itself when it goes through it. */
function framesOn(anchor: number, grid: FrameGrid, seconds: number): FrameGrid {
  const { step } = grid;
  const off = (anchor - grid.start) / step;
  if (Math.abs(off - Math.round(off)) * step < slack) return grid;
  const before = Math.floor((anchor - 0.5 * pitchWindow + slack) / step);
  const start = anchor - before * step;
  const count = Math.max(0, Math.floor((seconds - 0.5 * pitchWindow - start + slack) / step) + 1);
  return { start, step, count };
}

/** The frames whose windows lie between two times, which are counted from the first of them. */
function formantsBetween(track: FormantTrack, from: number, to: number): FormantTrack {
  const { start, step, count } = track;
  const first = Math.max(0, Math.ceil((from + 0.5 * formantWindow - slack - start) / step));
  const last = Math.min(count - 1, Math.floor((to - 0.5 * formantWindow + slack - start) / step));
  const end = Math.max(first, last + 1);
  return {
    start: start + first * step - from,
    step,
    count: end - first,
    frequency: track.frequency.map((values) => values.subarray(first, end)),
    bandwidth: track.bandwidth.map((values) => values.subarray(first, end)),
  };
}

/**
 * The 83 columns of the original study: eight functionals of ten contours, jitter, shimmer and duration.
 *
 * They are kept as they were, peculiarities included: "intensity" is Praat's frame intensity (0 … 1, no decibels),
 * jitter compares neighbouring frames and not glottal periods, and shimmer compares pitch strengths.
 * Agreement with Praat is described in test/features/original83.test.ts.
 */
export const original83: FeatureSet = {
  name: 'original83',
  version: 2,
  features,
  measure: (signal) => {
    const track = pitch(signal, { timeStep: pitchSettings.timeStep, veryAccurate: true });
    return rowOf(track, formants(signal), duration(signal));
  },
  measureWindows,
};
