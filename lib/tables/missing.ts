import { row, type FeatureTable } from './feature-table';

/** Missing values of a table. */
export interface Missing {
  /** Number of missing values in each row. */
  readonly rows: readonly number[];
  /** Number of missing values in each column that has any, largest first. */
  readonly columns: readonly { readonly name: string; readonly count: number }[];
}

/** Counts the missing values of a table. */
export function countMissing(table: FeatureTable): Missing {
  const counts = new Array<number>(table.features.length).fill(0);
  const rows = table.segments.map((_, index) => {
    let missing = 0;
    row(table, index).forEach((value, j) => {
      if (!Number.isNaN(value)) return;
      missing++;
      counts[j]++;
    });
    return missing;
  });
  const columns = table.features
    .map((name, j) => ({ name, count: counts[j] }))
    .filter(({ count }) => count > 0);
  return { rows, columns: columns.sort((a, b) => b.count - a.count) };
}
