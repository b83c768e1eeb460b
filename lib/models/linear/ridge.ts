import { cholesky, choleskySolve } from '../../linalg/cholesky';
import { pow, square } from '../../stats/pow';
import { centredProducts } from '../../linalg/gram';
import { predict } from '../predict';
import type { LinearRegressor } from '../svm/svr';
import { checkTraining, selectRows, selectValues, type Rows } from '../data/rows';
import { groupedFolds } from '../data/split';

/** Penalties tried when none is given: for standardized columns, from almost none to almost nothing left. */
const PENALTIES: readonly number[] = Array.from({ length: 13 }, (_, i) => pow(10, -1 + i / 2)); // 0.1 to 100,000
const FOLDS = 5;

/**
 * Ridge regression: minimises Σ (w·z + b − y)² + penalty·‖w‖², where z are the columns standardized over these rows.
 * The scaling is folded into the weights, so rows are given as measured, for training and for prediction.
 *
 * @param rows training rows, all finite; more columns than rows are welcome
 * @param targets one per row
 * @param penalty above 0; see `chooseRidgePenalty`
 * @throws RangeError when rows or targets are not finite, do not match, or the penalty is not positive
 *
 * A. Hoerl, R. Kennard (1970), "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12: 55-67.
 */
export function trainRidge(rows: Rows, targets: ArrayLike<number>, penalty: number): LinearRegressor {
  return ridgePath(rows, targets, [penalty])[0];
}

/**
 * The penalty with the least squared error on rows left out, over five folds that keep groups together.
 *
 * @param rows training rows only: the choice is part of training
 * @param targets one per row
 * @param groups of each row, such as the person; at least two different ones
 * @param seed decides which groups share a fold
 */
export function chooseRidgePenalty(
  rows: Rows,
  targets: ArrayLike<number>,
  groups: readonly string[],
  seed: number,
  penalties: readonly number[] = PENALTIES,
): number {
  const folds = Math.min(FOLDS, new Set(groups).size);
  const errors = new Float64Array(penalties.length);
  for (const { train, test } of groupedFolds(groups, folds, seed)) {
    const models = ridgePath(selectRows(rows, train), selectValues(targets, train), penalties);
    const tested = selectRows(rows, test);
    models.forEach((model, p) => {
      predict(model, tested).forEach((value, i) => (errors[p] += square(value - targets[test[i]])));
    });
  }
  return penalties[errors.indexOf(Math.min(...errors))];
}

/** One model per penalty; the products of the columns are summed once for all. */
function ridgePath(rows: Rows, targets: ArrayLike<number>, penalties: readonly number[]): LinearRegressor[] {
  checkTraining(rows, targets);
  const width = rows.features.length;
  const { centre, level, gram, moments } = centredProducts(rows.values, width, targets);
  const deviation = new Float64Array(width); // 0 of a constant column, which has a rest of its mean left by rounding
  for (let j = 0; j < width; j++) {
    const own = Math.sqrt(gram[j * width + j] / targets.length);
    deviation[j] = own > 1e-12 * Math.abs(centre[j]) ? own : 0;
  }
  const scale = deviation.map((own) => (own > 0 ? 1 / own : 0)); // from the columns to standardized ones
  const factor = new Float64Array(width * width);
  return penalties.map((penalty) => {
    if (!(penalty > 0 && penalty < Infinity))
      throw new RangeError(`penalty ${penalty} must be a positive number`);
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < j; k++) factor[j * width + k] = scale[j] * scale[k] * gram[j * width + k];
      factor[j * width + j] = scale[j] * scale[j] * gram[j * width + j] + penalty;
    }
    cholesky(factor, width, penalty);
    const weights = moments.map((moment, j) => scale[j] * moment);
    choleskySolve(factor, weights);
    let bias = level;
    for (let j = 0; j < width; j++) {
      weights[j] = scale[j] > 0 ? scale[j] * weights[j] : 0;
      bias -= weights[j] * centre[j];
    }
    return { kind: 'ridge', features: rows.features, weights, bias, settings: { penalty } };
  });
}
