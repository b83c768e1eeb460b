import { checkTraining, type Rows } from '../data/rows';
import type { Recipe, RegressionType } from '../model-type';
import { checkMost, drawnRows, drawnSetting, KERNEL_ROWS } from './drawn-rows';
import { tubeConstraints } from './hinge-constraints';
import { rbfFunction, readRbf, scaledGamma, trainRbf, type RbfModel, type RbfOptions } from './rbf-model';
import { checkSvmOptions, type Cost } from './svm';

/** Support vector regression with a Gaussian kernel. */
export type RbfSvr = RbfModel<'rbf-svr'>;

export const rbfSvr: RegressionType<RbfSvr, Recipe<'rbf-svr', Cost>> = {
  task: 'regression',
  ...rbfFunction,
  train: ({ c }, rows, targets, weights) => trainRbfSvr(rows, targets, { c, weights }),
  read: (stored) => ({ kind: 'rbf-svr', ...readRbf(stored) }),
  candidates: [
    { kind: 'rbf-svr', name: 'RBF SVR, C 1, min-max', scaling: 'min-max', c: 1 },
    { kind: 'rbf-svr', name: 'RBF SVR, C 3, min-max', scaling: 'min-max', c: 3 },
    { kind: 'rbf-svr', name: 'RBF SVR, C 1, quantile', scaling: 'quantile', c: 1 },
  ],
};

export interface RbfSvrOptions extends RbfOptions {
  /** Half-width of the tube within which errors cost nothing, in units of the target. */
  epsilon?: number;
  /** How often each row counts, above 0; once unless given. */
  weights?: Float64Array | undefined;
}

/**
 * ε-insensitive support vector regression with a Gaussian kernel; as `trainLinearSvr` otherwise.
 *
 * @param rows normalized training rows, all finite
 * @returns the optimum up to 1e-4 in the bias; nothing depends on a seed. Of more than `most` rows, that of rows drawn from them
 *
 * A. Smola, B. Schölkopf (2004), "A tutorial on support vector regression", Statistics and Computing 14: 199-222.
 * The same objective as scikit-learn's SVR(kernel='rbf'); compared with it in test/reference/kernel-models.json.
 */
export function trainRbfSvr(
  rows: Rows,
  targets: ArrayLike<number>,
  { c = 1, gamma = scaledGamma(rows), epsilon = 0.1, most = KERNEL_ROWS, weights }: RbfSvrOptions = {},
): RbfSvr {
  checkTraining(rows, targets, weights);
  checkSvmOptions(c, epsilon);
  checkMost(most);
  const drawn = drawnRows(rows, targets, most, undefined, weights);
  return {
    kind: 'rbf-svr',
    ...trainRbf(drawn.rows, tubeConstraints(drawn.targets, c, epsilon, drawn.weights), gamma),
    settings: { c, gamma, epsilon, ...drawnSetting(drawn, targets) },
  };
}
