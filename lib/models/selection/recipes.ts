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

export type Scaling = 'min-max' | 'standard' | 'robust' | 'quantile';

/** How each scale is learned from training rows. */
export const scalings: Readonly<Record<Scaling, (rows: Rows) => Normalizer>> = {
  'min-max': fitMinMax,
  standard: fitStandard,
  robust: fitRobust,
  quantile: fitQuantile,
};

/** A way to train a regression, with everything decided but the data. */
export interface RegressionRecipe {
  readonly kind: 'linear-svr' | 'ridge' | 'lasso' | 'elastic-net' | 'rbf-svr';
  /** As printed in tables; one of a kind in a list of recipes. */
  readonly name: string;
  readonly scaling: Scaling;
  /** C of support vectors, the penalty of the others. */
  readonly strength: number;
}

/** A way to train a classifier. */
export interface ClassificationRecipe {
  readonly kind: 'linear-svm' | 'rbf-svm' | 'mlp';
  readonly name: string;
  readonly scaling: Scaling;
  /** C of support vectors, alpha of the network. */
  readonly strength: number;
  /** Whether rows of the rare class count more, so that both classes count the same. */
  readonly weights: 'plain' | 'balanced';
}

/** A way to train a network that predicts numbers. */
export interface NetworkRecipe {
  readonly kind: 'mlp-regression';
  readonly name: string;
  readonly scaling: Scaling;
  /** Its alpha. */
  readonly strength: number;
}

const regression = (kind: RegressionRecipe['kind'], scaling: Scaling, strength: number, called: string) => ({
  kind,
  scaling,
  strength,
  name: `${called} ${strength}, ${scaling}`,
});

/** The original study's regression: linear support vectors (C 1, ε 0.1) on columns scaled to their range. */
export const originalRegression: RegressionRecipe = regression('linear-svr', 'min-max', 1, 'linear SVR, C');

/** The regressions that are compared, from which nested selection picks. Penalties are per row for the lasso, in all for ridge. */
export const regressionRecipes: readonly RegressionRecipe[] = [
  originalRegression,
  regression('ridge', 'standard', 100, 'ridge, penalty'),
  regression('lasso', 'standard', 0.03, 'lasso, penalty'),
  regression('elastic-net', 'robust', 0.05, 'elastic net, penalty'),
  regression('rbf-svr', 'min-max', 1, 'RBF SVR, C'),
  regression('rbf-svr', 'min-max', 3, 'RBF SVR, C'),
  regression('rbf-svr', 'quantile', 1, 'RBF SVR, C'),
];

/** The network that is compared with the regressions, outside nested selection, where it would take minutes. */
export const networkRegression: NetworkRecipe = {
  kind: 'mlp-regression',
  scaling: 'standard',
  strength: 1,
  name: 'network, alpha 1, standard',
};

const classification = (
  kind: ClassificationRecipe['kind'],
  scaling: Scaling,
  strength: number,
  weights: ClassificationRecipe['weights'],
  called: string,
) => ({ kind, scaling, strength, weights, name: `${called} ${strength}, ${scaling}, ${weights}` });

/** The original study's classifier: a network of 200 hidden units on columns scaled to their range. */
export const originalClassification: ClassificationRecipe = classification(
  'mlp',
  'min-max',
  1e-4,
  'plain',
  'network, alpha',
);

/** The classifiers from which nested selection picks; networks take minutes there and are compared outside. */
export const classificationRecipes: readonly ClassificationRecipe[] = [
  classification('linear-svm', 'min-max', 1, 'plain', 'linear SVM, C'),
  classification('linear-svm', 'min-max', 0.1, 'balanced', 'linear SVM, C'),
  classification('linear-svm', 'min-max', 1, 'balanced', 'linear SVM, C'),
  classification('linear-svm', 'standard', 0.01, 'balanced', 'linear SVM, C'),
  classification('rbf-svm', 'min-max', 1, 'balanced', 'RBF SVM, C'),
  classification('rbf-svm', 'quantile', 1, 'balanced', 'RBF SVM, C'),
];

/** Share of absolute weights in the elastic net's penalty. */
const L1_SHARE = 0.5;
const CALIBRATION_FOLDS = 5;
/** Passes over the rows: few, as a network goes on to learn a few hundred of them by heart. */
const NETWORK_EPOCHS = 50;

/**
 * A regression by its recipe.
 *
 * @param rows training rows as measured, all finite
 */
export function trainRegression(
  { kind, scaling, strength }: RegressionRecipe,
  rows: Rows,
  targets: ArrayLike<number>,
): Fitted<Exclude<Regressor, MlpRegressor>> {
  const normalizer = scalings[scaling](rows);
  const scaled = normalize(normalizer, rows);
  switch (kind) {
    case 'linear-svr':
      return { normalizer, model: trainLinearSvr(scaled, targets, { c: strength }) };
    case 'rbf-svr':
      return { normalizer, model: trainRbfSvr(scaled, targets, { c: strength }) };
    case 'ridge':
      return { normalizer, model: trainRidge(scaled, targets, strength) };
    case 'lasso':
      return { normalizer, model: trainLasso(scaled, targets, strength) };
    case 'elastic-net':
      return {
        normalizer,
        model: trainElasticNet(scaled, targets, { penalty: strength, l1Share: L1_SHARE }),
      };
  }
}

/**
 * Networks by a recipe, one per part, each for several targets; they are trained side by side.
 *
 * @param parts training rows as measured, all finite
 * @returns per part a model per target
 */
export async function trainNetworkRegressions(
  { scaling, strength }: NetworkRecipe,
  parts: readonly RegressionPart[],
  seed: number,
): Promise<Fitted<MlpRegressor>[][]> {
  const normalizers = parts.map(({ rows }) => scalings[scaling](rows));
  const models = await trainMlpRegressors(
    parts.map(({ rows, targets }, k) => ({ rows: normalize(normalizers[k], rows), targets })),
    { seed, alpha: strength, maxEpochs: NETWORK_EPOCHS },
  );
  return models.map((list, k) => list.map((model) => ({ normalizer: normalizers[k], model })));
}

/**
 * Networks that classify by a recipe, one per part; they are trained side by side.
 *
 * @param parts training rows as measured, all finite, with targets 0 or 1, both present
 */
export async function trainNetworkClassifications(
  { scaling, strength, weights }: ClassificationRecipe,
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
    { seed, alpha: strength },
  );
  return models.map((model, k) => ({ normalizer: normalizers[k], model }));
}

/**
 * A classifier by its recipe. A support vector machine's probabilities are 0.5 at its border and not calibrated, which
 * does to choose between recipes; `trainCalibrated` does the rest.
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
  const { kind, scaling, strength, weights } = recipe;
  if (kind === 'mlp')
    return (await trainNetworkClassifications(recipe, [{ rows, targets }], classes, seed))[0];
  const normalizer = scalings[scaling](rows);
  const scaled = normalize(normalizer, rows);
  const chosen: ClassWeights = weights === 'balanced' ? balancedWeights(targets) : [1, 1];
  switch (kind) {
    case 'linear-svm':
      return {
        normalizer,
        model: trainLinearSvm(scaled, targets, classes, { c: strength, weights: chosen }),
      };
    case 'rbf-svm': {
      const options = { c: strength, gamma: scaledGamma(scaled), weights: chosen };
      return { normalizer, model: trainRbfSvm(scaled, targets, classes, options) };
    }
  }
}

/**
 * A classifier by its recipe with Platt's sigmoid, fitted to the decisions on rows left out in five folds that keep
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

/** What a fitted model says of rows as measured. */
export function applyFitted({ normalizer, model }: Fitted, rows: Rows): Float64Array {
  return predict(model, normalize(normalizer, rows));
}
