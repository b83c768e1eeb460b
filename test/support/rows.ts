import type { Rows } from '../../lib/models/data/rows';

/** Rows of unnamed columns. */
export function rowsOf(values: ArrayLike<number>, columns: number): Rows {
  return {
    features: Array.from({ length: columns }, (_, j) => `column ${j + 1}`),
    values: Float64Array.from(values),
  };
}
