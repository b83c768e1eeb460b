import { nextPowerOfTwo, realFft } from './fft';

/** Computes r[lag] = Σ x[i] x[i + lag], lag = 0 … lags − 1, of `frame` into `result`. */
export type Autocorrelator = (frame: Float64Array, result: Float64Array) => void;

/**
 * Autocorrelation of frames of one length through the Fourier transform (Wiener-Khinchin); make it once, use it per frame.
 *
 * @param length samples per frame
 * @param lags how many lags are wanted, from 0 up; `result` must hold that many
 */
export function autocorrelator(length: number, lags: number): Autocorrelator {
  const fft = realFft(nextPowerOfTwo(Math.max(4, length + lags))); // room enough that no product wraps around
  const padded = new Float64Array(fft.size);
  const spectrum = new Float64Array(fft.size + 2);
  return (frame, result) => {
    padded.set(frame);
    padded.fill(0, length);
    fft.forward(padded, spectrum);
    for (let k = 0; k < spectrum.length; k += 2) {
      spectrum[k] = spectrum[k] * spectrum[k] + spectrum[k + 1] * spectrum[k + 1];
      spectrum[k + 1] = 0;
    }
    fft.inverse(spectrum, padded);
    for (let lag = 0; lag < lags; lag++) result[lag] = padded[lag];
  };
}
