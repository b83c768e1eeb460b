import { fitSigmoid } from '../calibration';
import { balancedWeights, type ClassWeights } from '../data/class-weights';
import { fitNormalizer, normalize, type Normalizer } from '../data/normalizer';
import { selectRows, selectValues, type Rows } from '../data/rows';
import { groupedFolds } from '../data/split';
import type { MultiOutputPart } from '../model-type';
import { decisionValues, predict } from '../predict';
import {
  classificationTypes,
  multiOutputTypes,
  registry,
  regressionTypes,
  type ClassificationKind,
  type ClassificationRecipe,
  type Classifier,
  type Model,
  type Models,
  type MultiOutputKind,
  type RecipeOf,
  type RegressionKind,
  type RegressionRecipe,
  type SigmoidKind,
} from '../registry';

export type { ClassificationRecipe, MultiOutputRecipe, RegressionRecipe } from '../registry';
export { networkRegression } from '../networks/mlp-regressor';
export { originalClassification } from '../networks/mlp-classifier';
export { originalRegression } from '../svm/linear-svr';

/** A model and the scale its rows are brought to first. */
export interface Fitted<M extends Model = Model> {
  readonly normalizer: Normalizer;
  readonly model: M;
}

/** The regressions that are compared, from which nested selection picks. */
export const regressionRecipes: readonly RegressionRecipe[] = Object.values(registry).flatMap((type) =>
  type.task === 'regression' ? type.candidates : [],
);

/** The classifiers from which nested selection picks. */
export const classificationRecipes: readonly ClassificationRecipe[] = Object.values(registry).flatMap(
  (type) => (type.task === 'classification' ? type.candidates : []),
);

/**
 * Trains a regression by its recipe.
 *
 * @param rows training rows as measured, all finite
 */
export function trainRegression<K extends RegressionKind>(
  recipe: RecipeOf<K>,
  rows: Rows,
  targets: ArrayLike<number>,
): Fitted<Models[K]> {
  const normalizer = fitNormalizer(recipe.scaling, rows);
  const model = regressionTypes[recipe.kind].train(recipe, normalize(normalizer, rows), targets);
  return { normalizer, model };
}

/**
 * Trains one model per part, each for several targets, in one batched run.
 *
 * @param parts training rows as measured, all finite
 * @returns per part a model per target
 */
export async function trainMultiOutputRegressions<K extends MultiOutputKind>(
  recipe: RecipeOf<K>,
  parts: readonly MultiOutputPart[],
  seed: number,
): Promise<Fitted<Models[K]>[][]> {
  const normalizers = parts.map(({ rows }) => fitNormalizer(recipe.scaling, rows));
  const scaled = parts.map(({ rows, targets }, k) => ({ rows: normalize(normalizers[k], rows), targets }));
  const models = await multiOutputTypes[recipe.kind].train(recipe, scaled, seed);
  return models.map((list, k) => list.map((model) => ({ normalizer: normalizers[k], model })));
}

/** Training rows of a classifier as measured, all finite, with targets 0 or 1, both present. */
export interface ClassifierRows {
  readonly rows: Rows;
  readonly targets: ArrayLike<number>;
}

/**
 * Trains a classifier per part by one recipe; networks train in one batched run. A support vector machine's probabilities
 * are 0.5 at its decision boundary and not calibrated, which is enough to compare recipes; `trainCalibrated` calibrates them.
 *
 * @param seed of a network's weights; support vectors need none
 */
export async function trainClassifiers<K extends ClassificationKind>(
  recipe: RecipeOf<K>,
  parts: readonly ClassifierRows[],
  classes: readonly [string, string],
  seed: number,
): Promise<Fitted<Models[K]>[]> {
  const normalizers = parts.map(({ rows }) => fitNormalizer(recipe.scaling, rows));
  const scaled = parts.map(({ rows, targets }, k) => ({
    rows: normalize(normalizers[k], rows),
    targets,
    weights: weightsOf(recipe, targets),
  }));
  const models = await classificationTypes[recipe.kind].train(recipe, scaled, classes, seed);
  return models.map((model, k) => ({ normalizer: normalizers[k], model }));
}

/** Trains one classifier; otherwise as `trainClassifiers`. */
export async function trainClassification<K extends ClassificationKind>(
  recipe: RecipeOf<K>,
  rows: Rows,
  targets: ArrayLike<number>,
  classes: readonly [string, string],
  seed: number,
): Promise<Fitted<Models[K]>> {
  return (await trainClassifiers(recipe, [{ rows, targets }], classes, seed))[0];
}

/** Training rows with the group of each, such as its speaker. */
interface GroupedRows extends ClassifierRows {
  readonly groups: readonly string[];
}

/**
 * Trains a classifier per part by one recipe, the probabilities of support vector machines calibrated. A network has
 * probabilities of its own.
 *
 * @param onPart told after each part
 */
export async function trainCalibrated(
  recipe: ClassificationRecipe,
  parts: readonly GroupedRows[],
  classes: readonly [string, string],
  seed: number,
  onPart?: (done: number, total: number) => void,
): Promise<Fitted<Classifier>[]> {
  if (!hasSigmoid(recipe)) {
    const networks = await trainClassifiers(recipe, parts, classes, seed);
    onPart?.(parts.length, parts.length);
    return networks;
  }
  const fitted: Fitted<Classifier>[] = [];
  for (const part of parts) {
    fitted.push(await trainWithSigmoid(recipe, part, classes, seed));
    onPart?.(fitted.length, parts.length);
  }
  return fitted;
}

function hasSigmoid(recipe: ClassificationRecipe): recipe is RecipeOf<SigmoidKind> {
  return 'decisionValues' in registry[recipe.kind];
}

const CALIBRATION_FOLDS = 5;

/**
 * Trains a classifier with Platt's sigmoid, which is fitted to decision values of rows left out in five folds that keep
 * groups together, and weighted as the training is.
 */
async function trainWithSigmoid(
  recipe: RecipeOf<SigmoidKind>,
  { rows, targets, groups }: GroupedRows,
  classes: readonly [string, string],
  seed: number,
): Promise<Fitted<Classifier>> {
  const { normalizer, model } = await trainClassification(recipe, rows, targets, classes, seed);
  const count = Math.min(CALIBRATION_FOLDS, new Set(groups).size);
  const folds = count < 2 ? [] : groupedFolds(groups, count, seed);
  const decisions: number[] = [];
  const truth: number[] = [];
  for (const { train, test } of folds) {
    const learned = selectValues(targets, train);
    if (new Set(learned).size < 2) continue; // all rows of a class are left out
    const fold = await trainClassification(recipe, selectRows(rows, train), learned, classes, seed);
    decisions.push(...decisionValues(fold.model, normalize(fold.normalizer, selectRows(rows, test))));
    truth.push(...selectValues(targets, test));
  }
  if (new Set(truth).size < 2) return { normalizer, model };
  const sigmoid = fitSigmoid(decisions, truth, weightsOf(recipe, targets));
  return { normalizer, model: { ...model, sigmoid } };
}

function weightsOf({ weights }: ClassificationRecipe, targets: ArrayLike<number>): ClassWeights {
  return weights === 'balanced' ? balancedWeights(targets) : [1, 1];
}

/** A fitted model's predictions of rows as measured. */
export function applyFitted({ normalizer, model }: Fitted, rows: Rows): Float64Array {
  return predict(model, normalize(normalizer, rows));
}
