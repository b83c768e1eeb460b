import { square } from '../../stats/pow';
import { mean } from '../../stats/summary';
import { solveKernelMachine } from './smo';
import { rbfKernel } from './rbf-kernel';
import { plainSigmoid, type Sigmoid } from '../calibration';
import { checkClasses, type ClassWeights } from '../data/class-weights';
import { checkSvmOptions } from './svr';
import { checkTraining, rowCount, selectRows, type Rows } from '../data/rows';
import { marginConstraints, tubeConstraints, type HingeConstraints } from './hinge-constraints';

/** f(x) = Σ dualCoefficients·exp(−gamma·‖vector − x‖²) + bias */
interface RbfModel {
  /** Columns it reads, in order. */
  readonly features: readonly string[];
  /** Support vectors, row-major, dualCoefficients × features. */
  readonly vectors: Float64Array;
  /** α of each support vector with its sign, as scikit-learn's dual_coef_. Files store it under 'strengths'. */
  readonly dualCoefficients: Float64Array;
  readonly bias: number;
  readonly gamma: number;
  /** Options of the training. */
  readonly settings: Readonly<Record<string, number>>;
}

/** Support vector regression with a Gaussian kernel. */
export interface KernelRegressor extends RbfModel {
  readonly kind: 'rbf-svr';
}

/** A support vector machine with a Gaussian kernel that tells two classes apart. */
export interface KernelClassifier extends RbfModel {
  readonly kind: 'rbf-svm';
  readonly classes: readonly [string, string];
  /** From the decision value to the probability of the second class. */
  readonly sigmoid: Sigmoid;
}

export interface RbfOptions {
  /** Cost of a unit beyond the tube or the margin. */
  c?: number;
  /** How fast similarity falls with squared distance; `scaledGamma(rows)` when not given. */
  gamma?: number;
}

/** 1 / (columns × variance of all entries): scikit-learn's gamma 'scale'. NaN when all entries are equal. */
export function scaledGamma(rows: Rows): number {
  const average = mean(rows.values);
  let squares = 0;
  for (let k = 0; k < rows.values.length; k++) squares += square(rows.values[k] - average);
  return rows.values.length / (rows.features.length * squares);
}

/**
 * ε-insensitive support vector regression with a Gaussian kernel; as `trainLinearSvr` otherwise.
 *
 * @param rows normalized training rows, all finite
 * @returns the optimum up to 1e-4 in the bias; nothing depends on a seed
 *
 * A. Smola, B. Schölkopf (2004), "A tutorial on support vector regression", Statistics and Computing 14: 199-222.
 * The same objective as scikit-learn's SVR(kernel='rbf'); compared with it in test/reference/kernel-models.json.
 */
export function trainRbfSvr(
  rows: Rows,
  targets: ArrayLike<number>,
  { c = 1, gamma = scaledGamma(rows), epsilon = 0.1 }: RbfOptions & { epsilon?: number } = {},
): KernelRegressor {
  checkTraining(rows, targets);
  checkSvmOptions(c, epsilon);
  return {
    kind: 'rbf-svr',
    ...trainRbf(rows, tubeConstraints(targets, c, epsilon), gamma),
    settings: { c, gamma, epsilon },
  };
}

/**
 * A support vector classifier with a Gaussian kernel and hinge loss; as `trainLinearSvm` otherwise.
 *
 * @param rows normalized training rows, all finite
 * @param targets 0 or 1 per row, both present
 *
 * C. Cortes, V. Vapnik (1995), "Support-vector networks", Machine Learning 20: 273-297.
 * The same objective as scikit-learn's SVC(kernel='rbf'); compared with it in test/reference/kernel-models.json.
 */
export function trainRbfSvm(
  rows: Rows,
  targets: ArrayLike<number>,
  classes: readonly [string, string],
  { c = 1, gamma = scaledGamma(rows), weights = [1, 1] }: RbfOptions & { weights?: ClassWeights } = {},
): KernelClassifier {
  checkTraining(rows, targets);
  checkClasses(targets, classes);
  checkSvmOptions(c, 0);
  return {
    kind: 'rbf-svm',
    classes,
    sigmoid: plainSigmoid,
    ...trainRbf(rows, marginConstraints(targets, c, weights), gamma),
    settings: { c, gamma, weight0: weights[0], weight1: weights[1] },
  };
}

function trainRbf(rows: Rows, constraints: HingeConstraints, gamma: number): Omit<RbfModel, 'settings'> {
  if (!(gamma > 0 && gamma < Infinity))
    throw new RangeError(`gamma ${gamma} must be a positive number; columns that are all constant give none`);
  const n = rowCount(rows);
  const { coefficients, bias } = solveKernelMachine(n, constraints, rbfKernel(rows.values, n, gamma));
  const kept = Array.from(coefficients.keys()).filter((i) => coefficients[i] !== 0);
  return {
    features: rows.features,
    vectors: selectRows(rows, kept).values,
    dualCoefficients: Float64Array.from(kept, (i) => coefficients[i]),
    bias,
    gamma,
  };
}
