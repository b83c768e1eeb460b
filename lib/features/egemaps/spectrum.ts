import { LruCache } from '../../dsp/lru-cache';
import { pow, square } from '../../stats/pow';
import { type Frames, powerOf } from './frames';

/** Spectral descriptors, one value per frame of 20 ms, not smoothed. */
export interface SpectralDescriptors {
  readonly loudness: Float64Array;
  /** Energy of 1 to 5 kHz over that below 1 kHz, dB. */
  readonly alphaRatio: Float64Array;
  /** Strongest peak below 2 kHz over the strongest of 2 to 5 kHz, dB. */
  readonly hammarberg: Float64Array;
  /** dB/Hz */
  readonly slope0: Float64Array;
  /** dB/Hz */
  readonly slope500: Float64Array;
  readonly flux: Float64Array;
  /** Coefficients 1 to 4. */
  readonly mfcc: readonly Float64Array[];
}

const bands = 26;
/** Least power of a bin (−140 dB), found from the slope of silence. */
const minPower = 1e-14;
/** Least band power of 16-bit samples, found from the loudness of silence. */
const minBandPower = 1;
/** From the power of samples in [−1, 1] to that of 16-bit samples, on which loudness and MFCC are defined. */
const fullScale = 32767 * 32767;
/** Loudness over the sum of compressed band powers; fitted to 0.02 %. */
const loudnessScale = 1 / 6.8416e-7;

/**
 * Spectral descriptors of frames of 20 ms.
 *
 * Found by experiment: noise and speech were given to openSMILE and its output fitted bin by bin (in brackets the residual
 * relative to the standard deviation of the descriptor):
 * - alpha ratio: 10 log₁₀ of the summed power of bins [1000 Hz … 5000 Hz] over that of bins [0 … 1000 Hz) (1e-6). It is
 *   the inverse of the paper's ratio.
 * - Hammarberg index: largest power below 2000 Hz over the largest from 2000 to 5000 Hz, dB (1e-6).
 * - slopes: a least-squares line through the powers in dB at the bins of the band, both edges included. openSMILE counts
 *   one bin too few, so that the slope depends on the level (2e-7).
 * - flux: root mean square of the change of amplitude from the frame before, bins below 5000 Hz; 0 in the first (1e-7).
 * - loudness: 26 mel bands (triangles in mel, HTK's scale) from 20 to 8000 Hz of the power spectrum, times equal-loudness
 *   weights E(ω) = (ω² + 56.8e6) ω⁴ / ((ω² + 6.3e6)² (ω² + 0.38e9) (ω⁷ + 1.7e31)), to the power of 0.33, summed (1e-4).
 *   The last factor is Hermansky's with the seventh power of ω.
 * - MFCC: cosine transform of the logarithms of the same bands, scaled by √(2 / 26), with lifter 22 (2e-6).
 *
 * H. Hermansky (1990), "Perceptual linear predictive analysis of speech", JASA 87(4): 1738-1752.
 * F. Eyben et al. (2016), "The Geneva Minimalistic Acoustic Parameter Set…", IEEE Trans. Affective Comput. 7(2): 190-202.
 */
export function spectralDescriptors(frames: Frames): SpectralDescriptors {
  const { count, fft, hzPerBin } = frames;
  const half = fft.size / 2;
  const { first, weights, equalLoudness, cosines, lineLow, lineHigh } = tables.get(
    [half, hzPerBin].join(),
    () => spectralTables(half, hzPerBin),
  );
  const contour = (): Float64Array => new Float64Array(count);
  const loudness = contour();
  const alphaRatio = contour();
  const hammarberg = contour();
  const slope0 = contour();
  const slope500 = contour();
  const flux = contour();
  const mfcc = Array.from({ length: 4 }, contour);

  const power = new Float64Array(half + 1);
  let amplitude = new Float64Array(half + 1);
  let before = new Float64Array(half + 1);
  const decibels = new Float64Array(half + 1);
  const band = new Float64Array(bands);
  const bin = (hz: number): number => Math.min(half + 1, Math.ceil(hz / hzPerBin - 1e-9));
  const [bin1000, bin1500, bin2000, bin5000] = [1000, 1500, 2000, 5000].map(bin);
  const after5000 = Math.min(half + 1, Math.floor(5000 / hzPerBin + 1e-9) + 1);
  const logEnd = Math.min(half + 1, bin1500 + 1);
  // openSMILE divides samples by 32767; only the flux shows it.
  const fluxScale = ((32768 / 32767) * 1) / Math.sqrt(bin5000);

  for (let n = 0; n < count; n++) {
    frames.analyse(n);
    powerOf(frames.spectrum, power);
    for (let k = 0; k <= half; k++) amplitude[k] = Math.sqrt(power[k]);
    if (n > 0) {
      let squares = 0;
      for (let k = 0; k < bin5000 && k <= half; k++) squares += square(amplitude[k] - before[k]);
      flux[n] = Math.sqrt(squares) * fluxScale;
    }
    [amplitude, before] = [before, amplitude];

    let sum = 0;
    for (let b = 0; b < bands; b++) {
      const triangle = weights[b];
      const start = first[b];
      let inBand = 0;
      for (let i = 0; i < triangle.length; i++) inBand += triangle[i] * power[start + i];
      inBand *= fullScale;
      sum += pow(Math.max(minBandPower, inBand) * equalLoudness[b], 0.33);
      band[b] = Math.log(Math.max(minBandPower, inBand));
    }
    loudness[n] = sum * loudnessScale;
    for (let c = 0; c < mfcc.length; c++) {
      const row = cosines[c];
      let value = 0;
      for (let b = 0; b < bands; b++) value += row[b] * band[b];
      mfcc[c][n] = value;
    }

    for (let k = 0; k < power.length; k++) if (power[k] < minPower) power[k] = minPower;
    let low = 0;
    let high = 0;
    let peakLow = 0;
    let peakHigh = 0;
    for (let k = 0; k < bin1000; k++) low += power[k];
    for (let k = bin1000; k < after5000; k++) high += power[k];
    for (let k = 0; k < bin2000; k++) if (power[k] > peakLow) peakLow = power[k];
    for (let k = bin2000; k < after5000; k++) if (power[k] > peakHigh) peakHigh = power[k];
    const loud = low > 2 * minPower * bin1000; // else both are least powers and the ratio is 0, as in openSMILE
    alphaRatio[n] = loud && high > 0 ? 10 * Math.log10(high / low) : 0;
    hammarberg[n] = loud && peakHigh > 0 ? 10 * Math.log10(peakLow / peakHigh) : 0;
    for (let k = 0; k < logEnd; k++) decibels[k] = 10 * Math.log10(power[k]);
    slope0[n] = slope(lineLow, decibels);
    slope500[n] = slope(lineHigh, decibels);
  }
  return { loudness, alphaRatio, hammarberg, slope0, slope500, flux, mfcc };
}

/** Tables for one sample rate. */
interface SpectralTables {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
  readonly equalLoudness: Float64Array;
  readonly cosines: readonly Float64Array[];
  readonly lineLow: Line;
  readonly lineHigh: Line;
}

const tables = new LruCache<SpectralTables>(1);

function spectralTables(half: number, hzPerBin: number): SpectralTables {
  const { first, weights, equalLoudness } = melBands(hzPerBin, half);
  const bin500 = Math.min(half + 1, Math.ceil(500 / hzPerBin - 1e-9));
  return {
    first,
    weights,
    equalLoudness,
    cosines: cepstralRows(),
    lineLow: line(0, Math.min(half, Math.floor(500 / hzPerBin + 1e-9)), hzPerBin),
    lineHigh: line(bin500, Math.min(half, Math.floor(1500 / hzPerBin + 1e-9)), hzPerBin),
  };
}

/** Bins of a least-squares line, with the sums that depend on their frequencies only. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly hzPerBin: number;
  readonly n: number;
  readonly sum: number;
  readonly denominator: number;
}

/** Prepares the line through bins `from` … `to`; n is one too small, as in openSMILE. */
function line(from: number, to: number, hzPerBin: number): Line {
  const n = to - from;
  let sum = 0;
  let squares = 0;
  for (let k = from; k <= to; k++) {
    sum += k * hzPerBin;
    squares += square(k * hzPerBin);
  }
  const denominator = n * squares - sum * sum;
  return { from, to, hzPerBin, n, sum, denominator };
}

function slope({ from, to, hzPerBin, n, sum, denominator }: Line, values: Float64Array): number {
  let product = 0;
  let total = 0;
  for (let k = from; k <= to; k++) {
    product += k * hzPerBin * values[k];
    total += values[k];
  }
  return (n * product - sum * total) / denominator;
}

const toMel = (hz: number): number => 1127 * Math.log(1 + hz / 700);

/** Triangles at equal steps in mel from 20 to 8000 Hz (or half the sample rate), and equal-loudness weights at their peaks. */
function melBands(
  hzPerBin: number,
  half: number,
): { first: Int32Array; weights: Float64Array[]; equalLoudness: Float64Array } {
  const low = toMel(20);
  const step = (toMel(Math.min(8000, half * hzPerBin)) - low) / (bands + 1);
  const lowest = Math.round(20 / hzPerBin); // bins up to this one are left out
  const first = new Int32Array(bands);
  const weights = Array.from({ length: bands }, (_, b) => {
    const inside: number[] = [];
    for (let k = lowest + 1; k <= half; k++) {
      const mel = toMel(k * hzPerBin);
      const weight = Math.min((mel - low) / step - b, b + 2 - (mel - low) / step);
      if (weight <= 0) continue;
      if (inside.length === 0) first[b] = k;
      inside.push(weight);
    }
    return Float64Array.from(inside);
  });
  const equalLoudness = Float64Array.from({ length: bands }, (_, b) => {
    const w = 2 * Math.PI * 700 * (Math.exp((low + (b + 1) * step) / 1127) - 1);
    const w2 = w * w;
    return ((w2 + 56.8e6) * w2 * w2) / (square(w2 + 6.3e6) * (w2 + 0.38e9) * (pow(w, 7) + 1.7e31));
  });
  return { first, weights, equalLoudness };
}

/** Rows of the cosine transform for coefficients 1 to 4, times the lifter. */
function cepstralRows(): Float64Array[] {
  return Array.from({ length: 4 }, (_, i) => {
    const lifter = 1 + 11 * Math.sin((Math.PI * (i + 1)) / 22);
    const scale = Math.sqrt(2 / bands) * lifter;
    return Float64Array.from(
      { length: bands },
      (_, b) => scale * Math.cos((Math.PI * (i + 1) * (b + 0.5)) / bands),
    );
  });
}
