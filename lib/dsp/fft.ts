// Not 'fft.js': the notebook kernel would take that name for this file.
import FFT from 'fft.js/lib/fft';

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

/** Spectrum of `size` complex numbers, real and imaginary parts interleaved; not scaled. `size` is a power of two, at least 2. */
export function complexFft(size: number): (signal: Float64Array, spectrum: Float64Array) => void {
  const fft = new FFT(size);
  return (signal, spectrum) => fft.transform(spectrum, signal);
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
  const complex = new FFT(half);
  const packed = new Float64Array(size);
  const cos = new Float64Array(half / 2 + 1);
  const sin = new Float64Array(half / 2 + 1);
  for (let k = 0; k < cos.length; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }

  function forward(signal: Float64Array, spectrum: Float64Array): void {
    complex.transform(packed, signal); // a real array already is the packing of its even and odd samples
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
    packed[0] = 0.5 * (spectrum[0] + spectrum[size]);
    packed[1] = 0.5 * (spectrum[0] - spectrum[size]);
    for (let k = 1; 2 * k <= half; k++) {
      const a = 2 * k;
      const b = 2 * (half - k);
      const evenRe = 0.5 * (spectrum[a] + spectrum[b]);
      const evenIm = 0.5 * (spectrum[a + 1] - spectrum[b + 1]);
      const turnedRe = 0.5 * (spectrum[a] - spectrum[b]);
      const turnedIm = 0.5 * (spectrum[a + 1] + spectrum[b + 1]);
      const oddRe = cos[k] * turnedRe - sin[k] * turnedIm;
      const oddIm = cos[k] * turnedIm + sin[k] * turnedRe;
      packed[a] = evenRe - oddIm;
      packed[a + 1] = evenIm + oddRe;
      packed[b] = evenRe + oddIm;
      packed[b + 1] = oddRe - evenIm;
    }
    complex.inverseTransform(signal, packed);
  }

  const fft = { size, forward, inverse };
  if (size <= 262144) made.set(size, fft);
  return fft;
}

/** Tables are a good part of the cost of a long transform; those of up to 2¹⁸ points (a few MB) are kept. */
const made = new Map<number, RealFft>();
