import { LruCache } from '../../dsp/lru-cache';
import { type RootFinder, rootFinder } from '../../dsp/polynomial';
import { productsKernels } from '../../kernels/built/products';
import type { Frames } from './frames';

const rate = 11000; // Hz
const order = 11;
/** Lowest and highest formant, Hz. */
const lowest = 100;
const highest = 5400;

/** Three formants of one frame, Hz; NaN where a frame has fewer. */
export interface Resonances {
  readonly frequency: Float64Array;
  readonly bandwidth: Float64Array;
}

/**
 * Formants of a frame of 20 ms, centred in its transform, by linear prediction of order 11.
 *
 * Found by experiment: the lower bins of the spectrum, half as many as the wanted samples (below 3437 Hz at 16 kHz), give
 * the first 20 ms of a signal at 11 kHz, which contain the zeros before the frame and not its end (4e-7 of the largest
 * sample). The autocorrelation gives a prediction error filter 1 + Σ a[k] z⁻ᵏ; openSMILE takes the roots of
 * 1 − Σ a[k] z⁻ᵏ, so its bandwidths are far above those of a vocal tract. F = arg(z) · rate / 2π, B = −ln|z| · rate / π, in
 * order of frequency (within 1 Hz of openSMILE's in nearly all voiced frames of two recordings).
 *
 * @returns a function from a spectrum (see `realFft`) to formants, whose result is valid until the next call
 */
export function resonancesOf({ fft, length, sampleRate }: Frames): (spectrum: Float64Array) => Resonances {
  const { roots, measure } = finders.get([fft.size, length, sampleRate].join(), () =>
    resonanceFinder(fft.size, length, sampleRate),
  );
  roots.reset(); // so that the result does not depend on the recording before
  return measure;
}

interface ResonanceFinder {
  readonly roots: RootFinder;
  readonly measure: (spectrum: Float64Array) => Resonances;
}

const finders = new LruCache<ResonanceFinder>(1);

function resonanceFinder(size: number, length: number, sampleRate: number): ResonanceFinder {
  const samples = Math.round((length * rate) / sampleRate);
  const bins = Math.min(samples >> 1, size / 2 + 1);
  const { transform, correlation } = partialSignal(bins, samples, (size * rate) / sampleRate);
  const predictor = new Float64Array(order + 1);
  const previous = new Float64Array(order + 1);
  const polynomial = new Float64Array(order + 1);
  const roots = rootFinder(order);
  const { re, im } = roots;
  const result: Resonances = { frequency: new Float64Array(3), bandwidth: new Float64Array(3) };

  function measure(spectrum: Float64Array): Resonances {
    const { frequency, bandwidth } = result;
    frequency.fill(NaN);
    bandwidth.fill(NaN);
    transform(spectrum);
    if (!(correlation[0] > 0)) return result;
    levinson(correlation, predictor, previous);
    for (let k = 1; k <= order; k++) polynomial[order - k] = -predictor[k];
    polynomial[order] = 1;
    roots.find(polynomial);
    for (let k = 0; k < order; k++) {
      if (!(im[k] > 0)) continue;
      const hz = (Math.atan2(im[k], re[k]) * rate) / (2 * Math.PI);
      if (hz < lowest || hz > highest) continue;
      const width = (-Math.log(Math.hypot(re[k], im[k])) * rate) / Math.PI;
      let place = 3;
      while (place > 0 && !(frequency[place - 1] <= hz)) place--;
      for (let i = 2; i > place; i--) {
        frequency[i] = frequency[i - 1];
        bandwidth[i] = bandwidth[i - 1];
      }
      if (place < 3) {
        frequency[place] = hz;
        bandwidth[place] = width;
      }
    }
    return result;
  }
  return { roots, measure };
}

interface PartialSignal {
  readonly transform: (spectrum: Float64Array) => void;
  /** Autocorrelation of the signal, from lag 0 to at least `order`. */
  readonly correlation: Float64Array;
}

/**
 * Autocorrelation of the first `samples` values of the periodic signal that has the first `bins` bins of a spectrum.
 *
 * Cosines are symmetric and sines antisymmetric about half a period; even bins have half that period, odd bins change sign
 * after it. So the sums over a quarter of the period suffice where it is a whole number (352 at 8, 16 and 32 kHz).
 */
function partialSignal(bins: number, samples: number, period: number): PartialSignal {
  const folds = period % 4 === 0 && samples <= period;
  const length = folds ? period / 4 + 1 : samples;
  const rows = 2 * Math.ceil(length / 2);
  const taps = 4 * Math.ceil(bins / 8);
  const lags = 4 * Math.ceil((order + 1) / 4);
  const even = 2 * Math.ceil(samples / 2);

  // Four parts: real parts of even bins with cosines, imaginary parts of even bins with sines, and the same of odd bins.
  const tables = 8 * (4 * taps);
  const sums = tables + 8 * (4 * rows * taps);
  const signalAt = sums + 8 * (4 * rows);
  const correlationAt = signalAt + 8 * (even + lags);
  const { run, view } = productsKernels(correlationAt + 8 * lags);
  const parts = Array.from({ length: 4 }, (_, part) => ({
    first: part >> 1, // bin
    second: part % 2, // 1 for the imaginary part
    weights: view(8 * part * taps, taps),
    table: tables + 8 * part * rows * taps,
    sums: view(sums + 8 * part * rows, rows),
  }));
  for (const { first, second, table } of parts) {
    const values = view(table, rows * taps);
    for (let i = 0; i < length; i++) {
      for (let k = first; k < bins; k += 2) {
        const angle = (2 * Math.PI * k * i) / period;
        values[i * taps + (k >> 1)] = second === 0 ? Math.cos(angle) : Math.sin(angle);
      }
    }
  }
  const [evenCos, evenSin, oddCos, oddSin] = parts.map((part) => part.sums);
  const signal = view(signalAt, samples);

  function transform(spectrum: Float64Array): void {
    for (const { first, second, weights, table, sums: result } of parts) {
      for (let k = first; k < bins; k += 2) weights[k >> 1] = spectrum[2 * k + second];
      run.weightedSums(result.byteOffset, 8, rows, weights.byteOffset, 8 * taps, table, 8 * taps);
    }
    for (let i = 0; i < samples; i++) {
      const mirrored = folds && 2 * i > period;
      const j = mirrored ? period - i : i;
      const across = folds && 4 * j > period;
      const q = across ? period / 2 - j : j;
      const real = across ? evenCos[q] - oddCos[q] : evenCos[q] + oddCos[q];
      const imaginary = across ? oddSin[q] - evenSin[q] : evenSin[q] + oddSin[q];
      signal[i] = mirrored ? real + imaginary : real - imaginary;
    }
    run.laggedProducts(signalAt, 8 * even, correlationAt, 8 * lags);
  }
  return { transform, correlation: view(correlationAt, lags) };
}

/** Levinson-Durbin: coefficients a[1 … order] of the prediction error filter 1 + Σ a[k] z⁻ᵏ. */
function levinson(r: Float64Array, a: Float64Array, previous: Float64Array): void {
  a.fill(0);
  a[0] = 1;
  let error = r[0];
  for (let m = 1; m <= order && error > 0; m++) {
    let sum = r[m];
    for (let k = 1; k < m; k++) sum += a[k] * r[m - k];
    const reflection = -sum / error;
    previous.set(a);
    for (let k = 1; k < m; k++) a[k] = previous[k] + reflection * previous[m - k];
    a[m] = reflection;
    error *= 1 - reflection * reflection;
  }
}
