import { forEachResampled } from '../audio/resample';
import type { Sound } from '../audio/sample-reader';
import { readerOf, soundDuration } from '../audio/sample-reader';
import { burgPairs } from '../dsp/burg-pairs';
import { LruCache } from '../dsp/lru-cache';
import type { RootPairs } from '../dsp/root-pairs';
import { rootPairs } from '../dsp/root-pairs';
import { gaussianWindow } from '../dsp/window';
import type { FrameGrid, TimeDomain } from './frames';
import { sampleAfter } from './frames';

export interface FormantOptions {
  /** Time between frames, s. */
  readonly timeStep?: number;
  /** Number of formants below the ceiling. */
  readonly maxFormants?: number;
  /** Highest formant frequency, Hz: 5500 for women, 5000 for men. */
  readonly ceiling?: number;
  /** Effective window length, s; the Gaussian window is twice as long. */
  readonly windowLength?: number;
  /** Pre-emphasis raises the spectrum by 6 dB per octave above this frequency, Hz. */
  readonly preEmphasis?: number;
}

/** Formants of every frame; element 0 is F1. NaN where a frame has fewer formants. */
export interface FormantTrack extends FrameGrid {
  /** Hz, `count` values each */
  readonly frequency: readonly Float64Array[];
  /** Hz, `count` values each */
  readonly bandwidth: readonly Float64Array[];
}

/** Praat's Formant object. */
export interface FormantObject extends FormantTrack, TimeDomain {
  /** Largest squared sample of each frame after pre-emphasis; Praat's drawings leave out frames of low intensity. */
  readonly intensity: Float64Array;
}

/** Roots closer than this to 0 Hz or to the ceiling are no formants, Hz. */
const margin = 50;

/**
 * Formant frequencies and bandwidths by linear prediction, as Praat's "To Formant (burg)".
 *
 * The signal is resampled to twice the ceiling and pre-emphasized. The roots of each windowed frame's prediction
 * polynomial are its resonances.
 *
 * @param sound any length; at most about a minute of it is in memory; samples that are not finite count as silence
 * @param frames the frames to measure; frames centred in the signal, `timeStep` apart, unless given
 * @returns no frames when the signal is shorter than twice the window length
 * @throws RangeError when an option is not positive, or the ceiling not above 100 Hz
 *
 * Praat manual, "Sound: To Formant (burg)...". Compared with Praat in test/reference/formants.json.
 *
 * @example
 * const { frequency } = formants(sound, { ceiling: 5000 });
 * frequency[0]; // F1 of every frame, Hz
 */
export function formants(sound: Sound, options: FormantOptions = {}, frames?: FrameGrid): FormantTrack {
  return analyse(sound, options, frames, () => undefined);
}

/**
 * `formants` with the intensity of every frame: the object of Praat's "To Formant (burg)".
 *
 * @param sound and @param options as for `formants`
 * @throws RangeError as `formants`
 *
 * Compared with Praat in test/reference/praat-files.json.
 */
export function formantObject(sound: Sound, options: FormantOptions = {}): FormantObject {
  const peaks: number[] = [];
  const track = analyse(sound, options, undefined, (samples, first, end, n) => {
    peaks[n] = largestSquare(samples, first, end);
  });
  const intensity = Float64Array.from({ length: track.count }, (_, n) => peaks[n] ?? 0);
  return { ...track, xmin: 0, xmax: soundDuration(readerOf(sound)), intensity };
}

/** @param onFrame receives the pre-emphasized samples `first` up to, not including, `end` of every frame; some may not exist */
function analyse(
  sound: Sound,
  options: FormantOptions,
  frames: FrameGrid | undefined,
  onFrame: (samples: Float64Array, first: number, end: number, n: number) => void,
): FormantTrack {
  const { maxFormants = 5, ceiling = 5500, windowLength = 0.025, preEmphasis = 50 } = options;
  const { timeStep = windowLength / 4 } = options;
  if (!(timeStep > 0 && windowLength > 0 && preEmphasis > 0 && maxFormants >= 1 && ceiling > 2 * margin)) {
    throw new RangeError(
      `formants: time step ${timeStep} s, window ${windowLength} s, pre-emphasis ${preEmphasis} Hz and ${maxFormants} formants ` +
        `must be positive, the ceiling ${ceiling} Hz above ${2 * margin} Hz`,
    );
  }
  const reader = readerOf(sound);
  const sampleRate = 2 * ceiling;
  const seconds = soundDuration(reader);
  const grid = frames ?? formantFrames(seconds, options);
  const frequency = Array.from({ length: maxFormants }, () => new Float64Array(grid.count).fill(NaN));
  const bandwidth = Array.from({ length: maxFormants }, () => new Float64Array(grid.count).fill(NaN));
  const track: FormantTrack = { start: grid.start, step: grid.step, count: grid.count, frequency, bandwidth };
  const half = Math.floor(Math.floor(2 * windowLength * sampleRate) / 2);
  if (grid.count === 0 || 2 * half <= 2 * maxFormants) return track;

  const analysis = formantAnalysis(half, maxFormants, ceiling);
  const length = Math.round(seconds * sampleRate);
  const places: FramePlaces = {
    start: grid.start,
    step: grid.step,
    count: grid.count,
    firstTime: firstSample(seconds, sampleRate),
    sampleRate,
  };
  const emphasis = Math.exp((-2 * Math.PI * preEmphasis) / sampleRate);
  let n = 0; // next frame
  let samples = new Float64Array(0); // pre-emphasized samples that later frames need
  let first = 0; // index of samples[0]
  let previous = 0; // last sample before pre-emphasis
  forEachResampled(reader, sampleRate, (piece, start) => {
    const end = start + piece.length;
    const from = Math.max(first, Math.min(start, afterMiddle(places, n) - half));
    const next = new Float64Array(end - from);
    next.set(samples.subarray(from - first));
    previous = preEmphasize(piece, emphasis, previous, next.subarray(start - from));
    samples = next;
    first = from;
    const reach = end < length ? end - half : Infinity;
    n = forEachFrame(n, reach, places, (right, frame) => {
      onFrame(samples, right - first - half, right - first + half, frame);
      analysis.add(samples, right - first, frame, track);
    });
  });
  analysis.finish(track);
  return track;
}

interface FramePlaces extends FrameGrid {
  /** Time of the first sample, s. */
  readonly firstTime: number;
  readonly sampleRate: number;
}

/** Index of the first sample after the middle of frame `n`. */
function afterMiddle({ start, step, firstTime, sampleRate }: FramePlaces, n: number): number {
  return sampleAfter(start + n * step, firstTime, sampleRate);
}

/** Calls `add` with the frames from number `n` on whose middles lie before sample `reach`; returns the number of the next. */
function forEachFrame(
  n: number,
  reach: number,
  places: FramePlaces,
  add: (right: number, n: number) => void,
): number {
  for (; n < places.count; n++) {
    const right = afterMiddle(places, n);
    if (right > reach) break;
    add(right, n);
  }
  return n;
}

/** Largest squared sample from `first` up to, not including, `end`; some of them may not exist. */
function largestSquare(samples: Float64Array, first: number, end: number): number {
  let largest = 0;
  for (let i = Math.max(0, first); i < Math.min(end, samples.length); i++) {
    largest = Math.max(largest, samples[i] * samples[i]);
  }
  return largest;
}

/** Writes x[i] − coefficient · x[i − 1] into `result`; returns the last sample. */
function preEmphasize(
  samples: Float64Array,
  coefficient: number,
  previous: number,
  result: Float64Array,
): number {
  for (let i = 0; i < samples.length; i++) {
    result[i] = samples[i] - coefficient * previous;
    previous = samples[i];
  }
  return previous;
}

/** Measures formants frame by frame; the kernels analyse two frames that are not silent at a time. */
interface FormantAnalysis {
  /** Adds frame `n`; `right` is the index of the first sample after its middle. Samples outside the signal are 0. */
  readonly add: (samples: Float64Array, right: number, n: number, track: FormantTrack) => void;
  /** Analyses a frame that is left; call it after the last frame. */
  readonly finish: (track: FormantTrack) => void;
}

const analyses = new LruCache<FormantAnalysis>(1);

function formantAnalysis(half: number, maxFormants: number, ceiling: number): FormantAnalysis {
  const key = [half, maxFormants, ceiling].join();
  return analyses.get(key, () => makeAnalysis(half, maxFormants, ceiling));
}

function makeAnalysis(half: number, maxFormants: number, ceiling: number): FormantAnalysis {
  const order = 2 * maxFormants;
  const predictor = burgPairs(gaussianWindow(2 * half), order);
  const roots = rootPairs(order);
  const atEdge = new Float64Array(2 * half);
  const frequencies = new Float64Array(order);
  const bandwidths = new Float64Array(order);
  const frames = [0, 0]; // numbers of the frames in the two lanes
  let next: 0 | 1 = 0; // lane of the next frame

  function add(samples: Float64Array, right: number, n: number, track: FormantTrack): void {
    const from = right - half;
    let frame: Float64Array = atEdge;
    if (from >= 0 && right + half <= samples.length) frame = samples.subarray(from, right + half);
    else for (let i = 0; i < frame.length; i++) frame[i] = samples[from + i] ?? 0;
    if (!predictor.load(next, frame)) return;
    frames[next] = n;
    if (next === 1) solve(track);
    next = next === 0 ? 1 : 0;
  }

  function solve({ frequency, bandwidth }: FormantTrack, count = 2): void {
    roots.find(predictor.predict());
    for (let lane = 0; lane < count; lane++) {
      const number = formantsOfRoots(roots, lane, ceiling, frequencies, bandwidths);
      for (let k = 0; k < Math.min(number, maxFormants); k++) {
        frequency[k][frames[lane]] = frequencies[k];
        bandwidth[k][frames[lane]] = bandwidths[k];
      }
    }
  }

  function finish(track: FormantTrack): void {
    if (next === 1) solve(track, 1);
    next = 0;
    roots.reset();
  }
  return { add, finish };
}

/** Time of the first sample after resampling, s; resampling keeps the middle of the signal in place. */
function firstSample(seconds: number, sampleRate: number): number {
  return 0.5 * (seconds - (Math.round(seconds * sampleRate) - 1) / sampleRate);
}

/** The frames of `formants`: as many as fit into the resampled signal, in Praat's order of operations (`centredFrames`). */
export function formantFrames(seconds: number, options: FormantOptions = {}): FrameGrid {
  const { ceiling = 5500, windowLength = 0.025 } = options;
  const { timeStep: step = windowLength / 4 } = options;
  const sampleRate = 2 * ceiling;
  const window = 2 * windowLength;
  const interval = 1 / sampleRate;
  const length = Math.round(seconds * sampleRate) * interval;
  const count = length < window ? 0 : Math.floor((length - window) / step) + 1;
  return {
    start: firstSample(seconds, sampleRate) + 0.5 * (length - interval - (count - 1) * step),
    step,
    count,
  };
}

/** Writes the formants of one lane's roots, Hz, in order of frequency; returns how many there are. */
function formantsOfRoots(
  { re, im }: RootPairs,
  lane: number,
  nyquist: number,
  frequency: Float64Array,
  bandwidth: Float64Array,
): number {
  let count = 0;
  for (let k = lane; k < re.length; k += 2) {
    if (!(im[k] > 0)) continue;
    const hz = (Math.atan2(im[k], re[k]) * nyquist) / Math.PI;
    if (!(hz >= margin && hz <= nyquist - margin)) continue;
    // |ln|: a root outside the unit circle counts as its reflection into it
    const width = (Math.abs(Math.log(re[k] * re[k] + im[k] * im[k])) * nyquist) / Math.PI;
    let place = count++;
    for (; place > 0 && frequency[place - 1] > hz; place--) {
      frequency[place] = frequency[place - 1];
      bandwidth[place] = bandwidth[place - 1];
    }
    frequency[place] = hz;
    bandwidth[place] = width;
  }
  return count;
}
