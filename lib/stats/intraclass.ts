import { square } from './pow';
import { mean } from './summary';

/** Intraclass correlations: the share of the variance of ratings that is due to the targets and not to the raters. */
export interface Intraclass {
  /** Reliability of one rating; ICC(1,1). Below 0 when ratings vary more within targets than between them. */
  readonly single: number;
  /** Reliability of the mean of `raters` ratings; ICC(1,k). */
  readonly average: number;
  /** Rated targets, those with two ratings or more. */
  readonly targets: number;
  /** Ratings per target; with unequal numbers their effective mean n₀ = (N − Σnᵢ²/N)/(n − 1). */
  readonly raters: number;
}

/**
 * One-way intraclass correlation, ICC(1,1) = (MSB − MSW)/(MSB + (n₀ − 1)·MSW) and ICC(1,k) = (MSB − MSW)/MSB: raters and
 * their number may differ between targets. NaN is skipped, and so is a target with fewer than two ratings.
 *
 * @param ratings a list per target
 * @returns NaN for fewer than two targets, or when all ratings are the same
 *
 * P. Shrout, J. Fleiss (1979), "Intraclass correlations: uses in assessing rater reliability", Psychological Bulletin 86:
 * 420-428; unequal numbers as in A. Donner (1986), International Statistical Review 54: 67-82.
 */
export function intraclassOneWay(ratings: readonly ArrayLike<number>[]): Intraclass {
  const rated = ratings.map(withoutNaN).filter((values) => values.length >= 2);
  const n = rated.length;
  const sizes = rated.map((values) => values.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const grand = mean(rated.flat());
  let between = 0;
  let within = 0;
  for (const values of rated) {
    const own = mean(values);
    between += values.length * square(own - grand);
    for (const value of values) within += square(value - own);
  }
  const betweenSquare = between / (n - 1);
  const withinSquare = within / (total - n);
  const raters = (total - sizes.reduce((sum, size) => sum + size * size, 0) / total) / (n - 1);
  return {
    single: (betweenSquare - withinSquare) / (betweenSquare + (raters - 1) * withinSquare),
    average: (betweenSquare - withinSquare) / betweenSquare,
    targets: n,
    raters,
  };
}

/**
 * Two-way intraclass correlation for raters who each rated every target and are a sample of all raters: ICC(2,1) and ICC(2,k).
 * A rater's severity counts as error: absolute agreement.
 *
 * @param ratings a list per target, the same raters in the same order in each
 * @returns NaN throughout when some rating is missing, or for fewer than two targets or raters
 * @throws RangeError when the lists differ in length
 *
 * P. Shrout, J. Fleiss (1979), case 2.
 */
export function intraclassTwoWay(ratings: readonly ArrayLike<number>[]): Intraclass {
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  if (ratings.some((values) => values.length !== k)) {
    throw new RangeError(
      'targets with different numbers of raters; two-way agreement needs all raters for each',
    );
  }
  const rows = ratings.map((values) => mean(values));
  const columns = Array.from({ length: k }, (_, j) => mean(ratings.map((values) => values[j])));
  const grand = mean(rows);
  let rowSquares = 0;
  let columnSquares = 0;
  let errorSquares = 0;
  let complete = n >= 2 && k >= 2;
  for (let i = 0; i < n; i++) {
    rowSquares += (k * square(rows[i] - grand)) / (n - 1);
    for (let j = 0; j < k; j++) {
      complete &&= !Number.isNaN(ratings[i][j]);
      errorSquares += square(ratings[i][j] - rows[i] - columns[j] + grand) / ((n - 1) * (k - 1));
    }
  }
  for (let j = 0; j < k; j++) columnSquares += (n * square(columns[j] - grand)) / (k - 1);
  const signal = complete ? rowSquares - errorSquares : NaN;
  return {
    single: signal / (rowSquares + (k - 1) * errorSquares + (k * (columnSquares - errorSquares)) / n),
    average: signal / (rowSquares + (columnSquares - errorSquares) / n),
    targets: n,
    raters: k,
  };
}

/**
 * Reliability of the mean of `times` as many ratings: times·ρ/(1 + (times − 1)·ρ).
 *
 * @param reliability of the ratings as they are; above −1/(times − 1)
 * @param times 2 for twice as many, 1/9 for a single one of nine
 *
 * C. Spearman (1910), W. Brown (1910), British Journal of Psychology 3: 271-295 and 296-322.
 */
export function spearmanBrown(reliability: number, times: number): number {
  return (times * reliability) / (1 + (times - 1) * reliability);
}

function withoutNaN(values: ArrayLike<number>): number[] {
  return Array.from(values).filter((value) => !Number.isNaN(value));
}
