import { coefficient } from '../stats/correlation';
import { completePairs } from '../stats/pairs';
import { square } from '../stats/pow';
import { ranks } from '../stats/ranks';
import { mean, median, variance } from '../stats/summary';
import { rocArea, rocAreaOfRanks } from './roc';

// Every score takes the truth first and skips rows in which truth or prediction is NaN.

/** A regression's scores, under the names they have in the results files. */
export interface RegressionScores {
  readonly pearson: number;
  readonly spearman: number;
  /** Concordance. */
  readonly ccc: number;
  /**
   * √R², which the original study reports as "correlation"; NaN for a negative R². It is a correlation only for a least
   * squares fit scored on its own training rows; Pearson's r stands beside it.
   */
  readonly sqrtR2: number;
  /**
   * Coefficient of determination, R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²: 1 for a perfect prediction, 0 for one as good as the
   * mean of the truth, below 0 for a worse one; NaN for a constant truth.
   */
  readonly r2: number;
  /** Mean squared error. */
  readonly mse: number;
  /** Mean absolute error, (1/n) Σ |y − ŷ|, in units of the target. */
  readonly mae: number;
  /** Median absolute error, in units of the target. */
  readonly medianAE: number;
  /** Mean absolute percentage error, (1/n) Σ |y − ŷ| / |y|, as a share and not times 100; NaN when a truth is 0. */
  readonly mape: number;
  /** Area under the ROC curve for rows above the threshold. */
  readonly rocAuc: number;
  /** Rows scored. */
  readonly n: number;
  /** Rows skipped because truth or prediction is NaN. */
  readonly missing: number;
}

/** Mean squared error, (1/n) Σ (y − ŷ)², in squared units of the target; NaN of no rows. */
export function meanSquaredError(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return meanSquare(errors(truth, predicted));
}

/**
 * Concordance correlation coefficient, 2·cov(y, ŷ) / (var y + var ŷ + (ȳ − mean ŷ)²), variances divided by n: Pearson's
 * r lowered for a wrong level or a wrong spread; −1 to 1.
 *
 * @returns NaN of fewer than two rows, and when both series are the same constant
 *
 * L. Lin (1989), "A concordance correlation coefficient to evaluate reproducibility", Biometrics 45: 255-268.
 */
export function concordance(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  if (truth.length !== predicted.length) completePairs(truth, predicted); // which says what is wrong
  // In plain loops: resampling asks for this tens of thousands of times.
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < truth.length; i++) {
    if (Number.isNaN(truth[i]) || Number.isNaN(predicted[i])) continue;
    n++;
    sumX += truth[i];
    sumY += predicted[i];
  }
  if (n < 2) return NaN;
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < truth.length; i++) {
    const dx = truth[i] - meanX;
    const dy = predicted[i] - meanY;
    if (Number.isNaN(dx) || Number.isNaN(dy)) continue;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return (2 * (xy / n)) / (xx / n + yy / n + square(meanX - meanY));
}

/**
 * All scores at once.
 *
 * @param above which truths are the class that the ROC area is about, or the threshold above which they are: the training
 *   rows' median, for one
 */
export function regressionScores(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  above: number | readonly boolean[],
): RegressionScores {
  const { x, y, missing } = completePairs(truth, predicted);
  // Each thing once: resampling asks for all scores tens of thousands of times.
  const rank = ranks(y);
  const error = errors(x, y);
  const distance = absolute(error);
  const mse = meanSquare(error);
  const share = explained(mse, x);
  const positive = typeof above === 'number' ? Array.from(x, (value) => value > above) : above;
  return {
    pearson: coefficient(x, y),
    spearman: coefficient(ranks(x), rank),
    ccc: concordance(x, y),
    sqrtR2: Math.sqrt(share),
    r2: share,
    mse,
    mae: mean(distance),
    medianAE: median(distance),
    mape: meanShare(error, x),
    rocAuc:
      typeof above === 'number' || missing === 0
        ? rocAreaOfRanks(positive, rank)
        : rocArea(positive, predicted),
    n: x.length,
    missing,
  };
}

/** R², from the mean squared error and the truths. */
function explained(mse: number, x: Float64Array): number {
  const spread = variance(x, 'n');
  return spread > 0 ? 1 - mse / spread : NaN;
}

function meanSquare(values: Float64Array): number {
  const squares = new Float64Array(values.length);
  for (let i = 0; i < squares.length; i++) squares[i] = values[i] * values[i];
  return mean(squares);
}

function absolute(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = Math.abs(values[i]);
  return result;
}

/** Mean of |error| / |truth|; NaN when a truth is 0. */
function meanShare(error: Float64Array, truth: Float64Array): number {
  if (truth.includes(0)) return NaN;
  const shares = new Float64Array(error.length);
  for (let i = 0; i < shares.length; i++) shares[i] = Math.abs(error[i] / truth[i]);
  return mean(shares);
}

/** ŷ − y of the rows where both are numbers, for a histogram of errors. */
export function errors(truth: ArrayLike<number>, predicted: ArrayLike<number>): Float64Array {
  const { x, y } = completePairs(truth, predicted);
  for (let i = 0; i < y.length; i++) y[i] -= x[i];
  return y;
}
