import { resample } from '../audio/resample';
import type { Signal } from '../audio/signal';
import { duration } from '../audio/signal';
import { burg } from '../dsp/lpc';
import { rootFinder } from '../dsp/polynomial';
import { gaussianWindow } from '../dsp/window';
import type { FrameGrid } from './frames';
import { finiteSamples, sampleAfter } from './frames';

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

/** Formants nearer to 0 Hz or to the ceiling than this are not believed, Hz. */
const margin = 50;

/**
 * Formant frequencies and bandwidths by linear prediction, as Praat's "To Formant (burg)".
 *
 * The signal is resampled to twice the ceiling and pre-emphasized; the roots of the prediction polynomial of each
 * windowed frame are its resonances.
 *
 * @param signal any length; samples that are not finite count as silence
 * @param frames where they are wanted if not centred in the signal; the time step is theirs then
 * @returns frames centred in the signal; none when it is shorter than twice the window length
 * @throws RangeError when an option is not positive, or the ceiling not above 100 Hz
 *
 * Praat manual, "Sound: To Formant (burg)...". Compared with Praat in test/reference/formants.json.
 */
export function formants(signal: Signal, options: FormantOptions = {}, frames?: FrameGrid): FormantTrack {
  const { maxFormants = 5, ceiling = 5500, windowLength = 0.025, preEmphasis = 50 } = options;
  const { timeStep = windowLength / 4 } = options;
  if (!(timeStep > 0 && windowLength > 0 && preEmphasis > 0 && maxFormants >= 1 && ceiling > 2 * margin)) {
    throw new RangeError(
      `formants: time step ${timeStep} s, window ${windowLength} s, pre-emphasis ${preEmphasis} Hz and ${maxFormants} formants ` +
        `must be positive, the ceiling ${ceiling} Hz above ${2 * margin} Hz`,
    );
  }
  const sampleRate = 2 * ceiling;
  const grid = frames ?? formantFrames(signal, options);
  const frequency = Array.from({ length: maxFormants }, () => new Float64Array(grid.count).fill(NaN));
  const bandwidth = Array.from({ length: maxFormants }, () => new Float64Array(grid.count).fill(NaN));
  const half = Math.floor(Math.floor(2 * windowLength * sampleRate) / 2);
  const order = 2 * maxFormants;
  if (grid.count === 0 || 2 * half <= order) return { ...grid, frequency, bandwidth };

  const resampled = resample(
    { samples: finiteSamples(signal.samples), sampleRate: signal.sampleRate },
    sampleRate,
  );
  const samples = preEmphasized(resampled.samples, Math.exp((-2 * Math.PI * preEmphasis) / sampleRate));
  const first = firstSample(duration(signal), sampleRate);
  const window = gaussianWindow(2 * half);
  const predictor = burg(2 * half, order);
  const frame = new Float64Array(2 * half);
  const coefficients = new Float64Array(order);
  const polynomial = new Float64Array(order + 1);
  const roots = rootFinder(order);
  const found = new Float64Array(order);
  const width = new Float64Array(order);
  for (let n = 0; n < grid.count; n++) {
    const right = sampleAfter(grid.start + n * grid.step, first, sampleRate);
    const from = Math.max(0, right - half);
    const to = Math.min(samples.length, right + half);
    let sounding = from;
    while (sounding < to && samples[sounding] === 0) sounding++;
    if (sounding === to) continue;
    if (to - from < frame.length) frame.fill(0);
    for (let at = from, i = from - right + half; at < to; at++, i++) frame[i] = samples[at] * window[i];
    predictor.predict(frame, coefficients);
    polynomial[order] = 1;
    for (let k = 0; k < order; k++) polynomial[order - 1 - k] = -coefficients[k];
    roots.find(polynomial);
    const number = resonances(roots.re, roots.im, ceiling, found, width);
    for (let k = 0; k < Math.min(number, maxFormants); k++) {
      frequency[k][n] = found[k];
      bandwidth[k][n] = width[k];
    }
  }
  return { ...grid, frequency, bandwidth };
}

/** Time of the first sample after resampling, s; the signal's middle stays where it was. */
function firstSample(seconds: number, sampleRate: number): number {
  return 0.5 * (seconds - (Math.round(seconds * sampleRate) - 1) / sampleRate);
}

/** The frames of `formants`, as many as fit into the resampled signal; the order of operations is Praat's, see `centredFrames`. */
export function formantFrames(signal: Signal, options: FormantOptions = {}): FrameGrid {
  const { ceiling = 5500, windowLength = 0.025 } = options;
  const { timeStep: step = windowLength / 4 } = options;
  const seconds = duration(signal);
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

/** x[n] − factor · x[n − 1], a copy. */
function preEmphasized(samples: Float64Array, factor: number): Float64Array {
  const result = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) result[i] = samples[i] - (i > 0 ? factor * samples[i - 1] : 0);
  return result;
}

/** Roots of the upper half plane as frequencies (rising) and bandwidths, Hz; returns how many lie within the margins. */
function resonances(
  re: Float64Array,
  im: Float64Array,
  nyquist: number,
  frequency: Float64Array,
  bandwidth: Float64Array,
): number {
  let count = 0;
  for (let k = 0; k < re.length; k++) {
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
