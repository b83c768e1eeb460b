import { cholesky, choleskySolve } from '../../linalg/cholesky';
import { pow, square } from '../../stats/pow';
import { centredProducts, type Products } from '../../linalg/gram';
import { fitStandard, normalize, type Normalizer } from '../data/normalizer';
import { predict } from '../predict';
import type { LinearRegressor } from '../svm/svr';
import { checkTraining, selectRows, selectValues, type Rows } from '../data/rows';
import { groupedFolds } from '../data/split';

export interface ElasticNetOptions {
  /** Strength of the whole penalty, above 0; from the least one that leaves no weight, see `penaltyPath`. */
  penalty: number;
  /** Share of the penalty on absolute weights: 1 is the lasso, towards 0 it becomes ridge. Above 0. */
  l1Share?: number;
}

const FOLDS = 5;
const MAX_SWEEPS = 20_000;
/** Duality gap aimed at, as a share of the objective with all weights 0; leaves predictions six digits. */
const TARGET_GAP = 1e-9;
/** Sweeps after which a gap of a millionth is enough: more columns than rows under a small penalty hardly differ from there. */
const PATIENCE = 1000;
const ENOUGH_GAP = 1e-6;

/**
 * The elastic net: minimises (1/2n) Σ (w·x + b − y)² + penalty·(l1Share·‖w‖₁ + ½(1 − l1Share)·‖w‖²), by coordinate
 * descent on the products of the columns. Weights that help too little are exactly 0.
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
  { penalty, l1Share = 1 }: ElasticNetOptions,
): LinearRegressor {
  return elasticNetPath(rows, targets, [penalty], l1Share)[0];
}

/** The lasso (R. Tibshirani, 1996, J. R. Statist. Soc. B 58: 267-288): `trainElasticNet` with `l1Share` 1. */
export function trainLasso(rows: Rows, targets: ArrayLike<number>, penalty: number): LinearRegressor {
  return trainElasticNet(rows, targets, { penalty });
}

/**
 * One model per penalty, in the order given; each starts from the one before, so a falling path is fast.
 *
 * @param rows normalized training rows, all finite
 */
export function elasticNetPath(
  rows: Rows,
  targets: ArrayLike<number>,
  penalties: readonly number[],
  l1Share = 1,
): LinearRegressor[] {
  const products = meanProducts(rows, targets);
  if (!(l1Share > 0 && l1Share <= 1))
    throw new RangeError(`l1Share ${l1Share} must be above 0 and at most 1; use trainRidge for 0`);
  const weights = new Float64Array(rows.features.length);
  return penalties.map((penalty) => {
    if (!(penalty > 0 && penalty < Infinity))
      throw new RangeError(`penalty ${penalty} must be a positive number`);
    descend(products, weights, penalty, l1Share);
    const bias = weights.reduce((sum, weight, j) => sum - weight * products.centre[j], products.level);
    const kind = l1Share === 1 ? 'lasso' : 'elastic-net';
    return { kind, features: rows.features, weights: weights.slice(), bias, settings: { penalty, l1Share } };
  });
}

/**
 * Penalties from the least one that leaves no weight (for these rows) down to `least` of it, evenly in their logarithm.
 *
 * @param rows normalized training rows, all finite
 * @throws RangeError when the targets are constant, or no column goes along with them
 */
export function penaltyPath(
  rows: Rows,
  targets: ArrayLike<number>,
  { l1Share = 1, count = 40, least = 1e-3 }: { l1Share?: number; count?: number; least?: number } = {},
): number[] {
  const { moments } = meanProducts(rows, targets);
  const most = moments.reduce((largest, moment) => Math.max(largest, Math.abs(moment)), 0) / l1Share;
  if (!(most > 0)) throw new RangeError('targets or columns are constant; there is nothing to learn');
  return Array.from({ length: count }, (_, i) => most * pow(least, i / Math.max(1, count - 1)));
}

/**
 * The penalty of `penaltyPath` with the least squared error on rows left out, over five folds that keep groups together.
 *
 * @param rows training rows as measured: the scale is learned anew in every fold
 * @param groups of each row, such as the person; at least two different ones
 * @param seed decides which groups share a fold
 * @param scale how a fold's rows are brought to one scale; `fitRobust` where some values are far out
 */
export function chooseElasticNetPenalty(
  rows: Rows,
  targets: ArrayLike<number>,
  groups: readonly string[],
  seed: number,
  { l1Share = 1, scale = fitStandard }: { l1Share?: number; scale?: (rows: Rows) => Normalizer } = {},
): number {
  const penalties = penaltyPath(normalize(scale(rows), rows), targets, { l1Share });
  const errors = new Float64Array(penalties.length);
  for (const { train, test } of groupedFolds(groups, Math.min(FOLDS, new Set(groups).size), seed)) {
    const learned = selectRows(rows, train);
    const normalizer = scale(learned);
    const tested = normalize(normalizer, selectRows(rows, test));
    const targetsLearned = selectValues(targets, train);
    elasticNetPath(normalize(normalizer, learned), targetsLearned, penalties, l1Share).forEach((model, p) => {
      predict(model, tested).forEach((value, i) => (errors[p] += square(value - targets[test[i]])));
    });
  }
  return penalties[errors.indexOf(Math.min(...errors))];
}

/** Products about the means, divided by the number of rows. */
function meanProducts(rows: Rows, targets: ArrayLike<number>): Products {
  checkTraining(rows, targets);
  const { gram, moments, power, ...means } = centredProducts(rows.values, rows.features.length, targets);
  const share = (sum: number): number => sum / targets.length;
  return { ...means, gram: gram.map(share), moments: moments.map(share), power: share(power) };
}

/**
 * Moves `weights` to the optimum: one coordinate after the other, which settles soon which of them are not 0, then all of
 * these at once.
 */
function descend(
  { gram, moments, power }: Products,
  weights: Float64Array,
  penalty: number,
  l1Share: number,
): void {
  const width = weights.length;
  const l1 = penalty * l1Share;
  const l2 = penalty * (1 - l1Share);
  const slope = new Float64Array(width); // of each column with the residuals
  findSlope();
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    for (let j = 0; j < width; j++) {
      const square = gram[j * width + j];
      const pull = slope[j] + square * weights[j];
      const beyond = Math.abs(pull) - l1;
      // A constant column has no square, whatever rounding left of it.
      const weight = beyond > 0 && square > 1e-24 ? (Math.sign(pull) * beyond) / (square + l2) : 0;
      const step = weight - weights[j];
      if (step === 0) continue;
      weights[j] = weight;
      for (let k = 0; k < width; k++) slope[k] -= step * gram[j * width + k];
    }
    if (sweep % 5 !== 4) continue;
    leap();
    if (dualityGap() <= (sweep < PATIENCE ? TARGET_GAP : ENOUGH_GAP) * power) return;
  }
  throw new Error(
    `the elastic net stopped ${dualityGap()} above the optimum after ${MAX_SWEEPS} sweeps; ` +
      'normalize the columns or raise the penalty',
  );

  function findSlope(): void {
    slope.set(moments);
    for (let j = 0; j < width; j++) {
      if (weights[j] === 0) continue;
      for (let k = 0; k < width; k++) slope[k] -= weights[j] * gram[j * width + k];
    }
  }

  /** Towards the optimum of the weights that are not 0, their signs kept; as far as to the first that comes to 0. */
  function leap(): void {
    const active: number[] = [];
    for (let j = 0; j < width; j++) if (weights[j] !== 0) active.push(j);
    const size = active.length;
    const factor = new Float64Array(size * size);
    const step = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      const j = active[a];
      for (let b = 0; b <= a; b++) factor[a * size + b] = gram[j * width + active[b]];
      factor[a * size + a] += l2;
      step[a] = slope[j] - l2 * weights[j] - l1 * Math.sign(weights[j]);
      if (factor[a * size + a] === 0) return;
    }
    cholesky(factor, size, Number.MIN_VALUE);
    choleskySolve(factor, step);
    let reach = 1;
    for (let a = 0; a < size; a++) {
      const share = -weights[active[a]] / step[a];
      if (share > 0 && share < reach) reach = share;
    }
    const [before, known] = [objective(), weights.slice()];
    for (let a = 0; a < size; a++) weights[active[a]] += reach * step[a];
    findSlope();
    if (objective() <= before) return;
    // Columns that are sums of others have no single optimum, and rounding finds none.
    weights.set(known);
    findSlope();
  }

  function objective(): number {
    let total = power / 2;
    for (let j = 0; j < width; j++) {
      total -= (weights[j] * (moments[j] + slope[j])) / 2;
      total += l1 * Math.abs(weights[j]) + (l2 * weights[j] * weights[j]) / 2;
    }
    return total;
  }

  /** Objective minus the dual one at the residuals scaled into its domain (Friedman et al., 2010; a bound for any weights). */
  function dualityGap(): number {
    let fitted = 0;
    let open = 0;
    let squares = 0;
    let sizes = 0;
    let steepest = 0;
    for (let j = 0; j < width; j++) {
      fitted += weights[j] * moments[j];
      open += weights[j] * slope[j];
      squares += weights[j] * weights[j];
      sizes += Math.abs(weights[j]);
      steepest = Math.max(steepest, Math.abs(slope[j] - l2 * weights[j]));
    }
    const residuals = power - fitted - open + l2 * squares; // mean square, the squared penalty taken as further rows
    const scale = steepest > l1 ? l1 / steepest : 1;
    return residuals / 2 + l1 * sizes - (scale * (power - fitted) - (scale * scale * residuals) / 2);
  }
}
