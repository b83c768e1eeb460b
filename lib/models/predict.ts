import type { Mlp } from './classifier';
import type { LinearRegressor } from './regressor';
import { checkFeatures, rowCount, type Rows } from './rows';

/** Anything training returns; `kind` tells them apart. */
export type Model = LinearRegressor | Mlp;

/**
 * What a model says of each row: the predicted value of a regressor, the probability of the second class of a
 * classifier. In double precision and without TensorFlow, so that stored weights give the same numbers everywhere.
 *
 * @param rows on the scale the model was trained on: apply its normalizer first
 * @returns one number per row; NaN where a column is NaN
 * @throws Error when the columns are not the model's
 */
export function predict(model: Model, rows: Rows): Float64Array {
  checkFeatures(model.features, rows.features, `${model.kind} model`);
  return model.kind === 'mlp' ? probabilities(model, rows) : weightedSums(model, rows);
}

/** Which class each probability speaks for: 1 from 0.5 on, else 0; NaN stays NaN. */
export function decisions(probability: Float64Array): Float64Array {
  return probability.map((p) => (Number.isNaN(p) ? NaN : p >= 0.5 ? 1 : 0));
}

function weightedSums(model: LinearRegressor, rows: Rows): Float64Array {
  const width = rows.features.length;
  const result = new Float64Array(rowCount(rows)).fill(model.bias);
  for (let i = 0; i < result.length; i++) {
    for (let j = 0; j < width; j++) result[i] += model.weights[j] * rows.values[i * width + j];
  }
  return result;
}

function probabilities(model: Mlp, rows: Rows): Float64Array {
  const count = rowCount(rows);
  const last = model.layers.length - 1;
  let inputs = rows.values; // (count, width of the layer before)
  model.layers.forEach((layer, depth) => {
    const units = layer.bias.length;
    const width = layer.weights.length / units;
    const outputs = new Float64Array(count * units);
    for (let i = 0; i < count; i++) {
      const out = i * units;
      outputs.set(layer.bias, out);
      for (let j = 0; j < width; j++) {
        const input = inputs[i * width + j];
        for (let k = 0; k < units; k++) outputs[out + k] += input * layer.weights[j * units + k];
      }
    }
    inputs = depth < last ? outputs.map((z) => Math.max(0, z)) : outputs.map((z) => 1 / (1 + Math.exp(-z)));
  });
  return inputs;
}
