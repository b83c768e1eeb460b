import { columnInfo, columnValues } from '../tables/columns';
import { frame, type Frame, type Scalar } from './frame';

/** A row of a frame, by column name. */
export type Row = Readonly<Record<string, Scalar>>;

/**
 * The same frame with one more column, or with other values in one, computed from each row.
 *
 * @example
 * const bySpeaker = withColumn(table, 'speaker', (row) => String(row.file).slice(0, 6));
 */
export function withColumn(table: Frame, name: string, valueOf: (row: Row) => Scalar): Frame {
  const columns = table.columns.map((column) => [column, columnValues(table, column) as Scalar[]] as const);
  const rows = table.shape[0];
  const values = Array.from({ length: rows }, (_, i) =>
    valueOf(Object.fromEntries(columns.map(([column, cells]) => [column, cells[i]]))),
  );
  return frame(
    { ...Object.fromEntries(columns), [name]: values },
    Object.fromEntries(
      table.columns.filter((column) => column !== name).map((column) => [column, columnInfo(table, column)]),
    ),
  );
}
