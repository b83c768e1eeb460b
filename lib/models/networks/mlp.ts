import type { Tensor3D } from '@tensorflow/tfjs';
import type { Graph, Value } from '../../onnx/graph';
import type { Random } from '../../stats/random';
import { rowCount, type Rows } from '../data/rows';
import type { ModelParts, StoredParts, TrainedModel } from '../model-type';
import { parameterViews, toTensors, toVectors, type ParameterShape } from './parameters';
import type { Tensorflow } from './tensorflow';

/** One layer of a network: outputs = activation(inputs · weights + bias). */
export interface Layer {
  /** Row-major, inputs × units. */
  readonly weights: Float64Array;
  /** One per unit. */
  readonly bias: Float64Array;
}

/** A network of rectified linear hidden layers and one output. */
export interface Mlp<Kind extends string = string> extends TrainedModel<Kind> {
  /** Hidden layers, then the output of one unit. */
  readonly layers: readonly Layer[];
}

/** Output of the last layer for each row, before the activation; in double precision and without TensorFlow. */
export function mlpOutputs({ layers }: Mlp, rows: Rows): Float64Array {
  const count = rowCount(rows);
  let inputs = rows.values; // (count, width of the layer before)
  layers.forEach((layer, depth) => {
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
    inputs = depth < layers.length - 1 ? sums.map((z) => Math.max(0, z)) : sums;
  });
  return inputs;
}

/** Adds `mlpOutputs` to a graph. */
export function addMlp(graph: Graph, { layers }: Mlp, rows: Value): Value {
  const last = layers.reduce((inputs, { weights, bias }, depth) => {
    const units = bias.length;
    const products = graph.add('MatMul', [inputs, graph.doubles(weights, [weights.length / units, units])]);
    const sums = graph.add('Add', [products, graph.doubles(bias, [1, units])]);
    return depth < layers.length - 1 ? graph.add('Relu', [sums]) : sums;
  }, rows);
  return graph.add('Squeeze', [last, graph.whole([1], [1])]);
}

/** @throws RangeError when there is not one hidden layer */
export function storeMlp({ layers }: Mlp): ModelParts {
  if (layers.length !== 2) {
    throw new RangeError(
      `a network of ${layers.length} layers cannot be stored; one hidden layer and the output can`,
    );
  }
  const [hidden, output] = layers;
  return {
    fields: {},
    arrays: [
      ['hidden weights', hidden.weights],
      ['hidden bias', hidden.bias],
      ['output weights', output.weights],
      ['output bias', output.bias],
    ],
  };
}

/** A stored network, but for its kind. */
export function readMlp({ features, settings, array }: StoredParts): Omit<Mlp, 'kind'> {
  const units = array('hidden bias').length;
  return {
    features,
    layers: [
      { weights: array('hidden weights', features.length * units), bias: array('hidden bias') },
      { weights: array('output weights', units), bias: array('output bias', 1) },
    ],
    settings,
  };
}

/** Sizes of a multi-layer perceptron with one hidden layer. */
export interface MlpSizes {
  readonly inputs: number;
  readonly units: number;
  readonly outputs: number;
}

/** The arrays of parameters, in the order of a network's vector. */
export function mlpShapes({ inputs, units, outputs }: MlpSizes): ParameterShape[] {
  return [
    { name: 'hidden weights', sizes: [inputs, units] },
    { name: 'hidden bias', sizes: [units] },
    { name: 'output weights', sizes: [units, outputs] },
    { name: 'output bias', sizes: [outputs] },
  ];
}

/**
 * Weights and biases to begin with, uniform in ±√(6 / (inputs + units)) of each layer, as scikit-learn draws them.
 *
 * @throws RangeError when the number of hidden units is none
 *
 * X. Glorot, Y. Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", AISTATS.
 */
export function initialMlp({ inputs, units, outputs }: MlpSizes, generator: Random): Float64Array {
  if (!(Number.isInteger(units) && units > 0))
    throw new RangeError(`${units} hidden units; a network has a whole number of them, at least 1`);
  const sizes = [
    [inputs, units],
    [units, outputs],
  ];
  return Float64Array.from(
    sizes.flatMap(([from, to]) => {
      const bound = Math.sqrt(6 / (from + to));
      return Array.from({ length: (from + 1) * to }, () => generator.uniform(-bound, bound));
    }),
  );
}

/** Hidden and output layer of a vector of parameters, as copies. */
export function toLayers(sizes: MlpSizes, vector: Float64Array): Layer[] {
  const [weights, bias, outputWeights, outputBias] = parameterViews(mlpShapes(sizes), vector).map((view) =>
    view.slice(),
  );
  return [
    { weights, bias },
    { weights: outputWeights, bias: outputBias },
  ];
}

/**
 * Backpropagation through networks of one size side by side, each on a batch of its own. The hidden layer is rectified
 * linear, the output linear.
 *
 * The gradient is written out: TensorFlow.js' automatic one takes three times as many operations.
 *
 * @param networks vector of parameters of each
 * @param batch    inputs, (networks, rows, inputs)
 * @param outputGradients from outputs (networks, rows, outputs) to the gradient of the loss with respect to them
 * @returns gradient of each network
 */
export function mlpGradients(
  tf: Tensorflow,
  sizes: MlpSizes,
  networks: readonly Float64Array[],
  batch: Float32Array,
  outputGradients: (outputs: Float32Array) => Float32Array,
): Float64Array[] {
  const { inputs, outputs } = sizes;
  const shapes = mlpShapes(sizes);
  const count = networks.length;
  const rows = batch.length / (count * inputs);
  let gradients: Float64Array[] = [];
  tf.tidy(() => {
    const [weights, bias, outputWeights, outputBias] = toTensors(tf, shapes, networks) as Tensor3D[];
    const x = tf.tensor3d(batch, [count, rows, inputs]);
    const hidden = tf.relu(tf.add<Tensor3D>(tf.matMul(x, weights), bias));
    const z = tf.add(tf.matMul(hidden, outputWeights), outputBias);
    const gradient = tf.tensor3d(outputGradients(z.dataSync<'float32'>()), [count, rows, outputs]);
    // The sign of a rectified output is its derivative.
    const hiddenGradient = tf.mul<Tensor3D>(tf.matMul(gradient, outputWeights, false, true), tf.sign(hidden));
    gradients = toVectors(
      shapes,
      [
        tf.matMul(x, hiddenGradient, true, false),
        tf.sum(hiddenGradient, 1),
        tf.matMul(hidden, gradient, true, false),
        tf.sum(gradient, 1),
      ],
      count,
    );
  });
  return gradients;
}
