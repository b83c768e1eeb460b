import { square } from '../stats/pow';
import { complexFft, nextPowerOfTwo } from './fft';

/** Writes r[lag] = Σ x[i] x[i + lag], lag = 0 … lags − 1, of `frame` into `result`. */
export type Autocorrelator = (frame: Float64Array, result: Float64Array) => void;

/**
 * Autocorrelation of frames of one length by the Fourier transform (Wiener-Khinchin). Make it once, use it for many frames.
 *
 * The power spectrum is real and symmetric, so its inverse is a cosine transform, which takes a quarter of the points.
 * W. H. Press et al., Numerical Recipes, sections 12.3 and 12.4 (`cosft1`).
 *
 * @param length samples per frame
 * @param lags number of lags from 0 up; `result` must hold that many
 */
export function autocorrelator(length: number, lags: number): Autocorrelator {
  const size = nextPowerOfTwo(Math.max(8, length + lags)); // no lag wraps around
  const half = size / 2;
  const quarter = size / 4;
  const fftOfFrame = complexFft(half);
  const fftOfPower = complexFft(quarter);
  const padded = fftOfFrame.input;
  const spectrum = fftOfFrame.output; // of even samples + i · odd samples
  const mixed = fftOfPower.input;
  const mixedSpectrum = fftOfPower.output;
  const cos = new Float64Array(half + 1);
  const sin = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    cos[k] = Math.cos((Math.PI * k) / half);
    sin[k] = Math.sin((Math.PI * k) / half);
  }

  return (frame, result) => {
    padded.set(frame);
    padded.fill(0, length);
    fftOfFrame.transform();

    // Power of bins k and half − k, from the transform of even and odd samples, folded for the cosine transform.
    const first = square(spectrum[0] + spectrum[1]);
    const last = square(spectrum[0] - spectrum[1]);
    mixed[0] = 0.5 * (first + last);
    let odd = 0.5 * (first - last); // Σ power cos(πk / half), the cosine transform's value at 1
    for (let k = 1; k <= quarter; k++) {
      const a = 2 * k;
      const b = size - a;
      const evenRe = 0.5 * (spectrum[a] + spectrum[b]);
      const evenIm = 0.5 * (spectrum[a + 1] - spectrum[b + 1]);
      const oddRe = 0.5 * (spectrum[a + 1] + spectrum[b + 1]);
      const oddIm = 0.5 * (spectrum[b] - spectrum[a]);
      const rotatedRe = cos[k] * oddRe + sin[k] * oddIm;
      const rotatedIm = cos[k] * oddIm - sin[k] * oddRe;
      const same = evenRe * evenRe + evenIm * evenIm + rotatedRe * rotatedRe + rotatedIm * rotatedIm;
      const cross = 2 * (evenRe * rotatedRe + evenIm * rotatedIm);
      // power[k] = same + cross, power[half − k] = same − cross
      mixed[k] = same - 2 * sin[k] * cross;
      mixed[half - k] = same + 2 * sin[k] * cross;
      if (k < quarter) odd += 2 * cos[k] * cross;
    }

    // Even lags are the real part of the transform of `mixed`, steps between odd lags its imaginary part.
    fftOfPower.transform();
    const scale = 2 / size;
    result[0] = scale * (mixedSpectrum[0] + mixedSpectrum[1]);
    if (lags > 1) result[1] = scale * odd;
    for (let k = 1; 2 * k < lags; k++) {
      const a = 2 * k;
      const b = half - a;
      const evenRe = 0.5 * (mixedSpectrum[a] + mixedSpectrum[b]);
      const evenIm = 0.5 * (mixedSpectrum[a + 1] - mixedSpectrum[b + 1]);
      const oddRe = 0.5 * (mixedSpectrum[a + 1] + mixedSpectrum[b + 1]);
      const oddIm = 0.5 * (mixedSpectrum[b] - mixedSpectrum[a]);
      result[a] = scale * (evenRe + cos[a] * oddRe + sin[a] * oddIm);
      odd -= evenIm + cos[a] * oddIm - sin[a] * oddRe;
      if (a + 1 < lags) result[a + 1] = scale * odd;
    }
  };
}
