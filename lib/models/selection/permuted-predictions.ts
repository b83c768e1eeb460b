import { normalize } from '../data/normalizer';
import type { Rows } from '../data/rows';
import type { PermutedPredictions } from '../model-type';
import { predict } from '../predict';
import { modelType, type Kind, type ModelOf } from '../kinds';
import type { Fitted } from './recipes';

/**
 * Prepares predictions of rows with a group of columns permuted between rows, for many permutations: a weighted sum and a
 * squared distance are sums over columns, so that the group's part is taken from the other row as a whole.
 *
 * @param rows as measured
 * @returns from the places of a group's columns to its predictions
 */
export function permutedPredictions(
  { normalizer, model }: Fitted,
  rows: Rows,
): (columns: readonly number[]) => PermutedPredictions {
  return ofScaled(model, normalize(normalizer, rows)); // each column by itself: it may be permuted afterwards
}

function ofScaled<K extends Kind>(
  model: ModelOf<K>,
  rows: Rows,
): (columns: readonly number[]) => PermutedPredictions {
  return (
    modelType(model).permutedPredictions?.(model, rows) ??
    ((columns) => (order) => {
      const { features, values } = rows;
      const mixed = values.slice();
      order.forEach((from, to) => {
        for (const j of columns) mixed[to * features.length + j] = values[from * features.length + j];
      });
      return predict(model, { features, values: mixed });
    })
  );
}
