import type { SampleReader } from '../../audio/sample-reader';
import { nextPowerOfTwo, type RealFft, realFft } from '../../dsp/fft';

/** Time between frames, s. */
export const frameStep = 0.01;

/** Frames of one length under one window, and their amplitude spectra. Frame n begins at n · frameStep. */
export interface Frames {
  /** As many as lie wholly within the signal. */
  readonly count: number;
  readonly length: number;
  readonly fft: RealFft;
  /** Distance between bins, Hz. */
  readonly hzPerBin: number;
  /**
   * Writes the spectrum of frame `n` (size + 2 numbers: real and imaginary parts) and the mean square of the windowed
   * samples. Shared by all frames: valid until the next call.
   */
  readonly analyse: (n: number) => { readonly spectrum: Float64Array; readonly meanSquare: number };
}

/**
 * @param reader of which a frame at a time is read
 * @param seconds length of a frame; rounded to samples
 * @param window weights of `length` samples
 * @param centred whether the zeros that fill the transform lie on both sides of the frame
 */
export function framesOf(
  { sampleRate, length: end, read }: SampleReader,
  seconds: number,
  window: (length: number) => Float64Array,
  centred = false,
): Frames {
  const length = Math.round(seconds * sampleRate);
  const fft = realFft(nextPowerOfTwo(Math.max(4, length)));
  const weights = window(length);
  const padded = new Float64Array(fft.size);
  const offset = centred ? (fft.size - length) >> 1 : 0;
  const result = { spectrum: new Float64Array(fft.size + 2), meanSquare: 0 };
  const hop = frameStep * sampleRate;
  const count = end < length ? 0 : Math.floor((end - length) / hop + 1e-9) + 1;
  return {
    count,
    length,
    fft,
    hzPerBin: sampleRate / fft.size,
    analyse: (n) => {
      const first = Math.round(n * hop);
      const samples = read(first, first + length);
      let squares = 0;
      for (let i = 0; i < length; i++) {
        const x = samples[i] * weights[i];
        padded[offset + i] = x;
        squares += x * x;
      }
      fft.forward(padded, result.spectrum);
      result.meanSquare = squares / length;
      return result;
    },
  };
}

/** Squared amplitudes of bins 0 … size / 2. */
export function powerOf(spectrum: Float64Array, power: Float64Array): void {
  for (let k = 0; k < power.length; k++) {
    const re = spectrum[2 * k];
    const im = spectrum[2 * k + 1];
    power[k] = re * re + im * im;
  }
}

/** Hamming window, symmetric: 0.08 at its first and last sample. */
export function hamming(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (length - 1)));
}

/** Gaussian window whose standard deviation is 0.4 of half its length. */
export function gauss(length: number): Float64Array {
  const middle = 0.5 * (length - 1);
  return Float64Array.from({ length }, (_, i) => Math.exp(-0.5 * ((i - middle) / (0.4 * middle)) ** 2));
}
