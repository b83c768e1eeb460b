import { columnMeans, fillMissing, putRows, selectRows, type Rows } from './rows';

/**
 * Fills gaps by the mean of the column over the rows of the same group, such as an interview. A column that was never measured
 * in a group stays NaN there.
 *
 * @param groups of each row
 * @param empty  rows that count nowhere and are NaN throughout, such as silence
 */
export function fillByGroup(rows: Rows, groups: readonly string[], empty: readonly number[] = []): Rows {
  const left = new Set(empty);
  const values = new Float64Array(rows.values.length).fill(NaN);
  for (const group of new Set(groups)) {
    const of = groups.flatMap((name, row) => (name === group && !left.has(row) ? [row] : []));
    const own = selectRows(rows, of);
    putRows(values, fillMissing(own, columnMeans(own)), of);
  }
  return { features: rows.features, values };
}
