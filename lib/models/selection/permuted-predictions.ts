import { normalize } from '../data/normalizer';
import { isNetwork, predict, kernelSum, valuesOf } from '../predict';
import type { Fitted } from './recipes';
import { rowCount, type Rows } from '../data/rows';

/** Predictions of rows where row i takes the columns of one group from row order[i]. */
export type PermutedPredictions = (order: readonly number[]) => Float64Array;

/**
 * Prepares predictions of rows with a group of columns permuted between rows, for many permutations: a
 * weighted sum and a squared distance are sums over columns, so that the group's part is taken from the other row as a whole.
 *
 * @param rows as measured
 * @returns from the places of a group's columns to its predictions
 */
export function permutedPredictions(
  { normalizer, model }: Fitted,
  rows: Rows,
): (columns: readonly number[]) => PermutedPredictions {
  const scaled = normalize(normalizer, rows); // each column by itself: it may be shuffled afterwards
  const { features, values } = scaled;
  const width = features.length;
  const count = rowCount(rows);
  if (isNetwork(model)) {
    return (columns) => (order) => {
      const mixed = values.slice();
      order.forEach((from, to) => {
        for (const j of columns) mixed[to * width + j] = values[from * width + j];
      });
      return predict(model, { features, values: mixed });
    };
  }
  if (model.kind === 'rbf-svr' || model.kind === 'rbf-svm') {
    const { vectors, dualCoefficients, gamma, bias } = model;
    const size = dualCoefficients.length;
    const every = features.map((_, j) => j);
    const whole = distancesOver(every, values, vectors, width);
    return (columns) => {
      const own = distancesOver(columns, values, vectors, width);
      const rest = whole.map((distance, k) => distance - own[k]);
      const distances = new Float64Array(size);
      return (order) => {
        const sums = new Float64Array(count);
        for (let i = 0; i < count; i++) {
          addRows(rest, i * size, own, order[i] * size, distances);
          sums[i] = kernelSum(distances, 0, dualCoefficients, gamma, bias);
        }
        return valuesOf(model, sums);
      };
    };
  }
  const { weights, bias } = model;
  const sumOver = (columns: readonly number[], start: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) =>
      columns.reduce((sum, j) => sum + weights[j] * values[i * width + j], start),
    );
  return (columns) => {
    const own = sumOver(columns, 0);
    const others = features.map((_, j) => j).filter((j) => !columns.includes(j));
    const rest = sumOver(others, bias);
    return (order) =>
      valuesOf(
        model,
        rest.map((sum, i) => sum + own[order[i]]),
      );
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

/** The row of `a` that begins at `i` and that of `b` at `j`, added into `sum`. */
function addRows(a: Float64Array, i: number, b: Float64Array, j: number, sum: Float64Array): void {
  for (let v = 0; v < sum.length; v++) sum[v] = a[i + v] + b[j + v];
}
