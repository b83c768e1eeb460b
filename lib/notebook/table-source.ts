import { columnInfo, type ColumnInfo, type FrameLike } from '../tables/columns';
import { column, type FeatureTable } from '../tables/feature-table';

/**
 * What can be shown as a table: rows as objects, columns by name, a data frame (danfo's, by its shape), an Arrow table, or
 * the features of segments.
 */
export type TableSource =
  readonly object[] | Readonly<Record<string, ArrayLike<unknown>>> | FrameLike | ArrowLike | FeatureTable;

/** The part of an Arrow table that a table needs. */
export interface ArrowLike {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(index: number): Iterable<unknown> | null;
}

export interface RawColumn {
  readonly name: string;
  readonly values: readonly unknown[];
  /** As the columns of frames and feature tables describe themselves. */
  readonly info?: ColumnInfo;
}

/**
 * The columns of a source.
 *
 * @throws TypeError when it is none
 */
export function columnsOf(source: TableSource): RawColumn[] {
  if (isRows(source)) {
    const odd = source.findIndex((row) => typeof row !== 'object' || row === null || Array.isArray(row));
    if (odd >= 0)
      throw new TypeError(
        `row ${odd} of the table is no object; give rows like {name: 'a', value: 1}, or lists by column name`,
      );
    const names = [...new Set(source.flatMap((row) => Object.keys(row)))];
    return names.map((name) => ({
      name,
      values: source.map((row) => (row as Record<string, unknown>)[name]),
    }));
  }
  if (isFrame(source)) {
    const rows = (source.values as unknown[]).map((row): unknown[] => (Array.isArray(row) ? row : [row]));
    const numbered = source.index.every((label, row) => label === row);
    return [
      ...(numbered ? [] : [{ name: '', values: source.index }]),
      ...source.columns.map((name, column) => ({
        name: String(name),
        info: columnInfo(source, String(name)),
        values: rows.map((row) => row[column]),
      })),
    ];
  }
  if (isArrow(source))
    return source.schema.fields.map(({ name }, column) => ({
      name,
      values: [...(source.getChildAt(column) ?? [])],
    }));
  if (isFeatureTable(source)) {
    const { segments, features } = source;
    return [
      { name: 'segment', values: segments.map(({ id }) => id) },
      ...features.map((name, index) => ({
        name,
        info: columnInfo(source, name),
        values: Array.from(column(source, index)),
      })),
    ];
  }
  return Object.entries(source).map(([name, values]) => {
    if (typeof values?.length === 'number') return { name, values: Array.from(values) };
    throw new TypeError(
      `column ${name} is no list; give an array of rows, lists by column name, or a data frame`,
    );
  });
}

/**
 * Whether a value is best shown as a table: a data frame, an Arrow table, a feature table; rows whose values are numbers,
 * text, dates or truth values; lists of such values, of one length, by name.
 */
export function looksLikeTable(value: object): value is TableSource {
  if (isFrame(value) || isArrow(value) || isFeatureTable(value)) return true;
  if (Array.isArray(value))
    return (
      value.length > 0 &&
      value.every((row) => isPlain(row) && Object.keys(row).length > 0 && Object.values(row).every(isScalar))
    );
  if (!isPlain(value)) return false;
  const lists: unknown[] = Object.values(value);
  if (lists.length === 0 || !lists.every(isList)) return false;
  const { length } = lists[0];
  return length > 0 && lists.every((list) => list.length === length && isColumn(list));
}

function isRows(source: TableSource): source is readonly object[] {
  return Array.isArray(source);
}

function isFrame(source: object): source is FrameLike {
  return 'shape' in source && 'columns' in source && 'index' in source && Array.isArray(source.shape);
}

function isArrow(source: object): source is ArrowLike {
  return 'numRows' in source && 'schema' in source && 'getChildAt' in source;
}

function isFeatureTable(source: object): source is FeatureTable {
  return 'segments' in source && 'features' in source && 'values' in source && Array.isArray(source.segments);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isScalar(value: unknown): boolean {
  return value === null || value instanceof Date || !['object', 'function', 'symbol'].includes(typeof value);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function isColumn(list: ArrayLike<unknown>): boolean {
  return !Array.isArray(list) || list.every(isScalar);
}
