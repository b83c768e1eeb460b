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
  /** How many formants to look for below the ceiling. */
  readonly maxFormants?: number;
  /** Highest frequency a formant may have, Hz: 5500 for women, 5000 for men. */
  readonly ceiling?: number;
  /** Effective length of the window, s; it is a Gaussian twice as long. */
  readonly windowLength?: number;
  /** Hz above which the spectrum is raised by 6 dB per octave. */
  readonly preEmphasis?: number;
}

/** Formants of every frame: element 0 is F1. NaN where a frame has fewer formants. */
export interface FormantTrack extends FrameGrid {
  /** Hz, `count` values each */
  readonly frequency: readonly Float64Array[];
  /** Hz, `count` values each */
  readonly bandwidth: readonly Float64Array[];
}

/** What Praat calls a Formant object. */
export interface FormantObject extends FormantTrack, TimeDomain {
  /** Largest square of a frame's samples after pre-emphasis; Praat's drawings leave out soft frames by it. */
  readonly intensity: Float64Array;
}

/** Formants nearer to 0 Hz or to the ceiling than this are not believed, Hz. */
const margin = 50;

/**
 * Formant frequencies and bandwidths by linear prediction, as Praat's "To Formant (burg)".
 *
 * The signal is resampled to twice the ceiling and pre-emphasized; the roots of the prediction polynomial of each
 * windowed frame are its resonances.
 *
 * @param sound any length, of which little more than a minute is ever in memory; samples that are not finite count as silence
 * @param frames where they are wanted if not centred in the signal; the time step is theirs then
 * @returns frames centred in the signal; none when it is shorter than twice the window length
 * @throws RangeError when an option is not positive, or the ceiling not above 100 Hz
 *
 * Praat manual, "Sound: To Formant (burg)...". Compared with Praat in test/reference/formants.json.
 *
 * @example
 * const { frequency } = formants(sound, { ceiling: 5000 });
 * frequency[0]; // F1 of every frame, Hz
 */
export function formants(sound: Sound, options: FormantOptions = {}, frames?: FrameGrid): FormantTrack {
  return analysed(sound, options, frames, () => undefined);
}

/**
 * Formants as `formants` measures them, with the intensity of every frame: Praat's "To Formant (burg)".
 *
 * @param sound and @param options as of `formants`
 * @throws RangeError as `formants`
 *
 * Compared with Praat in test/reference/praat-files.json.
 */
export function formantObject(sound: Sound, options: FormantOptions = {}): FormantObject {
  const peaks: number[] = [];
  const track = analysed(sound, options, undefined, (samples, first, end, n) => {
    peaks[n] = largestSquare(samples, first, end);
  });
  const intensity = Float64Array.from({ length: track.count }, (_, n) => peaks[n] ?? 0);
  return { ...track, xmin: 0, xmax: soundDuration(readerOf(sound)), intensity };
}

/** @param see gets the samples of every frame, pre-emphasized: from index `first` up to, not including, `end`, as far as they exist */
function analysed(
  sound: Sound,
  options: FormantOptions,
  frames: FrameGrid | undefined,
  see: (samples: Float64Array, first: number, end: number, n: number) => void,
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

  const analysis = resonanceAnalysis(half, maxFormants, ceiling);
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
  let samples = new Float64Array(0); // pre-emphasized, those that frames still need
  let first = 0; // index of samples[0]
  let before = 0; // the last sample that came, as it was
  forEachResampled(reader, sampleRate, (piece, start) => {
    const end = start + piece.length;
    const from = Math.max(first, Math.min(start, afterMiddle(places, n) - half));
    const next = new Float64Array(end - from);
    next.set(samples.subarray(from - first));
    before = emphasize(piece, emphasis, before, next.subarray(start - from));
    samples = next;
    first = from;
    const reach = end < length ? end - half : Infinity;
    n = addFrames(n, reach, places, (right, frame) => {
      see(samples, right - first - half, right - first + half, frame);
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

/** Index of the sample after a frame's middle. */
function afterMiddle({ start, step, firstTime, sampleRate }: FramePlaces, n: number): number {
  return sampleAfter(start + n * step, firstTime, sampleRate);
}

/** Takes frames from number `n` on whose middles lie before sample `reach`; returns the number of the next. */
function addFrames(
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

/** Largest square of the samples from `first` up to, not including, `end`, as far as they exist. */
function largestSquare(samples: Float64Array, first: number, end: number): number {
  let largest = 0;
  for (let i = Math.max(0, first); i < Math.min(end, samples.length); i++) {
    largest = Math.max(largest, samples[i] * samples[i]);
  }
  return largest;
}

/** Every sample less a share of the one `before` it, into `result`; returns the last sample. */
function emphasize(samples: Float64Array, share: number, before: number, result: Float64Array): number {
  for (let i = 0; i < samples.length; i++) {
    result[i] = samples[i] - share * before;
    before = samples[i];
  }
  return before;
}

/** Formants of one frame after the other; frames are held back until there are two that sound. */
interface ResonanceAnalysis {
  /** Takes frame `n`, `right` being the index of the sample after its middle; samples that do not exist are 0. */
  readonly add: (samples: Float64Array, right: number, n: number, track: FormantTrack) => void;
  /** Must follow the last frame. */
  readonly finish: (track: FormantTrack) => void;
}

const analyses = new LruCache<ResonanceAnalysis>(1);

function resonanceAnalysis(half: number, maxFormants: number, ceiling: number): ResonanceAnalysis {
  const key = [half, maxFormants, ceiling].join();
  return analyses.get(key, () => makeAnalysis(half, maxFormants, ceiling));
}

function makeAnalysis(half: number, maxFormants: number, ceiling: number): ResonanceAnalysis {
  const order = 2 * maxFormants;
  const predictor = burgPairs(gaussianWindow(2 * half), order);
  const roots = rootPairs(order);
  const atEdge = new Float64Array(2 * half);
  const found = new Float64Array(order);
  const width = new Float64Array(order);
  const frames = [0, 0]; // those taken
  let taken: 0 | 1 = 0;

  function add(samples: Float64Array, right: number, n: number, track: FormantTrack): void {
    const from = right - half;
    let frame: Float64Array = atEdge;
    if (from >= 0 && right + half <= samples.length) frame = samples.subarray(from, right + half);
    else for (let i = 0; i < frame.length; i++) frame[i] = samples[from + i] ?? 0;
    if (!predictor.take(taken, frame)) return;
    frames[taken] = n;
    if (taken === 1) solve(track);
    taken = taken === 0 ? 1 : 0;
  }

  function solve({ frequency, bandwidth }: FormantTrack, count = 2): void {
    roots.find(predictor.predict());
    for (let lane = 0; lane < count; lane++) {
      const number = resonances(roots, lane, ceiling, found, width);
      for (let k = 0; k < Math.min(number, maxFormants); k++) {
        frequency[k][frames[lane]] = found[k];
        bandwidth[k][frames[lane]] = width[k];
      }
    }
  }

  function finish(track: FormantTrack): void {
    if (taken === 1) solve(track, 1);
    taken = 0;
    roots.forget();
  }
  return { add, finish };
}

/** Time of the first sample after resampling, s; the signal's middle stays where it was. */
function firstSample(seconds: number, sampleRate: number): number {
  return 0.5 * (seconds - (Math.round(seconds * sampleRate) - 1) / sampleRate);
}

/** The frames of `formants`, as many as fit into the resampled signal; the order of operations is Praat's, see `centredFrames`. */
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

/** Roots of the first or second polynomial in the upper half plane as frequencies (rising) and bandwidths, Hz; returns how many lie within the margins. */
function resonances(
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
    // |ln|: a root outside the unit circle stands for its mirror image inside
    const hzWide = (Math.abs(Math.log(re[k] * re[k] + im[k] * im[k])) * nyquist) / Math.PI;
    let place = count++;
    for (; place > 0 && frequency[place - 1] > hz; place--) {
      frequency[place] = frequency[place - 1];
      bandwidth[place] = bandwidth[place - 1];
    }
    frequency[place] = hz;
    bandwidth[place] = hzWide;
  }
  return count;
}
