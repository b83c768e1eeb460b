import { normalize } from './normalizer';
import { isNetwork, predict, valuesOf } from './predict';
import type { Fitted } from './recipes';
import { rowCount, type Rows } from './rows';

/** From an order to what a model says of rows whose columns of one group come from row order[i] in place of row i. */
export type Shuffled = (order: readonly number[]) => Float64Array;

/**
 * Prepares a model's predictions of rows some of whose columns are exchanged between rows, to be asked many times: a
 * weighted sum and a squared distance are sums over columns, so that the group's part is taken from the other row as a whole.
 *
 * @param rows as measured
 * @returns from the places of a group's columns to its predictions
 */
export function shuffling(
  { normalizer, model }: Fitted,
  rows: Rows,
): (columns: readonly number[]) => Shuffled {
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
    const { vectors, strengths, gamma, bias } = model;
    const size = strengths.length;
    const every = features.map((_, j) => j);
    const distances = (columns: readonly number[]): Float64Array => {
      const result = new Float64Array(count * size);
      for (let i = 0; i < count; i++) {
        for (let v = 0; v < size; v++) {
          let sum = 0;
          for (const j of columns) sum += (values[i * width + j] - vectors[v * width + j]) ** 2;
          result[i * size + v] = sum;
        }
      }
      return result;
    };
    const whole = distances(every);
    return (columns) => {
      const own = distances(columns);
      const rest = whole.map((distance, k) => distance - own[k]);
      return (order) => {
        const sums = new Float64Array(count).fill(bias);
        for (let i = 0; i < count; i++) {
          const from = order[i] * size;
          for (let v = 0; v < size; v++)
            sums[i] += strengths[v] * Math.exp(-gamma * (rest[i * size + v] + own[from + v]));
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
