import { brickWall, nextPowerOfTwo } from '../dsp/fft';
import { sincInterpolate, sincWeights } from '../dsp/interpolation';
import { productsKernels } from '../kernels/built/products';
import { sharedWorkspace } from '../kernels/workspace';
import type { SampleReader } from './sample-reader';
import type { Signal } from './signal';

const products = sharedWorkspace(productsKernels);

/** Samples used on either side of a new one. */
const depth = 50;
/** Zeros before and after the signal while it is filtered, so that its end does not ring into its start. */
const guard = 1000;
/** Signals of more samples than this are filtered in overlapping blocks, in place of one spectrum. */
const wholeLimit = 2 ** 20 - 2 * guard;
/** Samples of a block, and how many at either end of it fade in and out. */
const blockSize = 2 ** 17;
const fade = 8192;

/**
 * The signal at another sample rate, as Praat's "Resample…" with precision 50.
 *
 * Going down, everything above the new Nyquist frequency is removed in the spectrum of the whole signal. The new
 * samples are then interpolated with sincs; the middle of the signal stays where it is. A value that is not finite
 * spoils the whole result when going down, and its neighbourhood when going up. Longer signals: see `forEachResampled`.
 *
 * @param sampleRate Hz, above 0
 * @returns round(duration · sampleRate) samples; the signal itself when the rate is already right
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
    read: (from: number, to: number) => signal.samples.subarray(from, to), // as they are, finite or not
  };
  forEachResampled(reader, sampleRate, (piece, first) => samples.set(piece, first));
  return { samples, sampleRate };
}

/** Samples at the wanted rate: of half ones the rounding of the duration in seconds decides, as in Praat and `formantFrames`. */
function lengthAt(wanted: number, length: number, sampleRate: number): number {
  return Math.round((length / sampleRate) * wanted);
}

/** Whether a sample rate is already the one wanted, to a millionth. */
function isRate(wanted: number, sampleRate: number): boolean {
  if (!(wanted > 0) || !Number.isFinite(wanted)) {
    throw new RangeError(`sample rate ${wanted} Hz; give a positive number`);
  }
  return Math.abs(wanted / sampleRate - 1) < 1e-6;
}

/**
 * `resample` piece by piece, from the first new sample to the last.
 *
 * A recording of more than a million samples (65 s at 16 kHz) is filtered in blocks of 131,072 samples, of which 8192 at
 * either end overlap with the neighbours and fade in or out. What differs from one spectrum of all samples is the filter's
 * tail, frequencies within a few hertz of the new Nyquist frequency: 2e-4 to 7e-4 of the power's root in two interviews
 * of a minute, where formants of voiced frames moved by .01 to .15 Hz (median; .95 quantile .6 to 5.6 Hz), their bandwidths
 * by .06 to .25 Hz (2 to 19 Hz). A pause of digital silence no longer rings with the speech around it.
 * Blocks lie alike however the samples are read.
 *
 * @param use gets new samples, valid until the next call, and the index of the first of them
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
  const ownSamples = inBlocks ? blockSize - 2 * (fade + depth) : reader.length; // of a block, the others are neighbours'
  for (let start = 0, done = 0; done < length; start += ownSamples) {
    const end = start + ownSamples;
    if (same) {
      const piece = reader.read(start, Math.min(end, length));
      use(piece, start);
      done += piece.length;
      continue;
    }
    // Interpolation takes in some of the neighbours' samples.
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

/** Values of `old` at places x, x + step …; positions between old samples repeat where both rates are whole numbers. */
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

  // They repeat after `period` new samples and `stride` old ones.
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

/** Samples `from` up to `to` of the recording likewise, in the spectrum of a block about them. */
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

/** Largest whole number that divides both. */
function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
