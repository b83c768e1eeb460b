import { nextPowerOfTwo, realFft } from '../../dsp/fft';
import { hannWindow } from '../../dsp/window';
import type { SampleReader } from '../../audio/sample-reader';
import type { Spectrogram, Span } from '../calls';

/** Hz; what lies above is not drawn. */
export const HIGHEST = 5000;
/** dB below the loudest cell at which a cell is white. */
const RANGE = 60;
/** s; blurs single harmonics and leaves the formants to be seen. */
const WINDOW = 0.01;

/** Writes the power spectrum of a window of samples, up to `HIGHEST`. */
export interface Analyser {
  /** Samples of a window. */
  readonly length: number;
  /** Bins up to `HIGHEST`. */
  readonly rows: number;
  /** Hz of the last bin. */
  readonly highest: number;
  readonly power: (samples: Float64Array, result: Float64Array, offset: number) => void;
}

/** Spectra of windows of 10 ms, as in the notebook's spectrogram. */
export function analyser(sampleRate: number): Analyser {
  const length = Math.max(4, Math.round(WINDOW * sampleRate));
  const window = new Float64Array(length);
  window.set(hannWindow(length - 1), 1);
  const fft = realFft(nextPowerOfTwo(length));
  const padded = new Float64Array(fft.size);
  const spectrum = new Float64Array(fft.size + 2);
  const rows = Math.min(fft.size / 2, Math.floor((HIGHEST * fft.size) / sampleRate)) + 1;
  return {
    length,
    rows,
    highest: ((rows - 1) * sampleRate) / fft.size,
    power: (samples, result, offset) => {
      for (let i = 0; i < length; i++) padded[i] = i < samples.length ? samples[i] * window[i] : 0;
      fft.forward(padded, spectrum);
      for (let k = 0; k < rows; k++) {
        const re = spectrum[2 * k];
        const im = spectrum[2 * k + 1];
        result[offset + k] = re * re + im * im;
      }
    },
  };
}

/** A spectrum in the middle of every column of a view. */
export function spectrogram(reader: SampleReader, { from, to }: Span, columns: number): Spectrogram {
  const { length, rows, highest, power } = analyser(reader.sampleRate);
  const powers = new Float64Array(columns * rows);
  for (let column = 0; column < columns; column++) {
    const time = from + ((column + 0.5) * (to - from)) / columns;
    const first = Math.round(time * reader.sampleRate - 0.5 * length);
    const begin = Math.max(0, Math.min(reader.length, first));
    const samples = reader.read(begin, Math.max(begin, Math.min(reader.length, first + length)));
    power(samples, powers, column * rows);
  }
  let loudest = 0;
  for (const value of powers) if (value > loudest) loudest = value;
  return { from, to, columns, rows, highest, levels: levelsOf(powers, loudest) };
}

/** Powers as levels from 0, for 60 dB below the loudest and less, to 255. */
export function levelsOf(powers: Float64Array, loudest: number): Uint8ClampedArray<ArrayBuffer> {
  const levels = new Uint8ClampedArray(powers.length);
  for (let i = 0; i < powers.length; i++)
    levels[i] = powers[i] > 0 ? 255 * (1 + (10 * Math.log10(powers[i] / loudest)) / RANGE) : 0;
  return levels;
}
