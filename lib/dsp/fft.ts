import { fftKernels } from '../kernels/built/fft';
import { LruCache } from './lru-cache';

/**
 * Fourier transform between `size` real numbers and their spectrum.
 *
 * A spectrum is size + 2 numbers: real and imaginary part of bins 0 … size / 2, interleaved.
 */
export interface RealFft {
  readonly size: number;
  /** Writes the spectrum of `signal` (length size) into `spectrum` (length size + 2). Not scaled. */
  readonly forward: (signal: Float64Array, spectrum: Float64Array) => void;
  /** Writes the signal of `spectrum`, divided by `size`: the inverse of `forward`. Does not change `spectrum`. */
  readonly inverse: (spectrum: Float64Array, signal: Float64Array) => void;
}

/** Smallest power of two that is at least `n`. */
export function nextPowerOfTwo(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

/** Fourier transform of `size` complex numbers, real and imaginary parts interleaved; not scaled. */
export interface ComplexFft {
  /** 2 · size numbers for the caller to fill; `transform` overwrites them. */
  readonly input: Float64Array;
  /** Result of `transform`, valid until its next call. */
  readonly output: Float64Array;
  readonly transform: () => void;
}

/**
 * Writes the twiddle factors exp(−2πi p / size), p = 0, 1 …, real and imaginary parts interleaved. Beyond the first 512
 * each is a product of two others, which is faster than a cosine and a sine.
 */
function twiddleFactors(size: number, result: Float64Array): void {
  const fine = Math.min(512, result.length / 2);
  for (let p = 0; p < fine; p++) {
    result[2 * p] = Math.cos((2 * Math.PI * p) / size);
    result[2 * p + 1] = -Math.sin((2 * Math.PI * p) / size);
  }
  for (let start = fine; 2 * start < result.length; start += fine) {
    const re = Math.cos((2 * Math.PI * start) / size);
    const im = -Math.sin((2 * Math.PI * start) / size);
    const end = Math.min(fine, result.length / 2 - start);
    for (let p = 0; p < end; p++) {
      result[2 * (start + p)] = re * result[2 * p] - im * result[2 * p + 1];
      result[2 * (start + p) + 1] = re * result[2 * p + 1] + im * result[2 * p];
    }
  }
}

/**
 * A complex transform of one size, by radix 4.
 *
 * @param size a power of two, at least 2
 */
export function complexFft(size: number): ComplexFft {
  const bytes = 16 * size;
  const tableLength = Math.max(1, size / 4);
  const { run, view } = fftKernels(2 * bytes + 16 * tableLength);
  const table = 2 * bytes;
  twiddleFactors(size, view(table, 2 * tableLength));

  function transform(): void {
    let from = 0;
    let to = bytes;
    for (let length = size, stride = 16; length > 1; length /= 4, stride *= 4) {
      if (length === 2) run.last2(from, to, stride);
      else if (length === 4) run.last4(from, to, stride);
      else run.radix4(from, to, bytes / 4, stride, table);
      [from, to] = [to, from];
    }
  }
  const steps = Math.ceil(0.5 * Math.log2(size));
  return { input: view(0, 2 * size), output: view(steps % 2 === 0 ? 0 : bytes, 2 * size), transform };
}

/**
 * A real transform of one size. Make it once, use it for many frames.
 *
 * Even samples become real parts and odd samples imaginary parts of a complex transform of half the size.
 * W. H. Press et al., Numerical Recipes, section 12.3.
 *
 * @param size a power of two, at least 4
 * @throws RangeError for any other size
 */
export function realFft(size: number): RealFft {
  if (size < 4 || nextPowerOfTwo(size) !== size) {
    throw new RangeError(
      `FFT size ${size} is not a power of two of at least 4; pad to ${nextPowerOfTwo(Math.max(4, size))}`,
    );
  }
  const cached = cache.get(size);
  if (cached) return cached;
  const half = size / 2;
  const { input, output, transform } = complexFft(half);
  const cos = new Float64Array(half / 2 + 1);
  const sin = new Float64Array(half / 2 + 1);
  for (let k = 0; k < cos.length; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }

  function forward(signal: Float64Array, spectrum: Float64Array): void {
    input.set(signal); // even samples are real parts, odd samples imaginary parts
    transform();
    const packed = output;
    spectrum[0] = packed[0] + packed[1];
    spectrum[1] = 0;
    spectrum[size] = packed[0] - packed[1];
    spectrum[size + 1] = 0;
    for (let k = 1; 2 * k <= half; k++) {
      const a = 2 * k;
      const b = 2 * (half - k);
      const evenRe = 0.5 * (packed[a] + packed[b]);
      const evenIm = 0.5 * (packed[a + 1] - packed[b + 1]);
      const oddRe = 0.5 * (packed[a + 1] + packed[b + 1]);
      const oddIm = -0.5 * (packed[a] - packed[b]);
      const rotatedRe = cos[k] * oddRe + sin[k] * oddIm;
      const rotatedIm = cos[k] * oddIm - sin[k] * oddRe;
      spectrum[a] = evenRe + rotatedRe;
      spectrum[a + 1] = evenIm + rotatedIm;
      spectrum[b] = evenRe - rotatedRe;
      spectrum[b + 1] = rotatedIm - evenIm;
    }
  }

  function inverse(spectrum: Float64Array, signal: Float64Array): void {
    // The inverse is the transform of the conjugate, conjugated and divided by its length.
    const scale = 1 / size;
    input[0] = scale * (spectrum[0] + spectrum[size]);
    input[1] = -scale * (spectrum[0] - spectrum[size]);
    for (let k = 1; 2 * k <= half; k++) {
      const a = 2 * k;
      const b = 2 * (half - k);
      const evenRe = scale * (spectrum[a] + spectrum[b]);
      const evenIm = scale * (spectrum[a + 1] - spectrum[b + 1]);
      const rotatedRe = scale * (spectrum[a] - spectrum[b]);
      const rotatedIm = scale * (spectrum[a + 1] + spectrum[b + 1]);
      const oddRe = cos[k] * rotatedRe - sin[k] * rotatedIm;
      const oddIm = cos[k] * rotatedIm + sin[k] * rotatedRe;
      input[a] = evenRe - oddIm;
      input[a + 1] = -evenIm - oddRe;
      input[b] = evenRe + oddIm;
      input[b + 1] = evenIm - oddRe;
    }
    transform();
    for (let i = 0; i < size; i += 2) {
      signal[i] = output[i];
      signal[i + 1] = -output[i + 1];
    }
  }

  const fft = { size, forward, inverse };
  if (size <= 262144) cache.set(size, fft);
  return fft;
}

/** Transforms of up to 2¹⁸ points (a few MB), since their tables take long to compute. */
const cache = new Map<number, RealFft>();

/** A brick-wall low-pass filter for real signals of one length. */
export interface BrickWall {
  /** The signal, `size` numbers; `filter` replaces it by the filtered one. */
  readonly signal: Float64Array;
  /** Sets all numbers of the spectrum from number `first` on (real and imaginary parts, as in `RealFft`) to 0. */
  readonly filter: (first: number) => void;
}

/**
 * A brick-wall filter for signals of `size` samples, which fuses the steps of `RealFft` forward and inverse.
 *
 * @param size a power of two, at least 4
 */
export function brickWall(size: number): BrickWall {
  return brickWalls.get(`${size}`, () => makeBrickWall(size));
}

/** One filter is cached: at most 24 MB, for the 2²⁰ points that resampling needs. */
const brickWalls = new LruCache<BrickWall>(1);

function makeBrickWall(size: number): BrickWall {
  const half = size / 2;
  const fft = complexFft(half);
  const twiddles = new Float64Array(half + 2);
  twiddleFactors(size, twiddles);
  const filter = (first: number): void => {
    fft.transform();
    removeUpperPart(first, twiddles, fft);
    fft.transform();
    conjugate(fft);
  };
  return { signal: fft.input, filter };
}

/** Turns the output of the forward transform into the input of the inverse one, with the spectrum from `first` on 0. */
function removeUpperPart(first: number, twiddles: Float64Array, { input, output }: ComplexFft): void {
  const size = input.length;
  const half = size / 2;
  const scale = 1 / size; // halves the halved sums of `forward` and divides by `half`
  const constant = first > 0 ? output[0] + output[1] : 0;
  const highest = first > size ? output[0] - output[1] : 0;
  input[0] = scale * (constant + highest);
  input[1] = -scale * (constant - highest);
  for (let k = 1; 2 * k <= half; k++) {
    const a = 2 * k;
    const b = size - a;
    const evenRe = output[a] + output[b];
    const evenIm = output[a + 1] - output[b + 1];
    const oddRe = output[a + 1] + output[b + 1];
    const oddIm = output[b] - output[a];
    const cos = twiddles[a];
    const sin = -twiddles[a + 1];
    const rotatedRe = cos * oddRe + sin * oddIm;
    const rotatedIm = cos * oddIm - sin * oddRe;
    // Twice bins k and half − k of the spectrum
    const re = a < first ? evenRe + rotatedRe : 0;
    const im = a + 1 < first ? evenIm + rotatedIm : 0;
    const re2 = b < first ? evenRe - rotatedRe : 0;
    const im2 = b + 1 < first ? rotatedIm - evenIm : 0;
    const sumRe = re + re2;
    const sumIm = im - im2;
    const lessRe = re - re2;
    const lessIm = im + im2;
    const backRe = cos * lessRe - sin * lessIm;
    const backIm = cos * lessIm + sin * lessRe;
    const quarter = 0.5 * scale;
    input[a] = quarter * (sumRe - backIm);
    input[a + 1] = -quarter * (sumIm + backRe);
    input[b] = quarter * (sumRe + backIm);
    input[b + 1] = quarter * (sumIm - backRe);
  }
}

function conjugate({ input, output }: ComplexFft): void {
  for (let i = 0; i < input.length; i += 2) {
    input[i] = output[i];
    input[i + 1] = -output[i + 1];
  }
}
