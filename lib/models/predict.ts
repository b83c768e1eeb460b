import { checkFeatures, type Rows } from './data/rows';
import { modelType, type Classifier, type Kind, type Model, type ModelOf } from './kinds';

export type { Classifier, Model, Regressor } from './kinds';

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
  return modelType(model).predict(model, rows);
}
