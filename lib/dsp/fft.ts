import { fftKernels } from '../kernels/built/fft';
import { LruCache } from './lru-cache';

/**
 * Fourier transform between `size` real numbers and their spectrum.
 *
 * A spectrum is size + 2 numbers: real and imaginary part of bins 0 … size / 2, interleaved.
 */
export interface RealFft {
  readonly size: number;
  /** Spectrum of `signal` (length size), into `spectrum` (length size + 2). Not scaled. */
  readonly forward: (signal: Float64Array, spectrum: Float64Array) => void;
  /** Signal of `spectrum`, divided by `size`, so that it undoes `forward`. Leaves `spectrum` as it is. */
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
  /** To be filled with 2 · size numbers; the transform spoils them. */
  readonly input: Float64Array;
  /** What `transform` made of them, until it is called again. */
  readonly output: Float64Array;
  readonly transform: () => void;
}

/**
 * Twiddle factors exp(−2πi p / size) for p = 0, 1 … into `result`, real and imaginary parts interleaved: each the product of a rotation
 * by a multiple of 512 steps and one by fewer, which is sooner done than a cosine and a sine.
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

/** @param size a power of two, at least 2 */
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
 * A transform of one size; make it once and use it for many frames.
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
  const known = made.get(size);
  if (known) return known;
  const half = size / 2;
  const { input, output, transform } = complexFft(half);
  const cos = new Float64Array(half / 2 + 1);
  const sin = new Float64Array(half / 2 + 1);
  for (let k = 0; k < cos.length; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }

  function forward(signal: Float64Array, spectrum: Float64Array): void {
    input.set(signal); // a real array already is the packing of its even and odd samples
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
      const turnedRe = cos[k] * oddRe + sin[k] * oddIm;
      const turnedIm = cos[k] * oddIm - sin[k] * oddRe;
      spectrum[a] = evenRe + turnedRe;
      spectrum[a + 1] = evenIm + turnedIm;
      spectrum[b] = evenRe - turnedRe;
      spectrum[b + 1] = turnedIm - evenIm;
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
      const turnedRe = scale * (spectrum[a] - spectrum[b]);
      const turnedIm = scale * (spectrum[a + 1] + spectrum[b + 1]);
      const oddRe = cos[k] * turnedRe - sin[k] * turnedIm;
      const oddIm = cos[k] * turnedIm + sin[k] * turnedRe;
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
  if (size <= 262144) made.set(size, fft);
  return fft;
}

/** Tables are a good part of the cost of a long transform; those of up to 2¹⁸ points (a few MB) are kept. */
const made = new Map<number, RealFft>();

/** Removes the upper part of the spectrum of real signals of one length. */
export interface BrickWall {
  /** The signal, `size` numbers; the filtered one afterwards. */
  readonly signal: Float64Array;
  /** Sets to 0 all numbers of the spectrum, as `RealFft` lays them out, from number `first` on. */
  readonly filter: (first: number) => void;
}

/**
 * A filter for signals of `size` samples: what `RealFft` forward and inverse do with the numbers between, in one pass.
 *
 * @param size a power of two, at least 4
 */
export function brickWall(size: number): BrickWall {
  return walls.get(`${size}`, () => makeWall(size));
}

/** The last one made is kept: 24 MB of 2²⁰ points, the most that resampling asks for. */
const walls = new LruCache<BrickWall>(1);

function makeWall(size: number): BrickWall {
  const half = size / 2;
  const fft = complexFft(half);
  const twiddles = new Float64Array(half + 2);
  twiddleFactors(size, twiddles);
  const filter = (first: number): void => {
    fft.transform();
    keepBelow(first, twiddles, fft);
    fft.transform();
    conjugate(fft);
  };
  return { signal: fft.input, filter };
}

/** From the transform's output the input of the transform back, of the numbers before `first` alone. */
function keepBelow(first: number, twiddles: Float64Array, { input, output }: ComplexFft): void {
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
    const turnedRe = cos * oddRe + sin * oddIm;
    const turnedIm = cos * oddIm - sin * oddRe;
    // Twice the spectrum's bins k and half − k
    const re = a < first ? evenRe + turnedRe : 0;
    const im = a + 1 < first ? evenIm + turnedIm : 0;
    const re2 = b < first ? evenRe - turnedRe : 0;
    const im2 = b + 1 < first ? turnedIm - evenIm : 0;
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
