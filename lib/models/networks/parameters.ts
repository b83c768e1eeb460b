import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow';

/** Name and dimensions of one array of parameters. A list of one dimension is a bias. */
export interface ParameterShape {
  readonly name: string;
  readonly sizes: readonly number[];
}

/** Number of parameters in one array. */
export function sizeOf({ sizes }: ParameterShape): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/** Number of parameters in all arrays of a network. */
export function parameterCount(shapes: readonly ParameterShape[]): number {
  return shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** The arrays within a network's vector of parameters, as views; row-major. */
export function parameterViews(shapes: readonly ParameterShape[], vector: Float64Array): Float64Array[] {
  let end = 0;
  return shapes.map((shape) => vector.subarray(end, (end += sizeOf(shape))));
}

/**
 * Tensors of the parameters of networks of one shape, network after network: K networks give (K, ...sizes), and (K, 1,
 * units) of a bias, which is added to every row.
 *
 * @param networks the vector of parameters of each network
 */
export function toTensors(
  tf: Tensorflow,
  shapes: readonly ParameterShape[],
  networks: readonly Float64Array[],
): Tensor[] {
  const views = networks.map((vector) => parameterViews(shapes, vector));
  return shapes.map((shape, i) => {
    const size = sizeOf(shape);
    const values = new Float32Array(networks.length * size);
    views.forEach((arrays, k) => values.set(arrays[i], k * size));
    const sizes = shape.sizes.length === 1 ? [1, ...shape.sizes] : shape.sizes;
    return tf.tensor(values, [networks.length, ...sizes]);
  });
}

/** The inverse of `toTensors`: from a tensor per array to a vector per network. */
export function toVectors(
  shapes: readonly ParameterShape[],
  tensors: readonly Tensor[],
  count: number,
): Float64Array[] {
  const vectors = Array.from({ length: count }, () => new Float64Array(parameterCount(shapes)));
  const views = vectors.map((vector) => parameterViews(shapes, vector));
  shapes.forEach((shape, i) => {
    const size = sizeOf(shape);
    const values = tensors[i].dataSync<'float32'>();
    views.forEach((arrays, k) => arrays[i].set(values.subarray(k * size, (k + 1) * size)));
  });
  return vectors;
}

/**
 * Adds the gradient of the L2 penalty, alpha / 2 · Σ weight², to `gradient`; biases are not penalised.
 *
 * @returns the penalty
 */
export function addPenalty(
  shapes: readonly ParameterShape[],
  parameters: Float64Array,
  gradient: Float64Array,
  alpha: number,
): number {
  let squares = 0;
  let start = 0;
  for (const shape of shapes) {
    const end = start + sizeOf(shape);
    if (shape.sizes.length > 1) {
      for (let k = start; k < end; k++) {
        squares += parameters[k] * parameters[k];
        gradient[k] += alpha * parameters[k];
      }
    }
    start = end;
  }
  return (alpha / 2) * squares;
}
