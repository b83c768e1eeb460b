import { textsOf } from '../tables/columns';
import { frame, type Frame } from './frame';
import { infosOf, listsOf } from './parts';

/**
 * The rows of the first table with the columns of the second beside them, by the values of a column that both have. Rows
 * without a partner have missing values there; a column that both have beside it keeps the first's values.
 *
 * @throws RangeError when a table has no such column, or a value of it twice in the second
 *
 * @example
 * const rated = join(table, ratings, 'file');
 */
export function join(left: Frame, right: Frame, on: string): Frame {
  const keys = textsOf(right, on);
  const rows = new Map(keys.map((key, row) => [key, row]));
  if (rows.size < keys.length) {
    const twice = keys.find((key, row) => rows.get(key) !== row) ?? '';
    throw new RangeError(`${on} '${twice}' is there twice in the second table; leave one row of each value`);
  }
  const partners = textsOf(left, on).map((key) => rows.get(key));
  const added = right.columns.filter((name) => !left.columns.includes(name));
  const values = listsOf(right);
  const joined = added.map((name) => {
    const missing = values[name].every((value) => typeof value === 'number') ? NaN : null;
    return [name, partners.map((row) => (row === undefined ? missing : values[name][row]))] as const;
  });
  return frame(
    { ...listsOf(left), ...Object.fromEntries(joined) },
    { ...infosOf(left), ...infosOf(right, added) },
  );
}
