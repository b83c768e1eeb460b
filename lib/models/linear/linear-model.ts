import type { Graph, Value } from '../../onnx/graph';
import { rowCount, type Rows } from '../data/rows';
import type { ModelType, PermutedPredictions, StoredParts, TrainedModel } from '../model-type';

/** f(x) = weights·x + bias. */
export interface LinearModel<Kind extends string = string> extends TrainedModel<Kind> {
  /** One per column, in units of the target per unit of the column as given to training. */
  readonly weights: Float64Array;
  readonly bias: number;
}

/** f(x) of each row; NaN where a column is NaN. */
function weightedSums({ weights, bias }: LinearModel, rows: Rows): Float64Array {
  const { features, values } = rows;
  const width = features.length;
  const sums = new Float64Array(rowCount(rows));
  for (let i = 0; i < sums.length; i++) {
    let sum = bias;
    for (let j = 0; j < width; j++) sum += weights[j] * values[i * width + j];
    sums[i] = sum;
  }
  return sums;
}

/** f(x) with columns permuted: a sum over the permuted columns, taken from another row, and one over the others. */
function permutedWeightedSums(
  { weights, bias }: LinearModel,
  rows: Rows,
): (columns: readonly number[]) => PermutedPredictions {
  const { features, values } = rows;
  const width = features.length;
  const count = rowCount(rows);
  const sumOver = (columns: readonly number[], start: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) =>
      columns.reduce((sum, j) => sum + weights[j] * values[i * width + j], start),
    );
  return (columns) => {
    const own = sumOver(columns, 0);
    const others = features.map((_, j) => j).filter((j) => !columns.includes(j));
    const rest = sumOver(others, bias);
    return (order) => rest.map((sum, i) => sum + own[order[i]]);
  };
}

function addWeightedSums(graph: Graph, { weights, bias }: LinearModel, rows: Value): Value {
  const sums = graph.add('MatMul', [rows, graph.doubles(weights, [weights.length])]);
  return graph.add('Add', [sums, graph.doubles(bias)]);
}

/** A stored linear model, but for its kind. */
export function readLinear({ features, settings, number, array }: StoredParts): Omit<LinearModel, 'kind'> {
  return { features, weights: array('weights', features.length), bias: number('bias'), settings };
}

/** How every linear model predicts and is stored. */
export const linearFunction: Required<Omit<ModelType<LinearModel>, 'read'>> = {
  predict: weightedSums,
  permutedPredictions: permutedWeightedSums,
  addTo: addWeightedSums,
  store: ({ weights, bias }) => ({ fields: { bias }, arrays: [['weights', weights]] }),
};
