import { cholesky, choleskySolve } from '../../linalg/cholesky';
import { centredProducts } from '../../linalg/gram';
import { checkTraining, type Rows } from '../data/rows';
import type { Recipe, RegressionType } from '../model-type';
import { linearFunction, readLinear, type LinearModel } from './linear-model';

/** A ridge regression. */
export type Ridge = LinearModel<'ridge'>;

export const ridge: RegressionType<Ridge, Recipe<'ridge', { readonly penalty: number }>> = {
  task: 'regression',
  ...linearFunction,
  train: ({ penalty }, rows, targets, weights) => trainRidge(rows, targets, penalty, weights),
  read: (stored) => ({ kind: 'ridge', ...readLinear(stored) }),
  candidates: [{ kind: 'ridge', name: 'ridge, penalty 100, standard', scaling: 'standard', penalty: 100 }],
};

/**
 * Trains a ridge regression: minimises Σ (w·z + b − y)² + penalty·‖w‖², where z are the columns standardized over these rows.
 * The scaling is folded into the weights, so rows are given as measured, for training and for prediction.
 *
 * @param rows training rows, all finite; there may be more columns than rows
 * @param targets one per row
 * @param penalty λ, above 0
 * @param counts how often each row counts, above 0; once unless given
 * @throws RangeError when rows or targets are not finite, do not match, or the penalty is not positive
 *
 * `predictLinearCv` (linear-cv.ts) solves ridge from sums that folds share, for thousands of repeats.
 *
 * A. Hoerl, R. Kennard (1970), "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12: 55-67.
 */
export function trainRidge(
  rows: Rows,
  targets: ArrayLike<number>,
  penalty: number,
  counts?: Float64Array,
): Ridge {
  checkTraining(rows, targets, counts);
  if (!(penalty > 0 && penalty < Infinity))
    throw new RangeError(`penalty ${penalty} must be a positive number`);
  const width = rows.features.length;
  const products = centredProducts(rows.values, width, targets, counts);
  const { columnMeans, targetMean, gram, targetProducts } = products;
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? targets.length;
  const deviation = new Float64Array(width); // 0 of a constant column, whose sum of squares is rounding error
  for (let j = 0; j < width; j++) {
    const own = Math.sqrt(gram[j * width + j] / total);
    deviation[j] = own > 1e-12 * Math.abs(columnMeans[j]) ? own : 0;
  }
  const scale = deviation.map((own) => (own > 0 ? 1 / own : 0)); // from the columns to standardized ones
  const factor = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < j; k++) factor[j * width + k] = scale[j] * scale[k] * gram[j * width + k];
    factor[j * width + j] = scale[j] * scale[j] * gram[j * width + j] + penalty;
  }
  cholesky(factor, width, penalty);
  const weights = targetProducts.map((product, j) => scale[j] * product);
  choleskySolve(factor, weights);
  let bias = targetMean;
  for (let j = 0; j < width; j++) {
    weights[j] = scale[j] > 0 ? scale[j] * weights[j] : 0;
    bias -= weights[j] * columnMeans[j];
  }
  return { kind: 'ridge', features: rows.features, weights, bias, settings: { penalty } };
}
