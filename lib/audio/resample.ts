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
  const weights = new Float64Array(2 * depth);
  for (let phase = 0; phase < period; phase++) {
    const x0 = first + phase * step;
    const left = Math.floor(x0);
    sincWeights(x0 - left, depth, weights);
    for (let n = phase, start = left - depth + 1; n < length; n += period, start += stride) {
      if (start < 0 || start + 2 * depth > old.length) {
        samples[n] = sincInterpolate(old, first + n * step, depth);
      } else {
        samples[n] = weightedSum(weights, old, start);
      }
    }
  }
  return { samples, sampleRate };
}

/** Σ weights[k] · y[start + k]; in four parts, which the processor adds side by side. Weights come in fours. */
function weightedSum(weights: Float64Array, y: Float64Array, start: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0, i = start; k < weights.length; k += 4, i += 4) {
    a += weights[k] * y[i];
    b += weights[k + 1] * y[i + 1];
    c += weights[k + 2] * y[i + 2];
    d += weights[k + 3] * y[i + 3];
  }
  return a + b + (c + d);
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
