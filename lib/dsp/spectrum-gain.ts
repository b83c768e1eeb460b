import { nextPowerOfTwo, realFft } from './fft';

/**
 * The samples with each frequency multiplied by a gain, without delay: one transform of the whole, zeros behind it.
 *
 * @param gainAt factor at a frequency given as a share of the sample rate, 0 to 0.5
 * @returns as many samples
 */
export function withGain(samples: Float64Array, gainAt: (share: number) => number): Float64Array {
  // As many zeros as samples: what a filter rings on before the start or behind the end does not come round.
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
