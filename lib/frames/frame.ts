import type { DataFrame } from 'danfojs-node';
import { describeColumns, type ColumnInfo } from '../tables/columns';
import { column, type FeatureTable } from '../tables/feature-table';
import { danfo } from './danfo';

export type Frame = DataFrame;

/** What a cell of a frame holds. */
export type Scalar = string | number | boolean | null;

/**
 * A danfo `DataFrame` of rows, or of columns by name, whose columns know their unit, decimals and meaning.
 *
 * @param columns descriptions by name; columns of feature sets and labels describe themselves. A frame without rows has these
 *   columns
 * @throws RangeError when columns differ in length
 *
 * @example
 * const ratings = frame([
 *   { file: 'a.wav', arousal: 3.5 },
 *   { file: 'b.wav', arousal: 2 },
 * ]);
 */
export function frame(
  source: readonly object[] | Readonly<Record<string, ArrayLike<Scalar>>>,
  columns: Readonly<Record<string, ColumnInfo>> = {},
): Frame {
  const lists = isRows(source) ? columnsOf(source, Object.keys(columns)) : source;
  const [first] = Object.entries(lists);
  for (const [name, values] of Object.entries(lists)) {
    if (values.length === first[1].length) continue;
    throw new RangeError(
      `column ${name} has ${values.length} values, ${first[0]} has ${first[1].length}; give as many`,
    );
  }
  const { DataFrame } = danfo();
  const names = Object.keys(lists);
  const made =
    Math.max(0, ...Object.values(lists).map(({ length }) => length)) === 0
      ? new DataFrame([], { columns: names, dtypes: names.map(() => 'string') }) // danfo cannot tell types without rows
      : new DataFrame(
          Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, Array.from(values)])),
        );
  describeColumns(made, columns);
  return made;
}

/**
 * A feature table as a frame: a row per segment with its id, further columns as given, then the features.
 *
 * @param idName name of the column of ids
 * @param more   a value per segment for each further column
 */
export function featureFrame(
  table: FeatureTable,
  idName = 'id',
  more: Readonly<Record<string, ArrayLike<Scalar>>> = {},
): Frame {
  return frame({
    [idName]: table.segments.map(({ id }) => id),
    ...more,
    ...Object.fromEntries(table.features.map((name, index) => [name, column(table, index)])),
  });
}

function isRows(source: object): source is readonly object[] {
  return Array.isArray(source);
}

/** @param names of the columns where there are no rows */
function columnsOf(rows: readonly object[], names: readonly string[]): Record<string, Scalar[]> {
  const found = rows.length === 0 ? names : [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(
    found.map((name) => [name, rows.map((row) => (row as Record<string, Scalar>)[name] ?? null)]),
  );
}
