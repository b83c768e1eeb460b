import { brickWall, nextPowerOfTwo } from '../dsp/fft';
import { sincInterpolate, sincWeights } from '../dsp/interpolation';
import { products } from '../dsp/products';
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

  const inside = (n: number): boolean => {
    const start = Math.floor(first + n * step) - depth + 1;
    return start >= 0 && start + 2 * depth <= old.length;
  };
  let n = 0;
  for (; n < length && !inside(n); n++) samples[n] = sincInterpolate(old, first + n * step, depth);
  let end = length;
  for (; end > n && !inside(end - 1); end--)
    samples[end - 1] = sincInterpolate(old, first + (end - 1) * step, depth);

  // Positions between the old samples repeat after `period` new ones and `stride` old ones if both rates are whole numbers.
  const whole = Number.isInteger(sampleRate) && Number.isInteger(signal.sampleRate);
  const divisor = whole ? greatestCommonDivisor(sampleRate, signal.sampleRate) : 1;
  const period = whole ? sampleRate / divisor : Infinity;
  if (4 * period < end - n) {
    const stride = signal.sampleRate / divisor;
    n = interpolatePeriods(old, first + n * step, step, stride, samples, n, end, period);
  }
  const weights = new Float64Array(2 * depth);
  for (; n < end; n++) {
    const x = first + n * step;
    sincWeights(x - Math.floor(x), depth, weights);
    let sum = 0;
    for (let k = 0, i = Math.floor(x) - depth + 1; k < weights.length; k++, i++) sum += weights[k] * old[i];
    samples[n] = sum;
  }
  return { samples, sampleRate };
}

/** Old samples that are interpolated in one go: few enough to stay near the processor. */
const blockLength = 16384;

/**
 * New samples `from` up to at most `to`, as many whole periods as there are, whose weights are computed once.
 *
 * @param x place of the first of them among the old samples, `step` from one to the next
 * @returns the index of the first new sample not computed
 */
function interpolatePeriods(
  old: Float64Array,
  x: number,
  step: number,
  stride: number,
  samples: Float64Array,
  from: number,
  to: number,
  period: number,
): number {
  const taps = 2 * depth;
  const periods = Math.floor((to - from) / period);
  const inBlock = 2 * Math.ceil(Math.min(periods, blockLength / stride) / 2); // they are computed two by two
  const start = Math.floor(x) - depth + 1; // of the old samples in use
  const reach = Math.ceil(period * step) + taps;
  const { run, view } = products(8 * (period * taps + inBlock * (stride + period) + reach));
  const kept = view(0, period * taps);
  const places = new Int32Array(period); // bytes from the block's first old sample
  const block = view(8 * kept.length, inBlock * stride + reach);
  const result = view(block.byteOffset + 8 * block.length, inBlock * period);
  for (let phase = 0; phase < period; phase++) {
    const place = x + phase * step;
    places[phase] = block.byteOffset + 8 * (Math.floor(place) - depth + 1 - start);
    sincWeights(place - Math.floor(place), depth, kept.subarray(phase * taps, (phase + 1) * taps));
  }
  for (let done = 0; done < periods; done += inBlock) {
    block.set(old.subarray(start + done * stride, start + done * stride + block.length));
    for (let phase = 0; phase < period; phase++) {
      const out = result.byteOffset + 8 * phase;
      run.weightedSums(out, 8 * period, inBlock, 8 * phase * taps, 8 * taps, places[phase], 8 * stride);
    }
    const wanted = Math.min(inBlock, periods - done) * period;
    samples.set(result.subarray(0, wanted), from + done * period);
  }
  return from + periods * period;
}

/** Removes everything above `ratio` of the Nyquist frequency, in one spectrum of all samples. */
function lowPass(samples: Float64Array, ratio: number): Float64Array {
  const size = nextPowerOfTwo(samples.length + 2 * guard);
  const { signal, filter } = brickWall(size);
  signal.fill(0, 0, guard);
  signal.set(samples, guard);
  signal.fill(0, guard + samples.length);
  filter(Math.floor(ratio * size) - 1); // one number early, maybe half a bin, as measured in Praat
  return signal.subarray(guard, guard + samples.length);
}

/** Largest whole number that divides both. */
function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
