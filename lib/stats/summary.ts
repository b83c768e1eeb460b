import { square } from './pow';

/** What a variance is divided by: 'n' describes these values, 'n-1' estimates the population they came from. */
export type Divisor = 'n' | 'n-1';

/** Summary statistics; each is NaN where there are too few values for it. */
export interface Summary {
  /** Values that are numbers. */
  readonly count: number;
  /** Values that are NaN and were skipped. */
  readonly missing: number;
  readonly mean: number;
  /** Divided by n-1. */
  readonly standardDeviation: number;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** How many values are not NaN. */
export function count(values: ArrayLike<number>): number {
  let n = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) n++;
  return n;
}

/** Arithmetic mean, skipping NaN; NaN of no values. */
export function mean(values: ArrayLike<number>): number {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    n++;
    sum += values[i];
  }
  return sum / n;
}

/**
 * Variance, skipping NaN: the mean squared distance from the mean, in two passes, so that values far from 0
 * keep their digits.
 *
 * @returns NaN of no values; with 'n-1', NaN of one value too
 */
export function variance(values: ArrayLike<number>, divisor: Divisor): number {
  const centre = mean(values);
  let n = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    n++;
    squares += square(values[i] - centre);
  }
  return divisor === 'n' ? squares / n : n > 1 ? squares / (n - 1) : NaN;
}

/** Square root of the variance, skipping NaN. */
export function standardDeviation(values: ArrayLike<number>, divisor: Divisor): number {
  return Math.sqrt(variance(values, divisor));
}

/** Smallest value, skipping NaN; NaN of no values. */
export function min(values: ArrayLike<number>): number {
  let least = NaN;
  for (let i = 0; i < values.length; i++)
    if (!(values[i] >= least) && !Number.isNaN(values[i])) least = values[i];
  return least;
}

/** Largest value, skipping NaN; NaN of no values. */
export function max(values: ArrayLike<number>): number {
  let most = NaN;
  for (let i = 0; i < values.length; i++)
    if (!(values[i] <= most) && !Number.isNaN(values[i])) most = values[i];
  return most;
}

/** The values that are not NaN, in ascending order, as a copy. */
export function sorted(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) kept[n++] = values[i];
  return kept.subarray(0, n).sort();
}

/**
 * Quantile by linear interpolation between order statistics at (n - 1)·p, skipping NaN
 * (definition R-7 of Hyndman & Fan 1996; NumPy's and R's default).
 *
 * @param p from 0 (smallest) to 1 (largest)
 * @returns NaN of no values
 * @throws RangeError when p lies outside 0 to 1
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileOfSorted(sorted(values), p);
}

/** `quantile` of values already sorted and free of NaN, for several quantiles of the same values. */
export function quantileOfSorted(ascending: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1))
    throw new RangeError(`quantile ${p} is outside 0 to 1; 0.25 is the first quartile`);
  if (ascending.length === 0) return NaN;
  const position = (ascending.length - 1) * p;
  const below = Math.floor(position);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
}

/** The middle value, skipping NaN; of an even number of values the mean of the middle two; NaN of no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Summary statistics of the values that are not NaN. */
export function summary(values: ArrayLike<number>): Summary {
  const ascending = sorted(values);
  return {
    count: ascending.length,
    missing: values.length - ascending.length,
    mean: mean(ascending),
    standardDeviation: standardDeviation(ascending, 'n-1'),
    min: quantileOfSorted(ascending, 0),
    lowerQuartile: quantileOfSorted(ascending, 0.25),
    median: quantileOfSorted(ascending, 0.5),
    upperQuartile: quantileOfSorted(ascending, 0.75),
    max: quantileOfSorted(ascending, 1),
  };
}
