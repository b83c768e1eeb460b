import { brickWall, nextPowerOfTwo } from '../dsp/fft';
import { sincInterpolate, sincWeights } from '../dsp/interpolation';
import { productsKernels } from '../kernels/built/products';
import { sharedWorkspace } from '../kernels/workspace';
import type { SampleReader } from './sample-reader';
import type { Signal } from './signal';

const products = sharedWorkspace(productsKernels);

/** Interpolation depth: samples on either side of a new one. */
const depth = 50;
/** Zero-padding on both sides of a signal that is filtered, so that its end does not ring into its start. */
const padding = 1000;
/** Longer signals are filtered in overlapping blocks instead of one spectrum, samples. */
const wholeLimit = 2 ** 20 - 2 * padding;
/** Samples of a block. */
const blockSize = 2 ** 17;
/** Samples at either end of a block that fade in and out. */
const fade = 8192;

/**
 * Resamples a signal as Praat's "Resample…" with precision 50.
 *
 * For a lower rate it removes everything above the new Nyquist frequency in the spectrum of the whole signal. Then it
 * interpolates the new samples with sincs; the middle of the signal stays in place. A sample that is not finite spoils the
 * whole result at a lower rate, and its neighbourhood at a higher one. See `forEachResampled` for long signals.
 *
 * @param sampleRate Hz, above 0
 * @returns round(duration · sampleRate) samples; the signal itself when it has the rate
 * @throws RangeError when the rate is not a positive number
 *
 * Compared with Praat in test/reference/resample.json.
 */
export function resample(signal: Signal, sampleRate: number): Signal {
  if (isRate(sampleRate, signal.sampleRate)) return signal;
  const samples = new Float64Array(lengthAt(sampleRate, signal.samples.length, signal.sampleRate));
  const reader = {
    sampleRate: signal.sampleRate,
    length: signal.samples.length,
    read: (from: number, to: number) => signal.samples.subarray(from, to), // finite or not
  };
  forEachResampled(reader, sampleRate, (piece, first) => samples.set(piece, first));
  return { samples, sampleRate };
}

/** Number of samples at the wanted rate; it rounds the duration in seconds, as Praat and `formantFrames` do. */
function lengthAt(wanted: number, length: number, sampleRate: number): number {
  return Math.round((length / sampleRate) * wanted);
}

/** Whether two sample rates are equal to a millionth. */
function isRate(wanted: number, sampleRate: number): boolean {
  if (!(wanted > 0) || !Number.isFinite(wanted)) {
    throw new RangeError(`sample rate ${wanted} Hz; give a positive number`);
  }
  return Math.abs(wanted / sampleRate - 1) < 1e-6;
}

/**
 * `resample` piece by piece, from the first new sample to the last.
 *
 * It filters a recording of more than a million samples (65 s at 16 kHz) in blocks of 131,072 samples, of which 8192 at
 * either end overlap with the neighbours and fade in or out. The result differs from that of one spectrum within a few hertz
 * of the new Nyquist frequency: by 2e-4 to 7e-4 of the root mean square in two interviews of a minute, where formants of
 * voiced frames moved by .01 to .15 Hz (median; .95 quantile .6 to 5.6 Hz) and bandwidths by .06 to .25 Hz (2 to 19 Hz). A
 * pause of digital silence does not ring with the speech around it. The blocks do not depend on how samples are read.
 *
 * @param use receives new samples, valid until the next call, and the index of the first of them
 */
export function forEachResampled(
  reader: SampleReader,
  sampleRate: number,
  use: (samples: Float64Array, first: number) => void,
): void {
  const same = isRate(sampleRate, reader.sampleRate);
  const ratio = sampleRate / reader.sampleRate;
  const length = lengthAt(sampleRate, reader.length, reader.sampleRate);
  const step = 1 / ratio; // old samples per new one
  const first = 0.5 * (reader.length - 1) - 0.5 * (length - 1) * step;
  const inBlocks = reader.length > wholeLimit;
  const ownSamples = inBlocks ? blockSize - 2 * (fade + depth) : reader.length; // of a block, without the overlap
  for (let start = 0, done = 0; done < length; start += ownSamples) {
    const end = start + ownSamples;
    if (same) {
      const piece = reader.read(start, Math.min(end, length));
      use(piece, start);
      done += piece.length;
      continue;
    }
    // Interpolation needs samples of the neighbours.
    const from = Math.max(0, start - depth);
    const to = Math.min(reader.length, end + depth);
    let old: Float64Array;
    if (ratio >= 1) old = reader.read(from, to);
    else old = inBlocks ? lowPassBlock(reader, from, to, ratio) : lowPass(reader.read(from, to), ratio);
    const next = end >= reader.length ? length : Math.min(length, Math.ceil((end - first) / step));
    const piece = new Float64Array(Math.max(0, next - done));
    interpolate(old, first + done * step - from, step, { sampleRate, old: reader.sampleRate }, piece);
    use(piece, done);
    done = Math.max(done, next);
  }
}

/** Interpolates `old` at x, x + step …; where both rates are whole numbers the fractional positions are periodic. */
function interpolate(
  old: Float64Array,
  x: number,
  step: number,
  rates: { readonly sampleRate: number; readonly old: number },
  samples: Float64Array,
): void {
  const inside = (n: number): boolean => {
    const start = Math.floor(x + n * step) - depth + 1;
    return start >= 0 && start + 2 * depth <= old.length;
  };
  let n = 0;
  for (; n < samples.length && !inside(n); n++) samples[n] = sincInterpolate(old, x + n * step, depth);
  let end = samples.length;
  for (; end > n && !inside(end - 1); end--)
    samples[end - 1] = sincInterpolate(old, x + (end - 1) * step, depth);

  // The period is `period` new samples and `stride` old ones.
  const whole = Number.isInteger(rates.sampleRate) && Number.isInteger(rates.old);
  const divisor = whole ? greatestCommonDivisor(rates.sampleRate, rates.old) : 1;
  const period = whole ? rates.sampleRate / divisor : Infinity;
  if (4 * period < end - n) {
    n = interpolatePeriods(old, x + n * step, step, rates.old / divisor, samples, n, end, period);
  }
  const weights = new Float64Array(2 * depth);
  for (; n < end; n++) {
    const place = x + n * step;
    sincWeights(place - Math.floor(place), depth, weights);
    let sum = 0;
    for (let k = 0, i = Math.floor(place) - depth + 1; k < weights.length; k++, i++)
      sum += weights[k] * old[i];
    samples[n] = sum;
  }
}

/** Old samples per call of the kernel: few enough for the processor's cache. */
const blockLength = 16384;

/**
 * Interpolates whole periods of new samples from number `from` on, up to `to` at most, with weights that it computes once.
 *
 * @param x position of the first of them among the old samples
 * @param step distance of new samples, old samples
 * @returns the index of the first new sample that is not computed
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
  const inBlock = 2 * Math.ceil(Math.min(periods, blockLength / stride) / 2); // the kernel computes two at a time
  const start = Math.floor(x) - depth + 1; // of the old samples in use
  const reach = Math.ceil(period * step) + taps;
  const { run, view } = products(8 * (period * taps + inBlock * (stride + period) + reach));
  const weights = view(0, period * taps);
  const places = new Int32Array(period); // bytes from the block's first old sample
  const block = view(8 * weights.length, inBlock * stride + reach);
  const result = view(block.byteOffset + 8 * block.length, inBlock * period);
  for (let phase = 0; phase < period; phase++) {
    const place = x + phase * step;
    places[phase] = block.byteOffset + 8 * (Math.floor(place) - depth + 1 - start);
    sincWeights(place - Math.floor(place), depth, weights.subarray(phase * taps, (phase + 1) * taps));
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

/** Removes everything above `ratio` times the Nyquist frequency in one spectrum of all samples. */
function lowPass(samples: Float64Array, ratio: number): Float64Array {
  const size = nextPowerOfTwo(samples.length + 2 * padding);
  const { signal, filter } = brickWall(size);
  signal.fill(0, 0, padding);
  signal.set(samples, padding);
  signal.fill(0, padding + samples.length);
  filter(Math.floor(ratio * size) - 1); // one number early, as Praat's output shows
  return signal.subarray(padding, padding + samples.length);
}

/** The same for samples `from` up to `to` of the recording, in the spectrum of a block around them. */
function lowPassBlock(reader: SampleReader, from: number, to: number, ratio: number): Float64Array {
  const { signal, filter } = brickWall(blockSize);
  const begin = from - fade; // of the block
  const firstRead = Math.max(0, begin);
  const endRead = Math.min(reader.length, to + fade);
  signal.fill(0, 0, firstRead - begin);
  signal.set(reader.read(firstRead, endRead), firstRead - begin);
  signal.fill(0, endRead - begin);
  for (let i = 0; i < fade; i++) {
    const weight = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fade);
    signal[i] *= weight;
    signal[to - begin + fade - 1 - i] *= weight;
  }
  filter(Math.floor(ratio * blockSize));
  return signal.subarray(fade, fade + to - from);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
