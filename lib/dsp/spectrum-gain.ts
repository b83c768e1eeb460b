import { nextPowerOfTwo, realFft } from './fft';

/**
 * Multiplies each frequency of the samples by a gain, without delay, in one Fourier transform of all samples.
 *
 * @param gainAt factor at a frequency, given relative to the sample rate, 0 to 0.5
 * @returns as many samples
 */
export function withGain(samples: Float64Array, gainAt: (share: number) => number): Float64Array {
  // As many zeros as samples, so that ringing at one end does not wrap around to the other.
  const fft = realFft(nextPowerOfTwo(Math.max(4, 2 * samples.length)));
  const padded = new Float64Array(fft.size);
  const spectrum = new Float64Array(fft.size + 2);
  padded.set(samples);
  fft.forward(padded, spectrum);
  for (let k = 0; k <= fft.size / 2; k++) {
    const gain = gainAt(k / fft.size);
    spectrum[2 * k] *= gain;
    spectrum[2 * k + 1] *= gain;
  }
  fft.inverse(spectrum, padded);
  return padded.slice(0, samples.length);
}
