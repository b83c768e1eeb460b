import { nextPowerOfTwo, realFft } from '../dsp/fft';
import { sincInterpolate, sincWeights } from '../dsp/interpolation';
import type { Signal } from './signal';

/** Samples used on either side of a new one. */
const depth = 50;
/** Zeros before and after the signal while it is filtered, so that its end does not ring into its start. */
const guard = 1000;

/**
 * The signal at another sample rate, as Praat's "Resample…" with precision 50.
 *
 * Going down, everything above the new Nyquist frequency is removed in the spectrum of the whole signal. The new
 * samples are then interpolated with sincs; the middle of the signal stays where it is. A value that is not finite
 * spoils the whole result when going down, and its neighbourhood when going up.
 *
 * @param sampleRate Hz, above 0
 * @returns round(duration · sampleRate) samples; the signal itself when the rate is already right
 * @throws RangeError when the rate is not a positive number
 *
 * Compared with Praat in test/reference/resample.json.
 */
export function resample(signal: Signal, sampleRate: number): Signal {
  if (!(sampleRate > 0) || !Number.isFinite(sampleRate)) {
    throw new RangeError(`sample rate ${sampleRate} Hz; give a positive number`);
  }
  const ratio = sampleRate / signal.sampleRate;
  if (Math.abs(ratio - 1) < 1e-6) return signal;
  const old = ratio < 1 ? lowPass(signal.samples, ratio) : signal.samples;

  const length = Math.round(signal.samples.length * ratio);
  const samples = new Float64Array(length);
  const step = 1 / ratio; // old samples per new one
  const first = 0.5 * (old.length - 1) - 0.5 * (length - 1) * step;

  // Positions between the old samples repeat after `period` new ones and `stride` old ones if both rates are whole numbers.
  const whole = Number.isInteger(sampleRate) && Number.isInteger(signal.sampleRate);
  const divisor = whole ? greatestCommonDivisor(sampleRate, signal.sampleRate) : 1;
  const period = whole ? Math.min(length, sampleRate / divisor) : length;
  const stride = signal.sampleRate / divisor;
  const inside = (n: number): boolean => {
    const start = Math.floor(first + n * step) - depth + 1;
    return start >= 0 && start + 2 * depth <= old.length;
  };
  let n = 0;
  for (; n < length && !inside(n); n++) samples[n] = sincInterpolate(old, first + n * step, depth);
  let end = length;
  for (; end > n && !inside(end - 1); end--)
    samples[end - 1] = sincInterpolate(old, first + (end - 1) * step, depth);

  const weights = new Float64Array(2 * depth);
  if (4 * period >= end - n) {
    for (; n < end; n++) {
      const x = first + n * step;
      sincWeights(x - Math.floor(x), depth, weights);
      samples[n] = weightedSum(weights, old, Math.floor(x) - depth + 1);
    }
    return { samples, sampleRate };
  }
  const kept: Float64Array[] = [];
  const starts = new Int32Array(period);
  for (let phase = 0; phase < period; phase++) {
    const x = first + (n + phase) * step;
    starts[phase] = Math.floor(x) - depth + 1;
    kept.push(new Float64Array(2 * depth));
    sincWeights(x - Math.floor(x), depth, kept[phase]);
  }
  let shift = 0; // old samples from the first period to this one
  for (; n + 4 * period <= end; n += 4 * period, shift += 4 * stride) {
    for (let phase = 0; phase < period; phase++) {
      fourSums(kept[phase], old, starts[phase] + shift, stride, samples, n + phase, period);
    }
  }
  for (let phase = 0; n < end; n++, phase++) {
    if (phase === period) {
      phase = 0;
      shift += stride;
    }
    samples[n] = weightedSum(kept[phase], old, starts[phase] + shift);
  }
  return { samples, sampleRate };
}

/** Σ weights[k] · y[start + k]. */
function weightedSum(weights: Float64Array, y: Float64Array, start: number): number {
  let sum = 0;
  for (let k = 0, i = start; k < weights.length; k++, i++) sum += weights[k] * y[i];
  return sum;
}

/** Four such sums, `stride` old samples and `apart` new ones from each other: side by side the processor takes them faster. */
function fourSums(
  weights: Float64Array,
  y: Float64Array,
  start: number,
  stride: number,
  result: Float64Array,
  place: number,
  apart: number,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0, i = start; k < weights.length; k++, i++) {
    const w = weights[k];
    a += w * y[i];
    b += w * y[i + stride];
    c += w * y[i + 2 * stride];
    d += w * y[i + 3 * stride];
  }
  result[place] = a;
  result[place + apart] = b;
  result[place + 2 * apart] = c;
  result[place + 3 * apart] = d;
}

/** Removes everything above `ratio` of the Nyquist frequency, in one spectrum of all samples. */
function lowPass(samples: Float64Array, ratio: number): Float64Array {
  const fft = realFft(nextPowerOfTwo(samples.length + 2 * guard));
  const padded = new Float64Array(fft.size);
  const spectrum = new Float64Array(fft.size + 2);
  padded.set(samples, guard);
  fft.forward(padded, spectrum);
  spectrum.fill(0, Math.floor(ratio * fft.size) - 1); // one number early, maybe half a bin, as measured in Praat
  fft.inverse(spectrum, padded);
  return padded.subarray(guard, guard + samples.length);
}

/** Largest whole number that divides both. */
function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
