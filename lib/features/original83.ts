import type { Signal } from '../audio/signal';
import { cut, duration, sampleRange } from '../audio/signal';
import type { Feature, FeatureSet, Span, WindowMode } from './feature-set';
import { formants } from './formants';
import type { Contour } from './frames';
import { finiteSamples, timeAt, valueAt } from './frames';
import { functionalNames, functionals } from './functionals';
import type { PitchMemory, PitchTrack } from './pitch';
import { globalPeak, pitch } from './pitch';
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

/** Ten contours on the frames of the pitch track, in the order of the columns; NaN where not measured. */
function measureContours(signal: Signal, track: PitchTrack): Float64Array[] {
  const { frequency, bandwidth, start, step } = formants(signal);
  const atPitchFrames = (values: Float64Array): Float64Array => {
    const contour: Contour = { values, start, step };
    return track.values.map((_, n) => valueAt(contour, timeAt(track, n)));
  };
  const [f1, f2, f3] = frequency.slice(0, 3).map(atPitchFrames);
  const [b1, b2, b3] = bandwidth.slice(0, 3).map(atPitchFrames);
  const overF1 = (formant: Float64Array): Float64Array => formant.map((hz, n) => hz / (f1[n] + 1));
  return [track.values, track.intensity, f1, b1, f2, b2, f3, b3, overF1(f2), overF1(f3)];
}

/** Both the step of pitch, 10 ms, and that of formants, 6.25 ms, go into it, s. */
const gridPeriod = 0.05;
const pitchSettings = { timeStep: 0.01, floor: 75, ceiling: 600, veryAccurate: true } as const;

/** The row that follows from the contours and pitch strengths of `seconds` of speech. */
function rowOf(
  contoursOfSpeech: readonly Float64Array[],
  strength: Float64Array,
  seconds: number,
): Float64Array {
  const row = new Float64Array(features.length);
  contoursOfSpeech.forEach((values, i) => row.set(functionals(values), i * functionalNames.length));
  row[80] = relativePerturbation(contoursOfSpeech[0].map((hz) => 1 / hz));
  row[81] = relativePerturbation(strength);
  row[82] = seconds;
  return row;
}

function measureExactly(signal: Signal, memory?: PitchMemory): Float64Array {
  const track = pitch(signal, pitchSettings, memory);
  return rowOf(measureContours(signal, track), track.strength, duration(signal));
}

/**
 * The row of every window.
 *
 * `exact`: as `measure` of each window cut out, to 1e-12; pitch candidates are looked for once where windows overlap.
 *
 * `shared`: from the frames of the whole recording whose analysis windows lie inside. What changes: the path of pitch
 * is found with all the context, silence is told by the peak of the recording, frames lie up to half a step elsewhere
 * in windows that do not begin on a step of 10 ms, and formants do not feel the window's edges. "Intensity" columns are scaled
 * back to the window's own peak. The modes are not interchangeable: in 180 windows of real interviews a column's median
 * difference was 2 % (median of the columns; 23 % for the worst), and 31 of 83 columns correlated above .95; the extremes
 * of bandwidths least, from .1. A model belongs to the mode it was trained on.
 *
 * @param windows in any order; those that begin later are faster after those that begin earlier
 * @returns windows × 83 numbers, row-major
 * @throws RangeError when a window does not begin within the signal
 */
function measureWindows(signal: Signal, windows: readonly Span[], mode: WindowMode): Float64Array {
  const { sampleRate } = signal;
  const whole = { samples: finiteSamples(signal.samples), sampleRate };
  const rows = new Float64Array(windows.length * features.length);
  if (mode === 'shared') {
    // A whole number of steps of both grids, 10 and 6.25 ms: then frames lie where those of windows lie that begin on one.
    const trimmed = cut(whole, 0, gridPeriod * Math.floor(duration(whole) / gridPeriod + 1e-6));
    const track = pitch(trimmed, pitchSettings);
    const contoursOfAll = measureContours(trimmed, track);
    const peak = globalPeak(whole.samples);
    windows.forEach((window, i) =>
      rows.set(rowWithin(whole, peak, track, contoursOfAll, window), i * features.length),
    );
    return rows;
  }
  const memory: PitchMemory = { offset: 0, frames: new Map() };
  windows.forEach(({ start, end }, i) => {
    memory.offset = sampleRange(start, end, sampleRate, whole.samples.length)[0];
    // What lies before this window is hardly asked for again.
    for (const place of memory.frames.keys()) if (place < memory.offset) memory.frames.delete(place);
    rows.set(measureExactly(cut(whole, start, end), memory), i * features.length);
  });
  return rows;
}

/** The frames of a whole recording that a window has to itself. */
function rowWithin(
  whole: Signal,
  peak: number,
  track: PitchTrack,
  contoursOfAll: readonly Float64Array[],
  window: Span,
): Float64Array {
  const piece = cut(whole, window.start, window.end);
  const margin = 3 / pitchSettings.floor; // half a window of pitch, s
  const slack = 1e-6; // s; a frame exactly at the margin counts
  const from = Math.max(0, Math.ceil((window.start + margin - slack - track.start) / track.step));
  const last = Math.floor((window.start + duration(piece) - margin + slack - track.start) / track.step);
  const to = Math.max(from, Math.min(track.values.length, last + 1));
  const within = contoursOfAll.map((values) => values.slice(from, to));
  const scale = peak / globalPeak(piece.samples);
  within[1] = within[1].map((x) => Math.min(1, x * scale));
  return rowOf(within, track.strength.slice(from, to), duration(piece));
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
  measure: (signal) => measureExactly(signal),
  measureWindows,
};
