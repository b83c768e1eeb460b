import { fitSigmoid } from '../calibration';
import { balancedWeights, type ClassWeights } from '../data/class-weights';
import { fitNormalizer, normalize, type Normalizer } from '../data/normalizer';
import { selectRows, selectValues, type Rows } from '../data/rows';
import { groupedFolds } from '../data/split';
import type { ClassificationPart } from '../model-type';
import { predict } from '../predict';
import {
  classificationType,
  regressionType,
  type ClassificationKind,
  type ClassificationRecipe,
  type Model,
  type Models,
  type RecipeOf,
  type RegressionKind,
} from '../kinds';

export { networkRegression, trainNetworkRegressions } from '../networks/mlp-regressor';
export type { MlpRegressionRecipe } from '../networks/mlp-regressor';
export { classificationRecipes, regressionRecipes } from '../kinds';
export type { ClassificationRecipe, RegressionRecipe } from '../kinds';
export { originalClassification } from '../networks/mlp-classifier';
export { originalRegression } from '../svm/linear-svr';

/** A model and the scale its rows are brought to first. */
export interface Fitted<M extends Model = Model> {
  readonly normalizer: Normalizer;
  readonly model: M;
}

/**
 * Trains a regression by its recipe.
 *
 * @param rows training rows as measured, all finite
 * @param weights how often each row counts for the model, above 0, once unless given; for the scale all count alike
 */
export function trainRegression<K extends RegressionKind>(
  recipe: RecipeOf<K>,
  rows: Rows,
  targets: ArrayLike<number>,
  weights?: Float64Array,
): Fitted<Models[K]> {
  const normalizer = fitNormalizer(recipe.scaling, rows);
  const model = regressionType(recipe).train(recipe, normalize(normalizer, rows), targets, weights);
  return { normalizer, model };
}

/** Training rows of a classifier as measured, all finite, with targets 0 or 1, both present. */
type ClassifierRows = Pick<ClassificationPart, 'rows' | 'targets'>;

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
  const models = await classificationType(recipe).train(recipe, scaled, classes, seed);
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

/** Whether models of several parts train faster together than one after the other, as networks do. */
export function trainsSideBySide<K extends ClassificationKind>(recipe: RecipeOf<K>): boolean {
  return classificationType(recipe).decisionValues === undefined;
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
export async function trainCalibrated<K extends ClassificationKind>(
  recipe: RecipeOf<K>,
  parts: readonly GroupedRows[],
  classes: readonly [string, string],
  seed: number,
  onPart?: (done: number, total: number) => void,
): Promise<Fitted<Models[K]>[]> {
  const fitted = await trainClassifiers(recipe, parts, classes, seed);
  const calibrated: Fitted<Models[K]>[] = [];
  for (const [k, part] of parts.entries()) {
    calibrated.push(await calibrate(recipe, fitted[k], part, classes, seed));
    onPart?.(k + 1, parts.length);
  }
  return calibrated;
}

const CALIBRATION_FOLDS = 5;

/**
 * Gives a classifier Platt's sigmoid, fitted to decision values of rows left out in five folds that keep groups together,
 * and weighted as the training is.
 */
async function calibrate<K extends ClassificationKind>(
  recipe: RecipeOf<K>,
  fitted: Fitted<Models[K]>,
  { rows, targets, groups }: GroupedRows,
  classes: readonly [string, string],
  seed: number,
): Promise<Fitted<Models[K]>> {
  const { decisionValues } = classificationType(recipe);
  const count = Math.min(CALIBRATION_FOLDS, new Set(groups).size);
  if (decisionValues === undefined || count < 2) return fitted;
  const decisions: number[] = [];
  const truth: number[] = [];
  for (const { train, test } of groupedFolds(groups, count, seed)) {
    const learned = selectValues(targets, train);
    if (new Set(learned).size < 2) continue; // all rows of a class are left out
    const fold = await trainClassification(recipe, selectRows(rows, train), learned, classes, seed);
    decisions.push(...decisionValues(fold.model, normalize(fold.normalizer, selectRows(rows, test))));
    truth.push(...selectValues(targets, test));
  }
  if (new Set(truth).size < 2) return fitted;
  const sigmoid = fitSigmoid(decisions, truth, weightsOf(recipe, targets));
  return { ...fitted, model: { ...fitted.model, sigmoid } };
}

function weightsOf({ weights }: ClassificationRecipe, targets: ArrayLike<number>): ClassWeights {
  return weights === 'balanced' ? balancedWeights(targets) : [1, 1];
}

/** A fitted model's predictions of rows as measured. */
export function applyFitted({ normalizer, model }: Fitted, rows: Rows): Float64Array {
  return predict(model, normalize(normalizer, rows));
}
