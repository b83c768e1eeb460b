import { InsufficientData } from '../../stats/insufficient-data';
import type { Rows } from '../data/rows';
import { applyFitted, trainCalibrated, trainClassification, trainRegression } from './recipes';
import type { ClassificationRecipe, RegressionRecipe } from './recipes';

/** What a regression is trained with. */
export interface RegressionTraining {
  readonly kind: 'regression';
  readonly recipe: RegressionRecipe;
  /** How often each training row counts; once unless given. */
  readonly weights?: Float64Array | undefined;
}

/** What a classifier is trained with. */
export interface ClassificationTraining {
  readonly kind: 'classification';
  readonly recipe: ClassificationRecipe;
  readonly classes: readonly [string, string];
  readonly seed: number;
  /** Of each training row, such as its session: then probabilities are calibrated (`trainCalibrated`). */
  readonly groups?: readonly string[];
}

/** A model to be trained on some rows, and rows for it to predict: plain data, so that a thread can take it. */
export type Training = (RegressionTraining | ClassificationTraining) & {
  /** As measured, all finite. */
  readonly rows: Rows;
  readonly targets: Float64Array;
  readonly test: Rows;
};

/** Predictions of the test rows, or what the data lack for the training. */
export type Predicted =
  | { readonly kind: 'predicted'; readonly values: Float64Array }
  | { readonly kind: 'insufficient'; readonly message: string };

/** Trains and predicts in this thread. */
export async function predictTest(training: Training): Promise<Predicted> {
  try {
    return { kind: 'predicted', values: applyFitted(await fitted(training), training.test) };
  } catch (error) {
    if (!(error instanceof InsufficientData)) throw error;
    return { kind: 'insufficient', message: error.message }; // a thread passes no classes of errors on
  }
}

async function fitted(training: Training) {
  const { rows, targets } = training;
  if (training.kind === 'regression')
    return trainRegression(training.recipe, rows, targets, training.weights);
  const { recipe, classes, seed, groups } = training;
  return groups === undefined
    ? trainClassification(recipe, rows, targets, classes, seed)
    : (await trainCalibrated(recipe, [{ rows, targets, groups }], classes, seed))[0];
}
