import { crossCorrelationKernels } from '../kernels/built/cross-correlation';
import { sharedWorkspace } from '../kernels/workspace';

const workspace = sharedWorkspace(crossCorrelationKernels);

/**
 * Normalized forward cross-correlation of `window` samples with as many samples `lag` later.
 *
 * result[lag] = Σ x[i] x[i + lag] / √(Σ x[i]² · Σ x[i + lag]²), i = first … first + window − 1, where x are the samples
 * less `mean`; from −1 to 1, and 0 where one of the two stretches is silent.
 *
 * @param lags number of lags from 0 up; `samples` must reach to first + window + lags − 1
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
  const padded = 4 * Math.ceil(lags / 4); // the kernel computes four lags at a time
  const productsAt = 8 * (window + padded + 4);
  const { run, view } = workspace(productsAt + 8 * padded);
  const x = view(0, length + 1);
  const products = view(productsAt, lags);
  for (let i = 0; i < length; i++) x[i] = samples[first + i] - mean;
  x[length] = 0; // the kernel reads it
  const body = 32 * Math.floor(window / 4);
  run.laggedSums(0, body, 8 * window - body, productsAt, 8 * padded);
  let energy = 0;
  for (let i = 0; i < window; i++) energy += x[i] * x[i];
  let laterEnergy = energy;
  result[0] = energy > 0 ? 1 : 0;
  for (let lag = 1; lag < lags; lag++) {
    const removed = x[lag - 1];
    const added = x[lag + window - 1];
    laterEnergy += added * added - removed * removed;
    const power = energy * laterEnergy;
    result[lag] = power > 0 ? products[lag] / Math.sqrt(power) : 0;
  }
}
