import { crossCorrelationKernels } from '../kernels/built/cross-correlation';
import { sharedWorkspace } from '../kernels/workspace';

const workspace = sharedWorkspace(crossCorrelationKernels);

/**
 * Normalized forward cross-correlation: how much `window` samples resemble as many samples `lag` later.
 *
 * result[lag] = Σ x[i] x[i + lag] / √(Σ x[i]² · Σ x[i + lag]²), i = first … first + window − 1, where x are the samples
 * less `mean`; from −1 to 1, and 0 where one of the two stretches is silent.
 *
 * @param lags how many lags are wanted, from 0 up; samples must reach to first + window + lags − 1
 */
export function crossCorrelate(
  samples: Float64Array,
  first: number,
  window: number,
  lags: number,
  mean: number,
  result: Float64Array,
): void {
  const length = window + lags - 1;
  const atOnce = 4 * Math.ceil(lags / 4);
  const productsAt = 8 * (window + atOnce + 4);
  const { run, view } = workspace(productsAt + 8 * atOnce);
  const x = view(0, length + 1);
  const products = view(productsAt, lags);
  for (let i = 0; i < length; i++) x[i] = samples[first + i] - mean;
  x[length] = 0; // is read, and multiplied by 0
  const body = 32 * Math.floor(window / 4);
  run.laggedSums(0, body, 8 * window - body, productsAt, 8 * atOnce);
  let here = 0;
  for (let i = 0; i < window; i++) here += x[i] * x[i];
  let there = here;
  result[0] = here > 0 ? 1 : 0;
  for (let lag = 1; lag < lags; lag++) {
    const gone = x[lag - 1];
    const added = x[lag + window - 1];
    there += added * added - gone * gone;
    const power = here * there;
    result[lag] = power > 0 ? products[lag] / Math.sqrt(power) : 0;
  }
}
