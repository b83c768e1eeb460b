import { checkFeatures, type Rows } from './data/rows';
import {
  modelTypes,
  sigmoidTypes,
  type Classifier,
  type Kind,
  type Model,
  type ModelOf,
  type SigmoidKind,
} from './registry';

export type { Classifier, Model, Regressor } from './registry';

/** Whether a model tells classes apart. */
export function isClassifier(model: Model): model is Classifier {
  return 'classes' in model;
}

/**
 * Predicts each row: the predicted value of a regression, the probability of the second class of a classifier. In double
 * precision and without TensorFlow, so that stored weights give the same numbers everywhere.
 *
 * @param rows on the scale the model was trained on: apply its normalizer first
 * @returns one number per row; NaN where a column is NaN
 * @throws Error when the columns are not the model's
 */
export function predict<K extends Kind>(model: ModelOf<K>, rows: Rows): Float64Array {
  checkFeatures(model.features, rows.features, `${model.kind} model`);
  return modelTypes[model.kind].predict(model, rows);
}

/** Decision values f(x) of a support vector classifier, before the sigmoid; the boundary is at 0. Otherwise as `predict`. */
export function decisionValues<K extends SigmoidKind>(model: ModelOf<K>, rows: Rows): Float64Array {
  checkFeatures(model.features, rows.features, `${model.kind} model`);
  return sigmoidTypes[model.kind].decisionValues(model, rows);
}
