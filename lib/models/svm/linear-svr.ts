import { median } from '../../stats/summary';
import { checkTraining, type Rows } from '../data/rows';
import { linearFunction, readLinear, type LinearModel } from '../linear/linear-model';
import type { Recipe, RegressionType } from '../model-type';
import { tubeConstraints } from './hinge-constraints';
import { solveSupportVectors } from './interior-point';
import { checkSvmOptions, type Cost } from './svm';

/** A linear support vector regression. */
export type LinearSvr = LinearModel<'linear-svr'>;

/** The original study's regression: linear support vectors (C 1, ε 0.1) on columns scaled to their range. */
export const originalRegression: Recipe<'linear-svr', Cost> = {
  kind: 'linear-svr',
  name: 'linear SVR, C 1, min-max',
  scaling: 'min-max',
  c: 1,
};

export const linearSvr: RegressionType<LinearSvr, Recipe<'linear-svr', Cost>> = {
  task: 'regression',
  ...linearFunction,
  train: ({ c }, rows, targets, weights) => trainLinearSvr(rows, targets, { c, weights }),
  read: (stored) => ({ kind: 'linear-svr', ...readLinear(stored) }),
  candidates: [originalRegression],
};

export interface LinearSvrOptions {
  /** Cost of a unit of error beyond the tube; larger follows the training rows more closely. */
  c?: number;
  /** Half-width of the tube within which errors cost nothing, in units of the target. */
  epsilon?: number;
  /** How often each row counts, above 0; once unless given. */
  weights?: Float64Array | undefined;
}

/**
 * Linear ε-insensitive support vector regression with an unpenalised bias:
 * minimises ½‖w‖² + C Σ max(0, |w·x + b − y| − ε).
 *
 * @param rows normalized training rows, all finite
 * @param targets one per row
 * @returns the optimum itself (duality gap below a millionth), so nothing depends on a seed or on the order of rows
 * @throws RangeError when rows or targets are not finite, do not match, or an option is out of range
 *
 * A. Smola, B. Schölkopf (2004), "A tutorial on support vector regression", Statistics and Computing 14: 199-222.
 * The same objective as scikit-learn's SVR(kernel='linear'); compared with it and with SciPy in test/reference/models.json.
 */
export function trainLinearSvr(
  rows: Rows,
  targets: ArrayLike<number>,
  { c = 1, epsilon = 0.1, weights: counts }: LinearSvrOptions = {},
): LinearSvr {
  checkTraining(rows, targets, counts);
  checkSvmOptions(c, epsilon);
  // Targets about their median: this changes the bias alone, and keeps digits.
  const targetMedian = median(targets);
  const centred = Float64Array.from(targets, (target) => target - targetMedian);
  const constraints = tubeConstraints(centred, c, epsilon, counts);
  const { weights, bias } = solveSupportVectors(rows.values, centred.length, constraints);
  return {
    kind: 'linear-svr',
    features: rows.features,
    weights,
    bias: bias + targetMedian,
    settings: { c, epsilon },
  };
}
