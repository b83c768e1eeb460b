import { row, type FeatureTable } from './feature-table';

/** Where a table has gaps. */
export interface Missing {
  /** Features missing in each row. */
  readonly rows: readonly number[];
  /** Columns with gaps and in how many rows, most gaps first. */
  readonly columns: readonly { readonly name: string; readonly count: number }[];
}

/** Counts what could not be measured. */
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
