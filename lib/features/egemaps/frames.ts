import type { SampleReader } from '../../audio/sample-reader';
import { nextPowerOfTwo, type RealFft, realFft } from '../../dsp/fft';
import { square } from '../../stats/pow';

/** Time between frames, s. */
export const frameStep = 0.01;

/** Frames of one length under one window, and their amplitude spectra. Frame n begins at n · frameStep. */
export class Frames {
  /** Number of frames that lie wholly within the signal. */
  readonly count: number;
  readonly length: number;
  readonly sampleRate: number;
  readonly fft: RealFft;
  /** Distance between bins, Hz. */
  readonly hzPerBin: number;
  /** Spectrum of the frame analysed last: size + 2 numbers, real and imaginary parts. */
  readonly spectrum: Float64Array;
  /** Mean square of its windowed samples. */
  meanSquare = 0;
  private readonly hop: number;
  private readonly weights: Float64Array;
  private readonly padded: Float64Array;
  private readonly offset: number;

  /**
   * @param reader the recording, read one frame at a time
   * @param seconds length of a frame, s; rounded to samples
   * @param window makes the weights of `length` samples
   * @param centred whether zero-padding lies on both sides of the frame
   */
  constructor(
    private readonly reader: SampleReader,
    seconds: number,
    window: (length: number) => Float64Array,
    centred = false,
  ) {
    const { sampleRate, length: end } = reader;
    this.sampleRate = sampleRate;
    this.length = Math.round(seconds * sampleRate);
    this.fft = realFft(nextPowerOfTwo(Math.max(4, this.length)));
    this.hzPerBin = sampleRate / this.fft.size;
    this.weights = window(this.length);
    this.padded = new Float64Array(this.fft.size);
    this.offset = centred ? (this.fft.size - this.length) >> 1 : 0;
    this.spectrum = new Float64Array(this.fft.size + 2);
    this.hop = frameStep * sampleRate;
    this.count = end < this.length ? 0 : Math.floor((end - this.length) / this.hop + 1e-9) + 1;
  }

  /** Writes `spectrum` and `meanSquare` of frame `n`. */
  analyse(n: number): void {
    const { length, weights, padded, offset } = this;
    const first = Math.round(n * this.hop);
    const samples = this.reader.read(first, first + length);
    let squares = 0;
    for (let i = 0; i < length; i++) {
      const x = samples[i] * weights[i];
      padded[offset + i] = x;
      squares += x * x;
    }
    this.fft.forward(padded, this.spectrum);
    this.meanSquare = squares / length;
  }
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
  const window = new Float64Array(length);
  for (let i = 0; i < length; i++) window[i] = 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (length - 1));
  return window;
}

/** Gaussian window whose standard deviation is 0.4 of half its length. */
export function gauss(length: number): Float64Array {
  const middle = 0.5 * (length - 1);
  const window = new Float64Array(length);
  for (let i = 0; i < length; i++) window[i] = Math.exp(-0.5 * square((i - middle) / (0.4 * middle)));
  return window;
}
