import type { Signal } from '../../audio/signal';
import { sampleRange } from '../../audio/signal';
import type { Cue, Feature, FeatureSet, Span, WindowMode } from '../feature-set';
import { frameCountOf, withoutFrameCounts } from '../feature-set';
import type { FormantTrack } from '../../praat/formants';
import { formantFrames, formants } from '../../praat/formants';
import type { Contour, FrameGrid } from '../../praat/frames';
import type { SampleReader, Sound } from '../../audio/sample-reader';
import { part, readerOf, soundDuration } from '../../audio/sample-reader';
import { centredFrames, timeAt, valueAt } from '../../praat/frames';
import { functionalNames, functionals } from './functionals';
import { accurateWindow, pitch } from '../../praat/pitch';
import { candidateCache, candidatesInFrames, deleteBefore } from '../../praat/pitch-ac';
import { globalAbsolutePeak } from '../../praat/pitch-candidates';
import type { PitchTrack } from '../../praat/pitch-path';
import { choosePath, minVoicedIntensity, speechCosts } from '../../praat/pitch-path';
import { standardRange, type PitchRange } from '../../praat/pitch-range';
import { relativePerturbation } from '../../praat/voice-quality';

/** The ten contours in the order of the original. */
const contours: readonly (readonly [name: string, unit: string, meaning: string, cue: Cue])[] = [
  ['f0', 'Hz', 'fundamental frequency', 'pitch'],
  ['intensity', '', "frame's peak over the recording's peak", 'loudness'],
  ['f1', 'Hz', 'first formant', 'formants'],
  ['f1_bandwidth', 'Hz', 'bandwidth of the first formant', 'formants'],
  ['f2', 'Hz', 'second formant', 'formants'],
  ['f2_bandwidth', 'Hz', 'bandwidth of the second formant', 'formants'],
  ['f3', 'Hz', 'third formant', 'formants'],
  ['f3_bandwidth', 'Hz', 'bandwidth of the third formant', 'formants'],
  ['f2_over_f1', '', 'second formant over first formant + 1 Hz', 'formants'],
  ['f3_over_f1', '', 'third formant over first formant + 1 Hz', 'formants'],
];

/** The columns of the original. */
const columns: readonly Feature[] = [
  ...contours.flatMap(([name, unit, meaning, cue]) =>
    functionalNames.map((functional) => ({
      name: `${name}_${functional}`,
      unit,
      meaning: `${functional} of the ${meaning}`,
      cue,
    })),
  ),
  {
    name: 'jitter',
    unit: '%',
    meaning: 'change of the period from voiced frame to voiced frame, over the mean period',
    cue: 'voice quality',
  },
  {
    name: 'shimmer',
    unit: '%',
    meaning: 'change of pitch strength from voiced frame to voiced frame, over its mean',
    cue: 'voice quality',
  },
  { name: 'duration', unit: 's', meaning: 'length of the recording', cue: 'timing' },
];

const features: readonly Feature[] = [
  ...columns,
  ...contours.map(([name, , meaning]) => frameCountOf(name, `the ${meaning}`)),
];

const timeStep = 0.01; // s

/** Length of a formant frame, s. */
const formantWindow = 0.05;

/** The row of a pitch track and the formants of the same `seconds` of speech, with times from the same start. */
function rowOf(track: PitchTrack, resonances: FormantTrack, seconds: number): Float64Array {
  const { frequency, bandwidth, start, step } = resonances;
  const of = (values: Float64Array): Float64Array => valuesAt({ values, start, step }, track);
  const [f1, f2, f3] = frequency.slice(0, 3).map(of);
  const [b1, b2, b3] = bandwidth.slice(0, 3).map(of);
  const measured = [track.values, track.intensity, f1, b1, f2, b2, f3, b3, over(f2, f1), over(f3, f1)];
  return Float64Array.of(
    ...measured.flatMap((values) => [...functionals(values)]),
    relativePerturbation(periods(track.values)),
    relativePerturbation(track.strength),
    seconds,
    ...measured.map(measuredFrames),
  );
}

// These loops are functions of the module: V8 drops the compiled code of inner functions.

/** Values of a contour at the times of the track's frames. */
function valuesAt(contour: Contour, track: PitchTrack): Float64Array {
  const result = new Float64Array(track.values.length);
  for (let n = 0; n < result.length; n++) result[n] = valueAt(contour, timeAt(track, n));
  return result;
}

/** A formant over the first, to which the original adds 1 Hz. */
function over(formant: Float64Array, f1: Float64Array): Float64Array {
  const result = new Float64Array(formant.length);
  for (let n = 0; n < result.length; n++) result[n] = formant[n] / (f1[n] + 1);
  return result;
}

function periods(hz: Float64Array): Float64Array {
  const result = new Float64Array(hz.length);
  for (let n = 0; n < result.length; n++) result[n] = 1 / hz[n];
  return result;
}

/** Number of values that `functionals` uses. */
function measuredFrames(values: Float64Array): number {
  let frames = 0;
  for (let n = 0; n < values.length; n++) if (values[n] !== 0 && !Number.isNaN(values[n])) frames++;
  return frames;
}

/**
 * Measures a row per window.
 *
 * `exact` gives the rows of `measure`; overlapping windows share their pitch candidates.
 *
 * `shared` takes formants and pitch candidates from frames of the whole recording; each window chooses its own path through
 * the candidates, relative to its own peak. Where windows begin whole steps of 10 ms apart, pitch, intensity, jitter and
 * shimmer equal those of `exact`; elsewhere the frames lie up to half a step apart. Formants differ because the ends of a
 * window that is cut out ring when it is resampled. In 238 windows of 4 s every 2 s of eight interviews (both channels
 * mixed) the median difference of a column was at most 1.6 %, and 72 of 83 columns correlated above .95 (65 above .99);
 * the lowest were the extremes of bandwidths (.77 to .83) and their deviations (.89 to .91). In one channel, which is
 * digitally silent while the other person speaks, 57 columns correlated above .95: formants of pauses are ringing only.
 * Use a model with the mode that it was trained on.
 *
 * @param windows in any order; the order of their starts is fastest
 * @returns a row per window: the columns, followed by the frame counts
 * @throws RangeError when a window does not begin within the signal
 */
function measureWindows(
  signal: Signal,
  windows: readonly Span[],
  mode: WindowMode,
  range: PitchRange,
): Float64Array {
  const pitchSettings = {
    ...speechCosts,
    timeStep,
    ...range,
    minIntensity: minVoicedIntensity(speechCosts, timeStep),
  };
  const pitchWindow = accurateWindow.periods / range.floor; // length of a pitch frame, s
  const { sampleRate } = signal;
  const whole = readerOf(signal);
  const rows = new Float64Array(windows.length * features.length);
  const cache = candidateCache();
  const resonances = mode === 'shared' && windows.length > 0 ? formantsOfAll(whole, windows[0]) : undefined;
  let anchor: number | undefined; // time of a pitch frame on the grid of all windows, s
  windows.forEach(({ start, end }, i) => {
    const [first, last] = sampleRange(start, end, sampleRate, whole.length);
    const piece = part(whole, first, last);
    const time = first / sampleRate;
    deleteBefore(cache, first); // later windows rarely need it
    let grid = centredFrames(piece.length, sampleRate, pitchWindow, pitchSettings.timeStep);
    if (resonances) {
      anchor ??= time + grid.start;
      const { start, step } = grid;
      const steps = (anchor - time - start) / step;
      const fits = Math.abs(steps - Math.round(steps)) * step < slack;
      if (!fits) grid = framesThrough(anchor - time, step, pitchWindow, soundDuration(piece));
    }
    const peak = globalAbsolutePeak(piece);
    const frames = candidatesInFrames(
      grid,
      whole,
      first,
      peak,
      accurateWindow,
      pitchSettings,
      undefined,
      cache,
    );
    const track = choosePath(frames, speechCosts);
    const ofWindow = resonances
      ? formantsBetween(resonances, time, time + soundDuration(piece))
      : formants(piece);
    rows.set(rowOf(track, ofWindow, soundDuration(piece)), i * features.length);
  });
  return rows;
}

/** Measures the row of a recording. */
function measureSound(given: Sound, range: PitchRange): Float64Array {
  const sound = readerOf(given);
  const track = pitch(sound, { timeStep, ...range, veryAccurate: true });
  return rowOf(track, formants(sound), soundDuration(sound));
}

/** Windows that begin at multiples of this have the same resampled samples for formants, s. */
const gridPeriod = 0.05;
/** Tolerance of frame times, s. */
const slack = 1e-6;

/** Formants of a recording at the frame times that `window` has when it is measured by itself. */
function formantsOfAll(whole: SampleReader, window: Span): FormantTrack {
  const { sampleRate, read } = whole;
  const [first, last] = sampleRange(window.start, window.end, sampleRate, whole.length);
  const periods = Math.ceil(soundDuration(whole) / gridPeriod - slack);
  const length = Math.max(whole.length, Math.round(periods * gridPeriod * sampleRate));
  const padded = {
    sampleRate,
    length,
    read(from: number, to: number): Float64Array {
      if (to <= whole.length) return read(from, to);
      const piece = new Float64Array(to - from);
      if (from < whole.length) piece.set(read(from, whole.length));
      return piece;
    },
  };
  const seconds = length / sampleRate;
  const grid = formantFrames((last - first) / sampleRate);
  const anchor = grid.start + first / sampleRate;
  return formants(padded, {}, framesThrough(anchor, grid.step, formantWindow, seconds));
}

/** The frames of `window` seconds, one of them at `anchor`, that lie within 0 … `seconds`. */
function framesThrough(anchor: number, step: number, window: number, seconds: number): FrameGrid {
  const before = Math.floor((anchor - 0.5 * window + slack) / step);
  const start = anchor - before * step;
  const count = Math.max(0, Math.floor((seconds - 0.5 * window - start + slack) / step) + 1);
  return { start, step, count };
}

/** The frames whose windows lie between two times, timed from the first of these. */
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

/** The 83 columns of the original study, followed by the frame counts. */
function withFrameCounts(name: string, range: PitchRange): FeatureSet {
  const measure = (sound: Sound): Float64Array => measureSound(sound, range);
  return {
    name: `${name}+frames`,
    version: 4,
    features,
    measure,
    measureReader: measure,
    measureWindows: (signal, windows, mode) => measureWindows(signal, windows, mode, range),
    inRange: (other) => withFrameCounts(`original83@${other.floor}-${other.ceiling}`, other),
  };
}

/**
 * The 83 columns of the original study: eight functionals of ten contours, jitter, shimmer and duration.
 *
 * The columns keep the peculiarities of the original: "intensity" is Praat's frame intensity (0 … 1, not dB), jitter
 * compares consecutive frames instead of glottal periods, and shimmer compares pitch strengths. Compared with Praat in
 * test/features/sets/original83.test.ts.
 */
export const original83: FeatureSet = withoutFrameCounts(
  withFrameCounts('original83', standardRange),
  'original83',
  columns.length,
);
