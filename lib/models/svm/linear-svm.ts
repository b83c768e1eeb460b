import { plainSigmoid } from '../calibration';
import { checkClasses, type ClassWeights } from '../data/class-weights';
import { checkTraining, type Rows } from '../data/rows';
import { linearFunction, readLinear, type LinearModel } from '../linear/linear-model';
import { marginConstraints } from './hinge-constraints';
import { solveSupportVectors } from './interior-point';
import {
  checkSvmOptions,
  readClasses,
  svmClassification,
  svmRecipe,
  type SvmClassifier,
  type SvmType,
} from './svm';

/** A linear support vector machine that tells two classes apart. */
export type LinearSvm = LinearModel<'linear-svm'> & SvmClassifier<'linear-svm'>;

export const linearSvm: SvmType<LinearSvm> = {
  ...svmClassification(linearFunction),
  train: ({ c }, parts, classes) =>
    parts.map(({ rows, targets, weights }) => trainLinearSvm(rows, targets, classes, { c, weights })),
  read: (stored) => ({ kind: 'linear-svm', ...readClasses(stored), ...readLinear(stored) }),
  candidates: [svmRecipe('linear-svm', 'linear SVM', 'quantile', 0.03, 'balanced')],
};

/**
 * A linear support vector machine with hinge loss and an unpenalised bias:
 * minimises ½‖w‖² + C Σ weight·max(0, 1 − s·(w·x + b)), s = ±1.
 *
 * @param rows normalized training rows, all finite
 * @param targets 0 or 1 per row, both present
 * @param classes names of the targets 0 and 1
 * @returns the optimum itself (duality gap below a millionth), with a plain sigmoid; `trainCalibrated` fits one
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
): LinearSvm {
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
