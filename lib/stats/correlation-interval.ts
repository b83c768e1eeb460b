import { pearson } from './correlation';
import { random } from './random';
import { studentTQuantile } from './special';
import { quantile } from './summary';

export interface ResamplingOptions {
  seed: number;
  repeats?: number;
  /** Probability the interval is to cover. */
  level?: number;
}

/** An interval for Pearson's r, [low, high]. */
export type RInterval = readonly [number, number];

/**
 * Interval of Pearson's r when rows come in groups, such as the interviews of one person: groups are resampled with all
 * their rows, and r ± t·s is taken on Fisher's scale, s being the spread of atanh r over the repeats (half the range of its
 * middle 68 %) and t Student's with one degree of freedom less than groups. In simulation it covers r more nearly at its
 * level than the plain percentile interval, which is too narrow for few groups.
 *
 * @param x      skips rows where x or y is NaN
 * @param groups of each row
 * @returns NaN for fewer than three groups, or when r is not a number
 * @throws RangeError when the lists differ in length
 *
 * B. Efron, R. Tibshirani (1993), "An Introduction to the Bootstrap", chapters 8 and 12; clusters: A. Davison, D. Hinkley
 * (1997), "Bootstrap Methods and their Application", section 3.8.
 */
export function correlationInterval(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  groups: readonly string[],
  { seed, repeats = 1000, level = 0.95 }: ResamplingOptions,
): RInterval {
  const { r } = pearson(x, y);
  const { values, groupCount } = resampledCorrelations([x], y, groups, seed, repeats);
  if (!(level > 0 && level < 1)) throw new RangeError(`level ${level} is not between 0 and 1; 0.95 is usual`);
  const quantileOfT = groupCount >= 3 ? studentTQuantile((1 + level) / 2, groupCount - 1) : NaN;
  return intervalOnFisherScale(r, standardErrorOnFisherScale(values[0], groupCount), quantileOfT);
}

/** The standard error of atanh r, from r of resampled groups; infinite where many of these are 1 or −1. */
export function standardErrorOnFisherScale(resampled: Float64Array, groups: number): number {
  // Resampling K groups shows (K − 1)/K of the variance.
  return spreadOf(resampled.map(Math.atanh)) * Math.sqrt(groups / (groups - 1));
}

/** tanh(atanh r ± q·s): within −1 and 1 whatever the standard error s. */
export function intervalOnFisherScale(r: number, standardError: number, quantileOfT: number): RInterval {
  const half = quantileOfT * standardError;
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

/**
 * Pearson's r of each of several series with `y`, over resampled groups, the same groups for all series.
 *
 * @returns one r per repeat and series; NaN where it is undefined
 */
export function resampledCorrelations(
  series: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
  groups: readonly string[],
  seed: number,
  repeats: number,
): { readonly values: readonly Float64Array[]; readonly groupCount: number } {
  if (series.some((x) => x.length !== y.length) || groups.length !== y.length) {
    throw new RangeError(
      `${series.map((x) => x.length).join(', ')} values, ${y.length} truths and ${groups.length} groups; give one of each per row`,
    );
  }
  const names = [...new Set(groups)];
  const place = new Map(names.map((name, g) => [name, g]));
  // Sums per group: a resampled r is then a sum over groups, not over rows.
  const sums = series.map((x) => {
    const centreX = middle(x);
    const centreY = middle(y);
    const own = new Float64Array(names.length * 6);
    for (let i = 0; i < y.length; i++) {
      const dx = x[i] - centreX;
      const dy = y[i] - centreY;
      if (Number.isNaN(dx + dy)) continue;
      const at = (place.get(groups[i]) ?? 0) * 6;
      own[at] += 1;
      own[at + 1] += dx;
      own[at + 2] += dy;
      own[at + 3] += dx * dx;
      own[at + 4] += dy * dy;
      own[at + 5] += dx * dy;
    }
    return own;
  });
  const generator = random(seed);
  const values = series.map(() => new Float64Array(repeats));
  const drawn = new Int32Array(names.length);
  const total = new Float64Array(6);
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let g = 0; g < drawn.length; g++) drawn[g] = generator.integer(0, names.length) * 6;
    sums.forEach((own, s) => {
      total.fill(0);
      for (let g = 0; g < drawn.length; g++) for (let k = 0; k < 6; k++) total[k] += own[drawn[g] + k];
      values[s][repeat] = fromSums(total);
    });
  }
  return { values, groupCount: names.length };
}

function fromSums([n, x, y, xx, yy, xy]: Float64Array): number {
  const squares = (xx - (x * x) / n) * (yy - (y * y) / n);
  // Equal rows leave rounding where a spread should be.
  return squares > 1e-20 * xx * yy ? Math.max(-1, Math.min(1, (xy - (x * y) / n) / Math.sqrt(squares))) : NaN;
}

/** Half the range of the middle 68.27 %: the deviation of a normal series, and not moved by a few infinite values. */
function spreadOf(values: Float64Array): number {
  return (quantile(values, 0.841345) - quantile(values, 0.158655)) / 2;
}

function middle(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
