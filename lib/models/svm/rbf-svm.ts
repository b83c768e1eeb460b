import { plainSigmoid } from '../calibration';
import { checkClasses, type ClassWeights } from '../data/class-weights';
import { checkTraining, type Rows } from '../data/rows';
import { checkMost, drawnRows, drawnSetting, KERNEL_ROWS } from './drawn-rows';
import { marginConstraints } from './hinge-constraints';
import { rbfFunction, readRbf, scaledGamma, trainRbf, type RbfModel, type RbfOptions } from './rbf-model';
import {
  checkSvmOptions,
  readClasses,
  svmClassification,
  svmRecipe,
  type SvmClassifier,
  type SvmType,
} from './svm';

/** A support vector machine with a Gaussian kernel that tells two classes apart. */
export type RbfSvm = RbfModel<'rbf-svm'> & SvmClassifier<'rbf-svm'>;

export const rbfSvm: SvmType<RbfSvm> = {
  ...svmClassification(rbfFunction),
  train: ({ c }, parts, classes) =>
    parts.map(({ rows, targets, weights }) => trainRbfSvm(rows, targets, classes, { c, weights })),
  read: (stored) => ({ kind: 'rbf-svm', ...readClasses(stored), ...readRbf(stored) }),
  candidates: [
    svmRecipe('rbf-svm', 'RBF SVM', 'quantile', 0.3, 'balanced'),
    svmRecipe('rbf-svm', 'RBF SVM', 'quantile', 1, 'balanced'),
  ],
};

/**
 * A support vector classifier with a Gaussian kernel and hinge loss; as `trainLinearSvm` otherwise. Of more than `most`
 * rows, so many are drawn from both classes in proportion.
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
  {
    c = 1,
    gamma = scaledGamma(rows),
    weights = [1, 1],
    most = KERNEL_ROWS,
  }: RbfOptions & { weights?: ClassWeights } = {},
): RbfSvm {
  checkTraining(rows, targets);
  checkClasses(targets, classes);
  checkSvmOptions(c, 0);
  checkMost(most);
  const drawn = drawnRows(rows, targets, most, targets);
  return {
    kind: 'rbf-svm',
    classes,
    sigmoid: plainSigmoid,
    ...trainRbf(drawn.rows, marginConstraints(drawn.targets, c, weights), gamma),
    settings: { c, gamma, weight0: weights[0], weight1: weights[1], ...drawnSetting(drawn, targets) },
  };
}
