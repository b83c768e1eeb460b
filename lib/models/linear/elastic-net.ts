import { cholesky, choleskySolve } from '../../linalg/cholesky';
import { centredProducts, type CentredProducts } from '../../linalg/gram';
import { checkTraining, type Rows } from '../data/rows';
import type { Recipe, RegressionType } from '../model-type';
import { linearFunction, readLinear, type LinearModel } from './linear-model';

/*
 * linear-cv.ts has a second lasso: least angle regression of a whole path of penalties, 13 times as fast for 40 columns but
 * limited to tens of columns and to the pure L1 penalty. This one trains a single model for one penalty, of any width.
 */

/** A regression with an elastic net penalty. */
export type ElasticNet = LinearModel<'elastic-net'>;
/** A regression with an L1 penalty. */
export type Lasso = LinearModel<'lasso'>;

/** λ of the mean squared error. */
interface Penalty {
  readonly penalty: number;
}

export const elasticNet: RegressionType<ElasticNet, Recipe<'elastic-net', Penalty>> = {
  task: 'regression',
  ...linearFunction,
  train: ({ penalty }, rows, targets, weights) => trainElasticNet(rows, targets, { penalty, weights }),
  read: (stored) => ({ kind: 'elastic-net', ...readLinear(stored) }),
  candidates: [
    { kind: 'elastic-net', name: 'elastic net, penalty 0.05, robust', scaling: 'robust', penalty: 0.05 },
  ],
};

export const lasso: RegressionType<Lasso, Recipe<'lasso', Penalty>> = {
  task: 'regression',
  ...linearFunction,
  train: ({ penalty }, rows, targets, weights) => trainLasso(rows, targets, penalty, weights),
  read: (stored) => ({ kind: 'lasso', ...readLinear(stored) }),
  candidates: [{ kind: 'lasso', name: 'lasso, penalty 0.03, standard', scaling: 'standard', penalty: 0.03 }],
};

export interface ElasticNetOptions {
  /** λ, above 0. Where it reaches max |xⱼ·y| / (n·l1Share), all weights are 0. */
  penalty: number;
  /** Share of the penalty on absolute weights: 1 is the lasso, towards 0 it becomes ridge. Above 0; 0.5 when not given. */
  l1Share?: number;
  /** How often each row counts, above 0; once unless given. */
  weights?: Float64Array | undefined;
}

const MAX_SWEEPS = 20_000;
/** Wanted duality gap, as a share of the objective with all weights 0; leaves predictions six digits. */
const TARGET_GAP = 1e-9;
/** Sweeps after which a gap of a millionth is enough: with more columns than rows and a small penalty, convergence is slow. */
const PATIENCE = 1000;
const ACCEPTED_GAP = 1e-6;

/**
 * The elastic net: minimises (1/2n) Σ (w·x + b − y)² + penalty·(l1Share·‖w‖₁ + ½(1 − l1Share)·‖w‖²), by coordinate
 * descent on the products of the columns. Many weights are exactly 0.
 *
 * @param rows normalized training rows (`fitStandard`, `fitRobust` …), all finite: the penalty compares columns
 * @param targets one per row
 * @returns the optimum (duality gap below a millionth); nothing depends on a seed or on the order of rows
 * @throws RangeError when rows or targets are not finite, do not match, or an option is out of range
 *
 * H. Zou, T. Hastie (2005), "Regularization and variable selection via the elastic net", J. R. Statist. Soc. B 67: 301-320.
 * J. Friedman, T. Hastie, R. Tibshirani (2010), "Regularization paths for generalized linear models via coordinate
 * descent", J. Statistical Software 33(1). The same objective as scikit-learn's ElasticNet and Lasso, whose alpha and
 * l1_ratio are `penalty` and `l1Share`; compared with it in test/reference/linear-models.json.
 */
export function trainElasticNet(
  rows: Rows,
  targets: ArrayLike<number>,
  { penalty, l1Share = 0.5, weights }: ElasticNetOptions,
): ElasticNet {
  return { kind: 'elastic-net', ...fit(rows, targets, penalty, l1Share, weights) };
}

/** The lasso (R. Tibshirani, 1996, J. R. Statist. Soc. B 58: 267-288): `trainElasticNet` with `l1Share` 1. */
export function trainLasso(
  rows: Rows,
  targets: ArrayLike<number>,
  penalty: number,
  weights?: Float64Array,
): Lasso {
  return { kind: 'lasso', ...fit(rows, targets, penalty, 1, weights) };
}

function fit(
  rows: Rows,
  targets: ArrayLike<number>,
  penalty: number,
  l1Share: number,
  counts: Float64Array | undefined,
): Omit<LinearModel, 'kind'> {
  const products = meanProducts(rows, targets, counts);
  if (!(l1Share > 0 && l1Share <= 1))
    throw new RangeError(`l1Share ${l1Share} must be above 0 and at most 1; use trainRidge for 0`);
  if (!(penalty > 0 && penalty < Infinity))
    throw new RangeError(`penalty ${penalty} must be a positive number`);
  const weights = coordinateDescent(products, penalty, l1Share);
  const { columnMeans, targetMean } = products;
  const bias = weights.reduce((sum, weight, j) => sum - weight * columnMeans[j], targetMean);
  return { features: rows.features, weights, bias, settings: { penalty, l1Share } };
}

/** Products about the means, divided by the number of rows. */
function meanProducts(
  rows: Rows,
  targets: ArrayLike<number>,
  counts: Float64Array | undefined,
): CentredProducts {
  checkTraining(rows, targets, counts);
  const products = centredProducts(rows.values, rows.features.length, targets, counts);
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? targets.length;
  const byCount = (sum: number): number => sum / total;
  return {
    ...products,
    gram: products.gram.map(byCount),
    targetProducts: products.targetProducts.map(byCount),
    targetSquares: byCount(products.targetSquares),
  };
}

/**
 * Finds the weights by cyclic coordinate descent with soft thresholding. Every fifth sweep is followed by a Newton step on
 * the active set, the weights that are not 0: coordinate descent finds this set soon and then converges slowly.
 */
function coordinateDescent(
  { gram, targetProducts, targetSquares }: CentredProducts,
  penalty: number,
  l1Share: number,
): Float64Array {
  const width = targetProducts.length;
  const weights = new Float64Array(width);
  const l1 = penalty * l1Share;
  const l2 = penalty * (1 - l1Share);
  const residualProducts = new Float64Array(width); // Xᵀr / n, r the residuals
  updateResidualProducts();
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    for (let j = 0; j < width; j++) {
      const square = gram[j * width + j];
      const rho = residualProducts[j] + square * weights[j]; // xⱼ times the residuals without column j
      const shrunk = Math.abs(rho) - l1;
      // The square of a constant column is 0, or what rounding leaves.
      const weight = shrunk > 0 && square > 1e-24 ? (Math.sign(rho) * shrunk) / (square + l2) : 0;
      const step = weight - weights[j];
      if (step === 0) continue;
      weights[j] = weight;
      for (let k = 0; k < width; k++) residualProducts[k] -= step * gram[j * width + k];
    }
    if (sweep % 5 !== 4) continue;
    activeSetStep();
    if (dualityGap() <= (sweep < PATIENCE ? TARGET_GAP : ACCEPTED_GAP) * targetSquares) return weights;
  }
  throw new Error(
    `the elastic net stopped ${dualityGap()} above the optimum after ${MAX_SWEEPS} sweeps; ` +
      'normalize the columns or raise the penalty',
  );

  function updateResidualProducts(): void {
    residualProducts.set(targetProducts);
    for (let j = 0; j < width; j++) {
      if (weights[j] === 0) continue;
      for (let k = 0; k < width; k++) residualProducts[k] -= weights[j] * gram[j * width + k];
    }
  }

  /** Steps towards the optimum of the active set for its present signs, at most until the first weight reaches 0. */
  function activeSetStep(): void {
    const active: number[] = [];
    for (let j = 0; j < width; j++) if (weights[j] !== 0) active.push(j);
    const size = active.length;
    const factor = new Float64Array(size * size);
    const step = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      const j = active[a];
      for (let b = 0; b <= a; b++) factor[a * size + b] = gram[j * width + active[b]];
      factor[a * size + a] += l2;
      step[a] = residualProducts[j] - l2 * weights[j] - l1 * Math.sign(weights[j]);
      if (factor[a * size + a] === 0) return;
    }
    cholesky(factor, size, Number.MIN_VALUE);
    choleskySolve(factor, step);
    let length = 1;
    for (let a = 0; a < size; a++) {
      const share = -weights[active[a]] / step[a];
      if (share > 0 && share < length) length = share;
    }
    const [before, start] = [objective(), weights.slice()];
    for (let a = 0; a < size; a++) weights[active[a]] += length * step[a];
    updateResidualProducts();
    if (objective() <= before) return;
    // Where columns are sums of others, the system is singular and rounding errors can raise the objective: undo the step.
    weights.set(start);
    updateResidualProducts();
  }

  function objective(): number {
    let total = targetSquares / 2;
    for (let j = 0; j < width; j++) {
      total -= (weights[j] * (targetProducts[j] + residualProducts[j])) / 2;
      total += l1 * Math.abs(weights[j]) + (l2 * weights[j] * weights[j]) / 2;
    }
    return total;
  }

  /** Primal minus dual objective at the residuals scaled to be dual feasible (Friedman et al., 2010). */
  function dualityGap(): number {
    let fitted = 0; // w·Xᵀy
    let remaining = 0; // w·Xᵀr
    let squaredNorm = 0;
    let l1Norm = 0;
    let largest = 0;
    for (let j = 0; j < width; j++) {
      fitted += weights[j] * targetProducts[j];
      remaining += weights[j] * residualProducts[j];
      squaredNorm += weights[j] * weights[j];
      l1Norm += Math.abs(weights[j]);
      largest = Math.max(largest, Math.abs(residualProducts[j] - l2 * weights[j]));
    }
    const residuals = targetSquares - fitted - remaining + l2 * squaredNorm; // mean square; the L2 penalty counts as further rows
    const scale = largest > l1 ? l1 / largest : 1;
    return residuals / 2 + l1 * l1Norm - (scale * (targetSquares - fitted) - (scale * scale * residuals) / 2);
  }
}
