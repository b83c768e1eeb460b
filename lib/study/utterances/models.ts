import { binaryScores, type BinaryScores } from '../../evaluation/classification';
import { regressionScores, type RegressionScores } from '../../evaluation/regression';
import {
  applyFitted,
  originalClassification,
  originalRegression,
  trainCalibrated,
  trainRegression,
  trainsSideBySide,
  type ClassificationRecipe,
  type Fitted,
  type RegressionRecipe,
} from '../../models/selection/recipes';
import { inParallel, trainedPredictions } from '../../models/selection/training-threads';
import type { Classifier, Regressor } from '../../models/predict';
import { selectRows, selectValues, type Rows } from '../../models/data/rows';
import type { Split } from '../../models/data/split';
import { median } from '../../stats/summary';
import type { Label } from '../../tables/labels';
import { sessionsOf } from './protocols';
import { ratingsOf } from './rated';

export { applyFitted, type Fitted } from '../../models/selection/recipes';
export { ratingsOf } from './rated';

/** The emotions the original study trains on. */
export const fourEmotions: readonly string[] = ['exc', 'hap', 'sad', 'neu'];
/** Those of them that count as excited. */
export const excitedEmotions: readonly string[] = ['exc', 'hap'];
export const excitedClasses: readonly [string, string] = ['not excited', 'excited'];

/** The two scales that are predicted. */
export type Scale = 'valence' | 'arousal';

/** Utterances ready to learn from: row i of `rows` belongs to `labels[i]`; every number is finite. */
export interface TrainingSet {
  readonly labels: readonly Label[];
  readonly rows: Rows;
}

export const isExcited = ({ emotion }: Label): boolean => excitedEmotions.includes(emotion);

/** 1 for excited, 0 for not. */
export function excitedTargets(labels: readonly Label[]): Float64Array {
  return Float64Array.from(labels, (label) => (isExcited(label) ? 1 : 0));
}

/** A regression on all of these rows. */
export function fitRegressor(
  set: TrainingSet,
  scale: Scale,
  recipe: RegressionRecipe = originalRegression,
): Fitted<Regressor> {
  return trainRegression(recipe, set.rows, ratingsOf(set.labels, scale));
}

/** A classifier of excitement on all of these rows, its probabilities calibrated over sessions left out. */
export async function fitExcited(
  set: TrainingSet,
  seed: number,
  recipe: ClassificationRecipe = originalClassification,
): Promise<Fitted<Classifier>> {
  return (await trainCalibrated(recipe, [excitedPart(set)], excitedClasses, seed))[0];
}

/** What a classifier of excitement learns from. */
function excitedPart({ rows, labels }: TrainingSet) {
  return { rows, targets: excitedTargets(labels), groups: sessionsOf(labels) };
}

/** Predictions of the tested rows by models that have not seen them, with their scores. */
export interface Tested<S> {
  readonly labels: readonly Label[];
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly scores: S;
  /** Whether each truth lies above the median of the rows its model was trained on. */
  readonly above: readonly boolean[];
}

/** What a set's rows at some places are. */
export function partOf({ labels, rows }: TrainingSet, places: readonly number[]): TrainingSet {
  return { labels: places.map((row) => labels[row]), rows: selectRows(rows, places) };
}

/**
 * How well valence or arousal is predicted: per split, scaling and model are fitted on the training rows alone; the
 * predictions of all splits are scored together. `rocAuc` is about truths above the median of their training rows.
 */
export async function testRegressor(
  set: TrainingSet,
  scale: Scale,
  splits: readonly Split[],
  recipe: RegressionRecipe = originalRegression,
): Promise<Tested<RegressionScores>> {
  const predicted = await regressorPredictions(set, scale, splits, recipe);
  return scoredRegression(set.labels, scale, splits, predicted);
}

/** The predictions of `testRegressor`: of each split's test rows. */
export function regressorPredictions(
  set: TrainingSet,
  scale: Scale,
  splits: readonly Split[],
  recipe: RegressionRecipe,
): Promise<Float64Array[]> {
  return inParallel(splits, ({ train, test }) => regressorPrediction(set, scale, train, test, recipe));
}

/** The predictions of some rows by a regression trained on others. */
export function regressorPrediction(
  { labels, rows }: TrainingSet,
  scale: Scale,
  train: readonly number[],
  test: readonly number[],
  recipe: RegressionRecipe,
): Promise<Float64Array> {
  return trainedPredictions({
    kind: 'regression',
    recipe,
    rows: selectRows(rows, train),
    targets: selectValues(ratingsOf(labels, scale), train),
    test: selectRows(rows, test),
  });
}

/** Scores of predictions that were made per split, in the order of the splits. */
export function scoredRegression(
  labels: readonly Label[],
  scale: Scale,
  splits: readonly Split[],
  predictions: readonly Float64Array[],
): Tested<RegressionScores> {
  const values = ratingsOf(labels, scale);
  const above = splits.flatMap(({ train, test }) => {
    const threshold = median(selectValues(values, train));
    return test.map((row) => values[row] > threshold);
  });
  const rows = splits.flatMap(({ test }) => test);
  const truth = selectValues(values, rows);
  const predicted = Float64Array.from(predictions.flatMap((part) => Array.from(part)));
  return {
    labels: rows.map((row) => labels[row]),
    truth,
    predicted,
    scores: scoresOfRegression(truth, predicted, above),
    above,
  };
}

/** Scores of a regression; `above` marks the positive class of the ROC area. */
export function scoresOfRegression(
  truth: Float64Array,
  predicted: Float64Array,
  above: readonly boolean[],
): RegressionScores {
  return regressionScores(truth, predicted, above);
}

/** Calibrated probabilities of some utterances by a classifier of excitement that was trained on others. */
export function excitedPredictions(
  set: TrainingSet,
  train: readonly number[],
  test: readonly number[],
  seed: number,
  recipe: ClassificationRecipe,
): Promise<Float64Array> {
  const training = excitedPart(partOf(set, train));
  return trainedPredictions({
    kind: 'classification',
    recipe,
    classes: excitedClasses,
    seed,
    ...training,
    test: selectRows(set.rows, test),
  });
}

/** How well excited utterances are told from the others; otherwise as `testRegressor`. */
export async function testExcited(
  set: TrainingSet,
  splits: readonly Split[],
  seed: number,
  onSplit?: (done: number, total: number) => void,
  recipe: ClassificationRecipe = originalClassification,
): Promise<Tested<BinaryScores>> {
  const probabilities = await excitedPredictionsOf(set, splits, seed, onSplit, recipe);
  return scoredExcited(set.labels, splits, probabilities);
}

/** The predictions of `testExcited`: of each split's test rows. */
export function excitedPredictionsOf(
  set: TrainingSet,
  splits: readonly Split[],
  seed: number,
  onSplit: ((done: number, total: number) => void) | undefined,
  recipe: ClassificationRecipe,
): Promise<Float64Array[]> {
  if (trainsSideBySide(recipe)) return networkPredictions(set, splits, seed, onSplit, recipe);
  return inParallel(splits, ({ train, test }) => excitedPredictions(set, train, test, seed, recipe), onSplit);
}

/** Networks of all splits are trained as one batched model. */
async function networkPredictions(
  set: TrainingSet,
  splits: readonly Split[],
  seed: number,
  onSplit: ((done: number, total: number) => void) | undefined,
  recipe: ClassificationRecipe,
): Promise<Float64Array[]> {
  const training = splits.map(({ train }) => excitedPart(partOf(set, train)));
  const fitted = await trainCalibrated(recipe, training, excitedClasses, seed, onSplit);
  return splits.map(({ test }, k) => applyFitted(fitted[k], selectRows(set.rows, test)));
}

/** Scores of probabilities that were computed per split, in the order of the splits. */
export function scoredExcited(
  labels: readonly Label[],
  splits: readonly Split[],
  probabilities: readonly Float64Array[],
): Tested<BinaryScores> {
  const rows = splits.flatMap(({ test }) => test);
  const tested = rows.map((row) => labels[row]);
  const above = tested.map(isExcited);
  const truth = Float64Array.from(above, Number);
  const predicted = Float64Array.from(probabilities.flatMap((part) => Array.from(part)));
  return { labels: tested, truth, predicted, scores: binaryScores(above, predicted), above };
}
