import { columnValues, isMissing } from '../tables/columns';
import { frame, type Frame, type Scalar } from './frame';
import { infosOf, listsOf } from './parts';

/**
 * The rows of a frame in the order of a column: numbers by size, text by the alphabet, missing values last (danfo's own
 * `sortValues` leaves a column with a missing value unsorted).
 *
 * @param descending the largest first
 * @throws RangeError when there is no such column
 *
 * @example
 * show(sortBy(table, 'loudness_sma3_amean').head(5));
 */
export function sortBy(
  table: Frame,
  column: string,
  { descending = false }: { readonly descending?: boolean } = {},
): Frame {
  const keys = columnValues(table, column) as Scalar[];
  const order = keys.map((_, row) => row).sort((a, b) => compare(keys[a], keys[b], descending));
  const sorted = Object.entries(listsOf(table)).map(([name, values]) => [
    name,
    order.map((row) => values[row]),
  ]);
  return frame(Object.fromEntries(sorted) as Record<string, Scalar[]>, infosOf(table));
}

function compare(a: Scalar, b: Scalar, descending: boolean): number {
  const [noA, noB] = [isMissing(a), isMissing(b)];
  if (noA || noB) return Number(noA) - Number(noB);
  const order =
    typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b, 'en') : Number(a) - Number(b);
  return descending ? -order : order;
}
