import { completePairs } from './pairs';
import { ranks } from './ranks';
import { normalQuantile, studentTTwoSided } from './special';
import { mean } from './summary';

/** A correlation coefficient with its p-value and interval. */
export interface Correlation {
  /** −1 to 1; NaN for fewer than two pairs, or when a series is constant. */
  readonly r: number;
  /** Two-sided p-value of "no correlation", Student's t with n − 2 degrees of freedom; NaN for fewer than three pairs. */
  readonly p: number;
  /** 95 % confidence interval of r; NaN for fewer than four pairs. */
  readonly ci95: readonly [number, number];
  /** Pairs in which both values are numbers; the others were skipped. */
  readonly n: number;
}

/**
 * Pearson's product-moment correlation, skipping pairs with a NaN; interval by Fisher's z.
 *
 * @throws RangeError when the series differ in length
 *
 * R. Fisher (1921), "On the probable error of a coefficient of correlation deduced from a small sample", Metron 1: 3-32.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Correlation {
  const pairs = completePairs(x, y);
  return inference(coefficient(pairs.x, pairs.y), pairs.x.length, 1);
}

/**
 * Spearman's rank correlation, skipping pairs with a NaN; ties share their mean rank.
 *
 * @throws RangeError when the series differ in length
 *
 * Interval: D. Bonett, T. Wright (2000), "Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations", Psychometrika 65: 23-28 (variance of z is (1 + r²/2)/(n − 3)).
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Correlation {
  const pairs = completePairs(x, y);
  const r = coefficient(ranks(pairs.x), ranks(pairs.y));
  return inference(r, pairs.x.length, 1 + (r * r) / 2);
}

/**
 * Pearson's r alone, for resampling.
 *
 * @param x without NaN
 * @param y as many
 */
export function coefficient(x: Float64Array, y: Float64Array): number {
  const dx = deviations(x);
  const dy = deviations(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    xx += dx[i] * dx[i];
    yy += dy[i] * dy[i];
    xy += dx[i] * dy[i];
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** Deviations from the mean in units of the largest, so that squares neither overflow nor underflow; NaN if constant. */
function deviations(values: Float64Array): Float64Array {
  const centre = mean(values);
  const distances = new Float64Array(values.length);
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    distances[i] = values[i] - centre;
    largest = Math.max(largest, Math.abs(distances[i]));
  }
  // A constant series can differ from its own mean by rounding.
  const spread = largest > 1e-14 * Math.abs(centre) ? largest : NaN;
  for (let i = 0; i < distances.length; i++) distances[i] /= spread;
  return distances;
}

/** @param inflation variance of Fisher's z, times n − 3 */
function inference(r: number, n: number, inflation: number): Correlation {
  const df = n - 2;
  const p = df > 0 ? studentTTwoSided(r * Math.sqrt(df / ((1 - r) * (1 + r))), df) : NaN;
  const halfWidth = n > 3 ? normalQuantile(0.975) * Math.sqrt(inflation / (n - 3)) : NaN;
  const z = Math.atanh(r);
  return { r, p, ci95: [Math.tanh(z - halfWidth), Math.tanh(z + halfWidth)], n };
}
