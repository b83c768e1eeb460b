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
  if (scratch.length < length) scratch = new Float64Array(2 * length);
  const x = scratch;
  for (let i = 0; i < length; i++) x[i] = samples[first + i] - mean;
  let here = 0;
  for (let i = 0; i < window; i++) here += x[i] * x[i];
  let there = here;
  result[0] = here > 0 ? 1 : 0;
  for (let lag = 1; lag < lags; lag++) {
    const gone = x[lag - 1];
    const added = x[lag + window - 1];
    there += added * added - gone * gone;
    const power = here * there;
    result[lag] = power > 0 ? dot(x, lag, window) / Math.sqrt(power) : 0;
  }
}

let scratch = new Float64Array(0);

/** Σ x[i] x[i + lag], i = 0 … window − 1; in four parts, which the processor adds side by side. */
function dot(x: Float64Array, lag: number, window: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < window; i += 4) {
    a += x[i] * x[i + lag];
    b += x[i + 1] * x[i + 1 + lag];
    c += x[i + 2] * x[i + 2 + lag];
    d += x[i + 3] * x[i + 3 + lag];
  }
  for (; i < window; i++) a += x[i] * x[i + lag];
  return a + b + (c + d);
}
