import { columnInfo, columnValues, type ColumnInfo } from '../tables/columns';
import type { Frame, Scalar } from './frame';

/** The values of every column, by name. */
export function listsOf(table: Frame): Record<string, Scalar[]> {
  return Object.fromEntries(table.columns.map((name) => [name, columnValues(table, name) as Scalar[]]));
}

/** What columns of a frame say about themselves, by name; of all of them unless named. */
export function infosOf(table: Frame, names: readonly string[] = table.columns): Record<string, ColumnInfo> {
  return Object.fromEntries(names.map((name) => [name, columnInfo(table, name)]));
}
