import { probabilityOf } from './calibration';
import { distancesFrom } from '../linalg/distances';
import type { KernelClassifier, KernelRegressor } from './svm/kernel-models';
import type { Mlp } from './networks/mlp-classifier';
import type { MlpRegressor } from './networks/mlp-regressor';
import type { LinearRegressor } from './svm/svr';
import { checkFeatures, rowCount, type Rows } from './data/rows';
import type { LinearClassifier } from './svm/svc';

/** A regression: predicts a value in units of the target. */
export type Regressor = LinearRegressor | KernelRegressor | MlpRegressor;
/** A classifier of two classes: predicts the probability of the second. */
export type Classifier = LinearClassifier | KernelClassifier | Mlp;
/** A model of layers. */
export type NetworkModel = Mlp | MlpRegressor;
/** Anything training returns; `kind` tells them apart. */
export type Model = Regressor | Classifier;

/** Whether a model is one of layers. */
export function isNetwork(model: Model): model is NetworkModel {
  return model.kind === 'mlp' || model.kind === 'mlp-regression';
}

/** Whether a model tells classes apart. */
export function isClassifier(model: Model): model is Classifier {
  return model.kind === 'linear-svm' || model.kind === 'rbf-svm' || model.kind === 'mlp';
}

/**
 * Predicts each row: the predicted value of a regressor, the probability of the second class of a
 * classifier. In double precision and without TensorFlow, so that stored weights give the same numbers everywhere.
 *
 * @param rows on the scale the model was trained on: apply its normalizer first
 * @returns one number per row; NaN where a column is NaN
 * @throws Error when the columns are not the model's
 */
export function predict(model: Model, rows: Rows): Float64Array {
  if (isNetwork(model)) {
    checkFeatures(model.features, rows.features, `${model.kind} model`);
    return outputs(model, rows);
  }
  return valuesOf(model, decisionValues(model, rows));
}

/** Converts f(x) to predictions: a classifier's probability, or a regressor's f(x) itself. */
export function valuesOf(model: Exclude<Model, NetworkModel>, f: Float64Array): Float64Array {
  return isClassifier(model) ? f.map((value) => probabilityOf(model.sigmoid, value)) : f;
}

/** Decision values f(x) of a linear or kernel model, before any sigmoid; a classifier's boundary is at 0. */
export function decisionValues(model: Exclude<Model, NetworkModel>, rows: Rows): Float64Array {
  checkFeatures(model.features, rows.features, `${model.kind} model`);
  return model.kind === 'rbf-svr' || model.kind === 'rbf-svm'
    ? kernelSums(model, rows)
    : weightedSums(model, rows);
}

function weightedSums(model: LinearRegressor | LinearClassifier, rows: Rows): Float64Array {
  const { weights, bias } = model;
  const width = rows.features.length;
  const x = rows.values;
  const result = new Float64Array(rowCount(rows));
  for (let i = 0; i < result.length; i++) {
    let sum = bias;
    for (let j = 0; j < width; j++) sum += weights[j] * x[i * width + j];
    result[i] = sum;
  }
  return result;
}

function kernelSums(model: KernelRegressor | KernelClassifier, rows: Rows): Float64Array {
  const { vectors, dualCoefficients, gamma, bias } = model;
  const width = rows.features.length;
  const x = rows.values;
  const result = new Float64Array(rowCount(rows));
  const distances = distancesFrom(vectors, width);
  for (let first = 0; first < result.length; first += 4) {
    const found = distances.of(x, first);
    for (let i = first; i < Math.min(first + 4, result.length); i++)
      result[i] = kernelSum(found, (i - first) * distances.stride, dualCoefficients, gamma, bias);
  }
  return result;
}

/** A kernel model's sum for a row, by its squared distances from the vectors, which stand from place `from` on. */
export function kernelSum(
  distances: Float64Array,
  from: number,
  dualCoefficients: Float64Array,
  gamma: number,
  bias: number,
): number {
  let sum = bias;
  for (let v = 0; v < dualCoefficients.length; v++)
    sum += dualCoefficients[v] * Math.exp(-gamma * distances[from + v]);
  return sum;
}

function outputs(model: NetworkModel, rows: Rows): Float64Array {
  const count = rowCount(rows);
  const last = model.layers.length - 1;
  let inputs = rows.values; // (count, width of the layer before)
  model.layers.forEach((layer, depth) => {
    const units = layer.bias.length;
    const width = layer.weights.length / units;
    const sums = new Float64Array(count * units);
    for (let i = 0; i < count; i++) {
      const out = i * units;
      sums.set(layer.bias, out);
      for (let j = 0; j < width; j++) {
        const input = inputs[i * width + j];
        for (let k = 0; k < units; k++) sums[out + k] += input * layer.weights[j * units + k];
      }
    }
    if (depth < last) inputs = sums.map((z) => Math.max(0, z));
    else inputs = model.kind === 'mlp' ? sums.map((z) => 1 / (1 + Math.exp(-z))) : sums;
  });
  return inputs;
}
