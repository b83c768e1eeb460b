import { frame, type Frame, type Scalar } from './frame';
import { infosOf, listsOf } from './parts';

/** A row of a frame, by column name. */
export type Row = Readonly<Record<string, Scalar>>;

/**
 * The same frame with one more column, or with other values in one, computed from each row.
 *
 * @example
 * const loud = withColumn(table, 'loud', (row) => Number(row.loudness_sma3_amean) > 0.5);
 */
export function withColumn(table: Frame, name: string, valueOf: (row: Row) => Scalar): Frame {
  const lists = listsOf(table);
  const columns = Object.entries(lists);
  const values = Array.from({ length: table.shape[0] }, (_, i) =>
    valueOf(Object.fromEntries(columns.map(([column, cells]) => [column, cells[i]]))),
  );
  const others = table.columns.filter((column) => column !== name);
  return frame({ ...lists, [name]: values }, infosOf(table, others));
}
