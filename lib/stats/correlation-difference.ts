import { pearson } from './correlation';
import {
  intervalOnFisherScale,
  resampledCorrelations,
  standardErrorOnFisherScale,
  type ResamplingOptions,
  type RInterval,
} from './correlation-interval';
import { studentTQuantile, studentTTwoSided } from './special';

/** Difference between the correlations of two predictions with the same truth. */
export interface CorrelationDifference {
  /** r of the second less r of the first. */
  readonly difference: number;
  /** Within −2 and 2. */
  readonly interval: RInterval;
  /** Two-sided p-value of "no difference": 1 − the level at which the interval ends at 0. */
  readonly p: number;
}

/** A correlation with its interval. */
export interface EstimatedCorrelation {
  readonly r: number;
  readonly interval: RInterval;
}

/**
 * Interval of r₂ − r₁ from the interval of each, for two correlations with the same variable: the distances from each r to
 * its ends are combined as standard errors are. The ends are never beyond those of l₂ − u₁ to u₂ − l₁, so that the interval
 * stays within −2 and 2.
 *
 * @param correlation of the two estimates; 0 for correlations found in different samples
 *
 * G. Y. Zou (2007), "Toward using confidence intervals to compare correlations", Psychological Methods 12: 399-413
 * equation 15 (method of variance estimates recovery, MOVER).
 */
export function differenceInterval(
  first: EstimatedCorrelation,
  second: EstimatedCorrelation,
  correlation: number,
): RInterval {
  const difference = second.r - first.r;
  const combined = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  return [
    difference - combined(second.r - second.interval[0], first.interval[1] - first.r),
    difference + combined(second.interval[1] - second.r, first.r - first.interval[0]),
  ];
}

/**
 * Compares the correlations of two predictions with the truth, groups resampled with all their rows: the interval of each r
 * as in `correlationInterval`, combined as in `differenceInterval` with the correlation of the resampled r.
 *
 * @param first skips rows where anything is NaN
 * @returns NaN for fewer than three groups, or when a correlation is not a number
 * @throws RangeError when the lists differ in length, or the level is not between 0 and 1
 */
export function correlationDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  truth: ArrayLike<number>,
  groups: readonly string[],
  { seed, repeats = 1000, level = 0.95 }: ResamplingOptions,
): CorrelationDifference {
  if (!(level > 0 && level < 1)) throw new RangeError(`level ${level} is not between 0 and 1; 0.95 is usual`);
  const complete = Array.from(truth, (_, i) => i).filter(
    (i) => !Number.isNaN(first[i] + second[i] + truth[i]),
  );
  const at = (values: ArrayLike<number>) => complete.map((i) => values[i]);
  const [a, b, y] = [at(first), at(second), at(truth)];
  const r = [pearson(a, y).r, pearson(b, y).r];
  const difference = r[1] - r[0];
  const own = complete.map((i) => groups[i]);
  const { values, groupCount } = resampledCorrelations([a, b], y, own, seed, repeats);
  if (groupCount < 3 || Number.isNaN(difference)) return { difference, interval: [NaN, NaN], p: NaN };
  const errors = values.map((resampled) => standardErrorOnFisherScale(resampled, groupCount));
  const together = pearson(values[0], values[1]).r;
  const correlation = Number.isNaN(together) ? 0 : together; // where one is constant, it does not matter
  const intervalAt = (quantileOfT: number): RInterval => {
    const [one, two] = r.map((value, k) => ({
      r: value,
      interval: intervalOnFisherScale(value, errors[k], quantileOfT),
    }));
    return differenceInterval(one, two, correlation);
  };
  const interval = intervalAt(studentTQuantile((1 + level) / 2, groupCount - 1));
  const reach = quantileWhereItEndsAtZero(difference, intervalAt);
  return { difference, interval, p: studentTTwoSided(reach, groupCount - 1) };
}

/** The least t at which the interval contains 0; infinite where there is none. */
function quantileWhereItEndsAtZero(difference: number, intervalAt: (t: number) => RInterval): number {
  const containsZero = (t: number) => {
    const [low, high] = intervalAt(t);
    return !(difference > 0 ? low > 0 : high < 0);
  };
  if (difference === 0) return 0;
  let above = 1 / 1024;
  while (!containsZero(above)) {
    above *= 2;
    if (above > 1e6) return Infinity;
  }
  let below = 0;
  for (let step = 0; step < 60; step++) {
    const half = (below + above) / 2;
    if (containsZero(half)) above = half;
    else below = half;
  }
  return above;
}
