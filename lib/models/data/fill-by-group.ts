import { columnMeans, fillMissing, selectRows, type Rows } from './rows';

/**
 * Fills gaps by the mean of the column over the rows of the same group, such as an interview. A column that was never measured
 * in a group stays NaN there.
 *
 * @param groups of each row
 * @param empty  rows that count nowhere and are NaN throughout, such as silence
 */
export function fillByGroup(rows: Rows, groups: readonly string[], empty: readonly number[] = []): Rows {
  const left = new Set(empty);
  const width = rows.features.length;
  const values = new Float64Array(rows.values.length).fill(NaN);
  for (const group of new Set(groups)) {
    const of = groups.flatMap((name, row) => (name === group && !left.has(row) ? [row] : []));
    const own = selectRows(rows, of);
    const filled = fillMissing(own, columnMeans(own));
    of.forEach((row, i) => values.set(filled.values.subarray(i * width, (i + 1) * width), row * width));
  }
  return { features: rows.features, values };
}
