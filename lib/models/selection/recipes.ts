import { fitSigmoid } from '../calibration';
import { balancedWeights, type ClassWeights } from '../data/class-weights';
import { trainElasticNet, trainLasso } from '../linear/elastic-net';
import { scaledGamma, trainRbfSvm, trainRbfSvr } from '../svm/kernel-models';
import { trainMlpClassifiers, type Mlp } from '../networks/mlp-classifier';
import { trainMlpRegressors, type MlpRegressor, type RegressionPart } from '../networks/mlp-regressor';
import {
  fitMinMax,
  fitQuantile,
  fitRobust,
  fitStandard,
  normalize,
  type Normalizer,
} from '../data/normalizer';
import { decisionValues, predict, type Classifier, type Model, type Regressor } from '../predict';
import { trainLinearSvr } from '../svm/svr';
import { trainRidge } from '../linear/ridge';
import { selectRows, selectValues, type Rows } from '../data/rows';
import { groupedFolds } from '../data/split';
import { trainLinearSvm } from '../svm/svc';

/** A model and the scale its rows are brought to first. */
export interface Fitted<M extends Model = Model> {
  readonly normalizer: Normalizer;
  readonly model: M;
}

/** How columns are scaled before training. */
export type Scaling = 'min-max' | 'standard' | 'robust' | 'quantile';

/** How each scale is learned from training rows. */
export const scalings: Readonly<Record<Scaling, (rows: Rows) => Normalizer>> = {
  'min-max': fitMinMax,
  standard: fitStandard,
  robust: fitRobust,
  quantile: fitQuantile,
};

interface Recipe {
  /** As printed in tables; unique in a list of recipes. */
  readonly name: string;
  readonly scaling: Scaling;
}

/** A support vector regression. */
interface SvrRecipe extends Recipe {
  readonly kind: 'linear-svr' | 'rbf-svr';
  readonly c: number;
}

/** A penalised least-squares regression. */
interface PenalizedRecipe extends Recipe {
  readonly kind: 'ridge' | 'lasso' | 'elastic-net';
  /** λ: of the summed squared error for ridge, of the mean one for the lasso and the elastic net. */
  readonly penalty: number;
}

/** A way to train a regression, with everything decided but the data. */
export type RegressionRecipe = SvrRecipe | PenalizedRecipe;

interface ClassifierRecipe extends Recipe {
  /** 'balanced' weights rows so that both classes count the same. */
  readonly weights: 'plain' | 'balanced';
}

/** A support vector classifier. */
interface SvmRecipe extends ClassifierRecipe {
  readonly kind: 'linear-svm' | 'rbf-svm';
  readonly c: number;
}

/** A network classifier of one hidden layer. */
export interface MlpRecipe extends ClassifierRecipe {
  readonly kind: 'mlp';
  /** Weight of the L2 penalty, scikit-learn's alpha. */
  readonly alpha: number;
}

/** A way to train a classifier. */
export type ClassificationRecipe = SvmRecipe | MlpRecipe;

/** A way to train a network that predicts numbers. */
export interface NetworkRecipe extends Recipe {
  readonly kind: 'mlp-regression';
  /** Weight of the L2 penalty, scikit-learn's alpha. */
  readonly alpha: number;
}

const svr = (kind: SvrRecipe['kind'], scaling: Scaling, c: number, label: string): SvrRecipe => ({
  kind,
  scaling,
  c,
  name: `${label}, C ${c}, ${scaling}`,
});

const penalized = (
  kind: PenalizedRecipe['kind'],
  scaling: Scaling,
  penalty: number,
  label: string,
): PenalizedRecipe => ({ kind, scaling, penalty, name: `${label}, penalty ${penalty}, ${scaling}` });

const svm = (
  kind: SvmRecipe['kind'],
  scaling: Scaling,
  c: number,
  weights: SvmRecipe['weights'],
  label: string,
): SvmRecipe => ({ kind, scaling, c, weights, name: `${label}, C ${c}, ${scaling}, ${weights}` });

/** The original study's regression: linear support vectors (C 1, ε 0.1) on columns scaled to their range. */
export const originalRegression: SvrRecipe = svr('linear-svr', 'min-max', 1, 'linear SVR');

/** The regressions that are compared, from which nested selection picks. */
export const regressionRecipes: readonly RegressionRecipe[] = [
  originalRegression,
  penalized('ridge', 'standard', 100, 'ridge'),
  penalized('lasso', 'standard', 0.03, 'lasso'),
  penalized('elastic-net', 'robust', 0.05, 'elastic net'),
  svr('rbf-svr', 'min-max', 1, 'RBF SVR'),
  svr('rbf-svr', 'min-max', 3, 'RBF SVR'),
  svr('rbf-svr', 'quantile', 1, 'RBF SVR'),
];

/** The network that is compared with the regressions, outside nested selection, where it would take minutes. */
export const networkRegression: NetworkRecipe = {
  kind: 'mlp-regression',
  scaling: 'standard',
  alpha: 1,
  name: 'network, alpha 1, standard',
};

/** The original study's classifier: a network of 200 hidden units on columns scaled to their range. */
export const originalClassification: MlpRecipe = {
  kind: 'mlp',
  scaling: 'min-max',
  alpha: 1e-4,
  weights: 'plain',
  name: 'network, alpha 0.0001, min-max, plain',
};

/** The classifiers from which nested selection picks; networks take minutes there and are compared outside. */
export const classificationRecipes: readonly ClassificationRecipe[] = [
  svm('linear-svm', 'min-max', 1, 'plain', 'linear SVM'),
  svm('linear-svm', 'min-max', 0.1, 'balanced', 'linear SVM'),
  svm('linear-svm', 'min-max', 1, 'balanced', 'linear SVM'),
  svm('linear-svm', 'standard', 0.01, 'balanced', 'linear SVM'),
  svm('rbf-svm', 'min-max', 1, 'balanced', 'RBF SVM'),
  svm('rbf-svm', 'quantile', 1, 'balanced', 'RBF SVM'),
];

/** Share of absolute weights in the elastic net's penalty. */
const L1_SHARE = 0.5;
const CALIBRATION_FOLDS = 5;
/** Epochs. Few, because a network overfits a few hundred rows. */
const NETWORK_EPOCHS = 50;

/**
 * Trains a regression by its recipe.
 *
 * @param rows training rows as measured, all finite
 */
export function trainRegression(
  recipe: RegressionRecipe,
  rows: Rows,
  targets: ArrayLike<number>,
): Fitted<Exclude<Regressor, MlpRegressor>> {
  const normalizer = scalings[recipe.scaling](rows);
  const scaled = normalize(normalizer, rows);
  switch (recipe.kind) {
    case 'linear-svr':
      return { normalizer, model: trainLinearSvr(scaled, targets, { c: recipe.c }) };
    case 'rbf-svr':
      return { normalizer, model: trainRbfSvr(scaled, targets, { c: recipe.c }) };
    case 'ridge':
      return { normalizer, model: trainRidge(scaled, targets, recipe.penalty) };
    case 'lasso':
      return { normalizer, model: trainLasso(scaled, targets, recipe.penalty) };
    case 'elastic-net': {
      const options = { penalty: recipe.penalty, l1Share: L1_SHARE };
      return { normalizer, model: trainElasticNet(scaled, targets, options) };
    }
  }
}

/**
 * Trains one network per part, each for several targets, in one batched run.
 *
 * @param parts training rows as measured, all finite
 * @returns per part a model per target
 */
export async function trainNetworkRegressions(
  { scaling, alpha }: NetworkRecipe,
  parts: readonly RegressionPart[],
  seed: number,
): Promise<Fitted<MlpRegressor>[][]> {
  const normalizers = parts.map(({ rows }) => scalings[scaling](rows));
  const models = await trainMlpRegressors(
    parts.map(({ rows, targets }, k) => ({ rows: normalize(normalizers[k], rows), targets })),
    { seed, alpha, maxEpochs: NETWORK_EPOCHS },
  );
  return models.map((list, k) => list.map((model) => ({ normalizer: normalizers[k], model })));
}

/**
 * Trains one classifying network per part, in one batched run.
 *
 * @param parts training rows as measured, all finite, with targets 0 or 1, both present
 */
export async function trainNetworkClassifications(
  { scaling, alpha, weights }: MlpRecipe,
  parts: readonly { readonly rows: Rows; readonly targets: ArrayLike<number> }[],
  classes: readonly [string, string],
  seed: number,
): Promise<Fitted<Mlp>[]> {
  const normalizers = parts.map(({ rows }) => scalings[scaling](rows));
  const models = await trainMlpClassifiers(
    parts.map(({ rows, targets }, k) => ({
      rows: normalize(normalizers[k], rows),
      targets,
      weights: weights === 'balanced' ? balancedWeights(targets) : undefined,
    })),
    classes,
    { seed, alpha },
  );
  return models.map((model, k) => ({ normalizer: normalizers[k], model }));
}

/**
 * Trains a classifier by its recipe. A support vector machine's probabilities are 0.5 at its decision boundary and not
 * calibrated, which is enough to compare recipes; `trainCalibrated` calibrates them.
 *
 * @param rows training rows as measured, all finite
 * @param targets 0 or 1 per row, both present
 * @param seed of a network's weights; support vectors need none
 */
export async function trainClassification(
  recipe: ClassificationRecipe,
  rows: Rows,
  targets: ArrayLike<number>,
  classes: readonly [string, string],
  seed: number,
): Promise<Fitted<Classifier>> {
  if (recipe.kind === 'mlp')
    return (await trainNetworkClassifications(recipe, [{ rows, targets }], classes, seed))[0];
  const { kind, scaling, c } = recipe;
  const normalizer = scalings[scaling](rows);
  const scaled = normalize(normalizer, rows);
  const weights: ClassWeights = recipe.weights === 'balanced' ? balancedWeights(targets) : [1, 1];
  switch (kind) {
    case 'linear-svm':
      return { normalizer, model: trainLinearSvm(scaled, targets, classes, { c, weights }) };
    case 'rbf-svm': {
      const options = { c, gamma: scaledGamma(scaled), weights };
      return { normalizer, model: trainRbfSvm(scaled, targets, classes, options) };
    }
  }
}

/**
 * Trains a classifier by its recipe with Platt's sigmoid, fitted to the decisions on rows left out in five folds that keep
 * groups together, and weighted as the training is. A network has probabilities of its own and is left as it is.
 *
 * @param groups of each row, such as its speaker
 */
export async function trainCalibrated(
  recipe: ClassificationRecipe,
  rows: Rows,
  targets: ArrayLike<number>,
  classes: readonly [string, string],
  groups: readonly string[],
  seed: number,
): Promise<Fitted<Classifier>> {
  const { normalizer, model } = await trainClassification(recipe, rows, targets, classes, seed);
  const folds = Math.min(CALIBRATION_FOLDS, new Set(groups).size);
  if (model.kind === 'mlp' || folds < 2) return { normalizer, model };
  const decided: number[] = [];
  const truth: number[] = [];
  for (const { train, test } of groupedFolds(groups, folds, seed)) {
    const learned = selectValues(targets, train);
    if (new Set(learned).size < 2) continue; // all rows of a class are on the other side
    const fold = await trainClassification(recipe, selectRows(rows, train), learned, classes, seed);
    if (fold.model.kind === 'mlp') continue;
    decided.push(...decisionValues(fold.model, normalize(fold.normalizer, selectRows(rows, test))));
    truth.push(...selectValues(targets, test));
  }
  if (new Set(truth).size < 2) return { normalizer, model };
  const weights: ClassWeights = recipe.weights === 'balanced' ? balancedWeights(targets) : [1, 1];
  return { normalizer, model: { ...model, sigmoid: fitSigmoid(decided, truth, weights) } };
}

/** A fitted model's predictions of rows as measured. */
export function applyFitted({ normalizer, model }: Fitted, rows: Rows): Float64Array {
  return predict(model, normalize(normalizer, rows));
}
