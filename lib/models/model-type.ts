import type { Graph, Value } from '../onnx/graph';
import type { Json } from '../tables/provenance';
import type { Sigmoid } from './calibration';
import type { ClassWeights } from './data/class-weights';
import type { Scaling } from './data/normalizer';
import type { Rows } from './data/rows';

/*
 * The object by which a file describes a kind of model: a `RegressionType` or a `ClassificationType`. Training, prediction,
 * selection, explanation and storage ask it through registry.ts and name no kind.
 */

/** What every trained model holds: plain data, so that weights learned elsewhere make one too. */
export interface TrainedModel<Kind extends string = string> {
  readonly kind: Kind;
  /** Columns it reads, in order. */
  readonly features: readonly string[];
  /** Options of the training. */
  readonly settings: Readonly<Record<string, number>>;
}

/** What every classifier of two classes holds. */
export interface TrainedClassifier<Kind extends string = string> extends TrainedModel<Kind> {
  /** [of target 0, of target 1]: ['not excited', 'excited']. */
  readonly classes: readonly [string, string];
}

/** A way to train a model, with everything decided but the data. Plain data, so that it can be stored. */
export type Recipe<Kind extends string, Options> = Options & {
  readonly kind: Kind;
  /** As printed in tables; no two recipes share one. */
  readonly name: string;
  /** How columns are scaled before training. */
  readonly scaling: Scaling;
};

/** A way to train a classifier. */
export type ClassifierRecipe<Kind extends string, Options> = Recipe<Kind, Options> & {
  /** 'balanced' weights rows so that both classes count the same. */
  readonly weights: 'plain' | 'balanced';
};

/** Named arrays of numbers, stored one after the other. */
export type NamedArrays = readonly (readonly [name: string, values: Float64Array])[];

/** What a file holds of a model beside its kind, features and settings: fields of `model.json`, and arrays of numbers. */
export interface ModelParts {
  readonly fields: Readonly<Record<string, Json>>;
  readonly arrays: NamedArrays;
}

/** A stored model's parts; what is missing or of another type throws an error that names it. */
export interface StoredParts {
  readonly features: readonly string[];
  readonly settings: Readonly<Record<string, number>>;
  readonly number: (name: string) => number;
  readonly classes: () => readonly [string, string];
  readonly sigmoid: () => Sigmoid;
  /** The array of a name; asked for with a length, it throws when there is another. */
  readonly array: (name: string, length?: number) => Float64Array;
}

/** Predictions of rows where row i takes the columns of one group from row order[i]. */
export type PermutedPredictions = (order: readonly number[]) => Float64Array;

/** What predicts, explains and stores a kind of model. */
export interface ModelType<Model> {
  /** Predicted values, or probabilities of the second class. Rows are on the model's scale and have its columns. */
  readonly predict: (model: Model, rows: Rows) => Float64Array;
  /** From the places of some columns to predictions with them permuted; without it, `predict` is asked for each order. */
  readonly permutedPredictions?: (
    model: Model,
    rows: Rows,
  ) => (columns: readonly number[]) => PermutedPredictions;
  /** Adds `predict` to a graph: from rows on the model's scale (rows × columns, double) to a number per row. */
  readonly addTo: (graph: Graph, model: Model, rows: Value) => Value;
  readonly store: (model: Model) => ModelParts;
  readonly read: (stored: StoredParts) => Model;
}

/** A kind of regression: all that the rest of the library asks of it. */
export interface RegressionType<Model, Recipe> extends ModelType<Model> {
  readonly task: 'regression';
  /**
   * @param rows training rows on the scale of the recipe, all finite
   * @param weights how often each row counts, above 0; once unless given
   */
  readonly train: (recipe: Recipe, rows: Rows, targets: ArrayLike<number>, weights?: Float64Array) => Model;
  /** Recipes that nested selection compares. */
  readonly candidates: readonly Recipe[];
}

/** Training data of a classifier. */
export interface ClassificationPart {
  /** Normalized, all finite. */
  readonly rows: Rows;
  /** 0 or 1 per row, both present. */
  readonly targets: ArrayLike<number>;
  /** How much rows of each class count; `balancedWeights` where one is rare. */
  readonly weights?: ClassWeights;
}

/** A kind of classifier: all that the rest of the library asks of it. */
export interface ClassificationType<Model, Recipe> extends ModelType<Model> {
  readonly task: 'classification';
  /** One model per part; networks train side by side. */
  readonly train: (
    recipe: Recipe,
    parts: readonly ClassificationPart[],
    classes: readonly [string, string],
    seed: number,
  ) => readonly Model[] | Promise<readonly Model[]>;
  /**
   * f(x) of each row, the boundary between the classes at 0; for a classifier whose probabilities are a sigmoid of it,
   * `model.sigmoid`, to be fitted after training.
   */
  readonly decisionValues?: (model: Model, rows: Rows) => Float64Array;
  readonly candidates: readonly Recipe[];
}
