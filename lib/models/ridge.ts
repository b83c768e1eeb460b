import { cholesky, choleskySolve } from '../stats/cholesky';
import { mean } from '../stats/summary';
import { addGram } from './gram';
import { fitStandard, normalize } from './normalizer';
import { predict } from './predict';
import type { LinearRegressor } from './regressor';
import { checkTraining, selectRows, selectValues, type Rows } from './rows';
import { groupedFolds } from './split';

/** Penalties tried when none is given: for standardized columns, from almost none to almost nothing left. */
const PENALTIES: readonly number[] = Array.from({ length: 13 }, (_, i) => 10 ** (-1 + i / 2)); // 0.1 to 100,000
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
      predict(model, tested).forEach((value, i) => (errors[p] += (value - targets[test[i]]) ** 2));
    });
  }
  return penalties[errors.indexOf(Math.min(...errors))];
}

/** One model per penalty; the products of the columns are summed once for all. */
function ridgePath(rows: Rows, targets: ArrayLike<number>, penalties: readonly number[]): LinearRegressor[] {
  checkTraining(rows, targets);
  const width = rows.features.length;
  const normalizer = fitStandard(rows);
  const z = normalize(normalizer, rows).values;
  const level = mean(targets);
  const gram = new Float64Array(width * width);
  addGram(z, gram, width);
  const moments = new Float64Array(width); // Zᵀ(y − mean y)
  for (let k = 0; k < z.length; k++) moments[k % width] += z[k] * (targets[Math.floor(k / width)] - level);

  return penalties.map((penalty) => {
    if (!(penalty > 0 && penalty < Infinity))
      throw new RangeError(`penalty ${penalty} must be a positive number`);
    const factor = gram.slice();
    for (let j = 0; j < width; j++) factor[j * width + j] += penalty;
    cholesky(factor, width, penalty);
    const weights = moments.slice();
    choleskySolve(factor, weights);
    let bias = level;
    for (let j = 0; j < width; j++) {
      // A constant column has no moment, hence no weight, whatever its deviation.
      weights[j] = weights[j] === 0 ? 0 : weights[j] / normalizer.deviation[j];
      bias -= weights[j] * normalizer.mean[j];
    }
    return { kind: 'ridge', features: rows.features, weights, bias, settings: { penalty } };
  });
}
