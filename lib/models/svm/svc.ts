import { plainSigmoid, type Sigmoid } from '../calibration';
import { checkClasses, type ClassWeights } from '../data/class-weights';
import { checkSvmOptions } from './svr';
import { checkTraining, type Rows } from '../data/rows';
import { solveSupportVectors } from './interior-point';
import { marginConstraints } from './hinge-constraints';

/** A weighted sum of the columns that tells two classes apart. */
export interface LinearClassifier {
  readonly kind: 'linear-svm';
  /** Columns the weights belong to, in order. */
  readonly features: readonly string[];
  /** [where the sum is below 0, where it is above]. */
  readonly classes: readonly [string, string];
  readonly weights: Float64Array;
  readonly bias: number;
  /** From the sum, the decision value, to the probability of the second class. */
  readonly sigmoid: Sigmoid;
  /** Options of the training. */
  readonly settings: Readonly<Record<string, number>>;
}

/**
 * A linear support vector machine with hinge loss and an unpenalised bias:
 * minimises ½‖w‖² + C Σ weight·max(0, 1 − s·(w·x + b)), s = ±1.
 *
 * @param rows normalized training rows, all finite
 * @param targets 0 or 1 per row, both present
 * @param classes names of the targets 0 and 1
 * @returns the optimum itself (duality gap below a millionth), with a plain sigmoid; see `calibrated` of `recipes`
 * @throws RangeError when rows or targets do not allow training, or an option is out of range
 *
 * C. Cortes, V. Vapnik (1995), "Support-vector networks", Machine Learning 20: 273-297. The same objective as
 * scikit-learn's SVC(kernel='linear'), not LinearSVC; compared with it in test/reference/kernel-models.json.
 */
export function trainLinearSvm(
  rows: Rows,
  targets: ArrayLike<number>,
  classes: readonly [string, string],
  { c = 1, weights = [1, 1] }: { c?: number; weights?: ClassWeights } = {},
): LinearClassifier {
  checkTraining(rows, targets);
  checkClasses(targets, classes);
  checkSvmOptions(c, 0);
  const solution = solveSupportVectors(rows.values, targets.length, marginConstraints(targets, c, weights));
  return {
    kind: 'linear-svm',
    features: rows.features,
    classes,
    weights: solution.weights,
    bias: solution.bias,
    sigmoid: plainSigmoid,
    settings: { c, weight0: weights[0], weight1: weights[1] },
  };
}
