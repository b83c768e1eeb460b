import { distancesFrom } from '../../linalg/distances';
import type { Graph, Value } from '../../onnx/graph';
import { square } from '../../stats/pow';
import { mean } from '../../stats/summary';
import { rowCount, selectRows, type Rows } from '../data/rows';
import type { ModelType, PermutedPredictions, StoredParts, TrainedModel } from '../model-type';
import type { HingeConstraints } from './hinge-constraints';
import { rbfKernel } from './rbf-kernel';
import { solveKernelMachine } from './smo';

/** f(x) = Σ dualCoefficients·exp(−gamma·‖vector − x‖²) + bias */
export interface RbfModel<Kind extends string = string> extends TrainedModel<Kind> {
  /** Support vectors, row-major, dualCoefficients × features. */
  readonly vectors: Float64Array;
  /** α of each support vector with its sign, as scikit-learn's dual_coef_. Files store it under 'strengths'. */
  readonly dualCoefficients: Float64Array;
  readonly bias: number;
  readonly gamma: number;
}

export interface RbfOptions {
  /** Cost of a unit beyond the tube or the margin. */
  c?: number;
  /** How fast similarity falls with squared distance; `scaledGamma(rows)` when not given. */
  gamma?: number;
  /** Rows trained on at most; of more, so many are drawn, see `drawnRows`. 5,000 when not given. */
  most?: number;
}

/** 1 / (columns × variance of all entries): scikit-learn's gamma 'scale'. NaN when all entries are equal. */
export function scaledGamma(rows: Rows): number {
  const average = mean(rows.values);
  let squares = 0;
  for (let k = 0; k < rows.values.length; k++) squares += square(rows.values[k] - average);
  return rows.values.length / (rows.features.length * squares);
}

/** How every model with a Gaussian kernel computes f(x) and is stored. */
export const rbfFunction: Required<Omit<ModelType<RbfModel>, 'read'>> = {
  predict: kernelSums,
  permutedPredictions: permutedKernelSums,
  addTo: addKernelSums,
  store: ({ vectors, dualCoefficients, bias, gamma }) => ({
    fields: { bias, gamma },
    arrays: [
      ['vectors', vectors],
      ['strengths', dualCoefficients],
    ],
  }),
};

/** A stored model with a Gaussian kernel, but for its kind. */
export function readRbf({ features, settings, number, array }: StoredParts): Omit<RbfModel, 'kind'> {
  const dualCoefficients = array('strengths');
  const vectors = array('vectors', dualCoefficients.length * features.length);
  return { features, vectors, dualCoefficients, bias: number('bias'), gamma: number('gamma'), settings };
}

function kernelSums({ vectors, dualCoefficients, gamma, bias }: RbfModel, rows: Rows): Float64Array {
  const { features, values } = rows;
  const width = features.length;
  const sums = new Float64Array(rowCount(rows));
  const distances = distancesFrom(vectors, width);
  for (let first = 0; first < sums.length; first += 4) {
    const found = distances.of(values, first);
    for (let i = first; i < Math.min(first + 4, sums.length); i++)
      sums[i] = kernelSum(found, (i - first) * distances.stride, dualCoefficients, gamma, bias);
  }
  return sums;
}

/** f(x) by ‖v − x‖² = ‖v‖² + ‖x‖² − 2 v·x, which loses no more than the last digits of numbers about 1. */
function addKernelSums(
  graph: Graph,
  { features, vectors, dualCoefficients, gamma, bias }: RbfModel,
  rows: Value,
): Value {
  const width = features.length;
  const count = dualCoefficients.length;
  const columns = vectors.map((_, k) => vectors[(k % count) * width + Math.floor(k / count)]);
  const squares = dualCoefficients.map((_, v) =>
    vectors.subarray(v * width, (v + 1) * width).reduce((sum, x) => sum + x * x, 0),
  );
  const products = graph.add('MatMul', [rows, graph.doubles(columns, [width, count])]);
  const own = graph.add('ReduceSum', [graph.add('Mul', [rows, rows]), graph.whole([1], [1])], {
    keepdims: 1,
  });
  const both = graph.add('Add', [own, graph.doubles(squares, [1, count])]);
  const distances = graph.add('Sub', [both, graph.add('Mul', [products, graph.doubles(2)])]);
  const similar = graph.add('Exp', [graph.add('Mul', [distances, graph.doubles(-gamma)])]);
  const sums = graph.add('MatMul', [similar, graph.doubles(dualCoefficients, [count])]);
  return graph.add('Add', [sums, graph.doubles(bias)]);
}

/** f(x) of a row by its squared distances from the support vectors, which begin at place `from`. */
function kernelSum(
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

/** f(x) with columns permuted: squared distances over the permuted columns, from another row, and over the others. */
function permutedKernelSums(
  { vectors, dualCoefficients, gamma, bias }: RbfModel,
  rows: Rows,
): (columns: readonly number[]) => PermutedPredictions {
  const { features, values } = rows;
  const count = rowCount(rows);
  const size = dualCoefficients.length;
  const all = features.map((_, j) => j);
  const whole = distancesOver(all, values, vectors, features.length);
  return (columns) => {
    const own = distancesOver(columns, values, vectors, features.length);
    const rest = whole.map((distance, k) => distance - own[k]);
    const distances = new Float64Array(size);
    return (order) => {
      const sums = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        for (let v = 0; v < size; v++) distances[v] = rest[i * size + v] + own[order[i] * size + v];
        sums[i] = kernelSum(distances, 0, dualCoefficients, gamma, bias);
      }
      return sums;
    };
  };
}

/** Squared distances of rows from points over some columns, rows × points. */
function distancesOver(
  columns: readonly number[],
  rows: Float64Array,
  points: Float64Array,
  width: number,
): Float64Array {
  const size = points.length / width;
  const result = new Float64Array((rows.length / width) * size);
  for (let row = 0, k = 0; row < rows.length; row += width) {
    for (let point = 0; point < points.length; point += width, k++) {
      for (const j of columns) {
        const difference = rows[row + j] - points[point + j];
        result[k] += difference * difference;
      }
    }
  }
  return result;
}

/** Trains f(x) under some constraints; all but the settings, which the caller knows. */
export function trainRbf(
  rows: Rows,
  constraints: HingeConstraints,
  gamma: number,
): Omit<RbfModel, 'kind' | 'settings'> {
  if (!(gamma > 0 && gamma < Infinity))
    throw new RangeError(`gamma ${gamma} must be a positive number; columns that are all constant give none`);
  const n = rowCount(rows);
  const { coefficients, bias } = solveKernelMachine(n, constraints, rbfKernel(rows.values, n, gamma));
  const kept = Array.from(coefficients.keys()).filter((i) => coefficients[i] !== 0);
  return {
    features: rows.features,
    vectors: selectRows(rows, kept).values,
    dualCoefficients: Float64Array.from(kept, (i) => coefficients[i]),
    bias,
    gamma,
  };
}
