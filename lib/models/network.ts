import { Adam, type Stability } from './adam';
import { networkSizes, openBatches, type NetworkSizes } from './network-batch';
import { rowCount, type Rows } from './rows';

/** One layer of a network: outputs = activation(inputs · weights + bias). */
export interface Layer {
  /** Row-major, inputs × units. */
  readonly weights: Float64Array;
  /** One per unit. */
  readonly bias: Float64Array;
}

/** A network in training. */
export interface Network {
  /** Learns from every row once, in this order; returns the mean loss met on the way. */
  trainEpoch(order: readonly number[], batchRows: number): number;
  /** The weights as they are now. */
  layers(): Layer[];
}

/** What a network is to learn: the probability of a class, or numbers. */
export type Loss =
  | { readonly kind: 'cross-entropy'; readonly classWeights: readonly [number, number] }
  | { readonly kind: 'squared' };

/** Of Adam, as scikit-learn has it. */
const RATE = 1e-3;
const STABILITY: Stability = { form: 'plain', value: 1e-8 };

/**
 * A network of one hidden layer (rectified linear), and the rows it learns from. Its output is logistic for a class, and
 * as it is for numbers.
 *
 * Loss of a batch of n rows: (1/n) Σ weight of the class·cross-entropy or (1/2n) Σ error², + alpha/(2n) Σ weight², biases
 * free. In double precision and without TensorFlow, whose forty operations a step take several times as long as their
 * arithmetic at this size.
 *
 * @param targets rows × outputs, row-major; 0 or 1 for cross-entropy
 */
export function openNetwork(
  layers: readonly Layer[],
  rows: Rows,
  targets: ArrayLike<number>,
  alpha: number,
  loss: Loss,
): Network {
  const count = rowCount(rows);
  const [hidden, output] = layers.map(({ bias }) => bias.length);
  const sizes = networkSizes(rows.features.length, hidden, output);
  const { width, inputs, units, outputs } = sizes;
  const parameters = packed(layers, sizes);
  const adam = new Adam(parameters.length, RATE, STABILITY);
  const biases = parameters.length - outputs;

  return {
    trainEpoch: (order, batchRows) => {
      const work = openBatches(rows.values, sizes, batchRows);
      work.parameters.set(parameters);
      let total = 0;
      for (let first = 0; first < count; first += batchRows) {
        const batch = order.slice(first, first + batchRows);
        work.forward(batch).forEach((z, t) => {
          const truth = Float64Array.from(batch, (row) => targets[row * outputs + t]);
          total += lossAndSlopes(loss, z, truth);
        });
        work.backward();
        const share = alpha / batch.length;
        for (let start = 0; start < inputs * units; start += 4 * inputs)
          total += (alpha / 2) * penalise(work.parameters, work.gradient, start, start + 4 * width, share);
        total += (alpha / 2) * penalise(work.parameters, work.gradient, inputs * units, biases, share);
        adam.step(work.parameters, work.gradient);
      }
      parameters.set(work.parameters);
      return total / count;
    },
    layers: () => unpacked(parameters, hidden, sizes),
  };
}

/** The loss of a batch at one output, times the rows; its slope by each z takes that z's place, and 0 what lies behind. */
function lossAndSlopes(loss: Loss, z: Float64Array, truth: Float64Array): number {
  const n = truth.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (loss.kind === 'squared') {
      const error = z[i] - truth[i];
      total += (error * error) / 2;
      z[i] = error / n;
    } else {
      // −y·log σ(z) − (1 − y)·log(1 − σ(z)), written so that a large |z| cannot overflow.
      const weight = loss.classWeights[truth[i]];
      total += weight * (Math.max(z[i], 0) - z[i] * truth[i] + Math.log1p(Math.exp(-Math.abs(z[i]))));
      z[i] = (weight * (1 / (1 + Math.exp(-z[i])) - truth[i])) / n;
    }
  }
  z.fill(0, n);
  return total;
}

/** Adds the slopes of share/2·Σ weight² over some parameters, and returns Σ weight². */
function penalise(
  parameters: Float64Array,
  gradient: Float64Array,
  from: number,
  to: number,
  share: number,
): number {
  let power = 0;
  for (let k = from; k < to; k++) {
    power += parameters[k] * parameters[k];
    gradient[k] += share * parameters[k];
  }
  return power;
}

/** Where a hidden unit's weight of a column lies among the parameters, or (column `width`) its bias. */
const hiddenPlace = (inputs: number, column: number, unit: number): number =>
  (unit - (unit & 3)) * inputs + 4 * column + (unit & 3);

function packed([hidden, output]: readonly Layer[], sizes: NetworkSizes): Float64Array {
  const { width, inputs, units, outputs } = sizes;
  const count = hidden.bias.length;
  const weights = inputs * units;
  const parameters = new Float64Array(weights + outputs * units + outputs);
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < width; j++) parameters[hiddenPlace(inputs, j, k)] = hidden.weights[j * count + k];
    parameters[hiddenPlace(inputs, width, k)] = hidden.bias[k];
    for (let t = 0; t < outputs; t++) parameters[weights + t * units + k] = output.weights[k * outputs + t];
  }
  parameters.set(output.bias, weights + outputs * units);
  return parameters;
}

function unpacked(parameters: Float64Array, count: number, sizes: NetworkSizes): Layer[] {
  const { width, inputs, units, outputs } = sizes;
  const hidden: Layer = { weights: new Float64Array(width * count), bias: new Float64Array(count) };
  const output: Layer = {
    weights: new Float64Array(count * outputs),
    bias: parameters.slice(parameters.length - outputs),
  };
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < width; j++) hidden.weights[j * count + k] = parameters[hiddenPlace(inputs, j, k)];
    hidden.bias[k] = parameters[hiddenPlace(inputs, width, k)];
    for (let t = 0; t < outputs; t++)
      output.weights[k * outputs + t] = parameters[inputs * units + t * units + k];
  }
  return [hidden, output];
}
