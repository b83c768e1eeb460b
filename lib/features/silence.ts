import type { FeatureSet } from './feature-set';

const cache = new Map<string, readonly number[]>();

/**
 * Indices of the columns of a set that are NaN in digital silence, such as pitch and formants but not duration. A row that
 * lacks all of them has nothing measured of a sound.
 *
 * @returns all columns of a network; no columns for openSMILE's sets, which have a number for silence in every column
 */
export function columnsOfSound({ name, features, measure, measureLater }: FeatureSet): readonly number[] {
  const cached = cache.get(name);
  if (cached !== undefined) return cached;
  if (measureLater !== undefined) return Array.from(features.keys());
  const row = measure({ samples: new Float64Array(16000), sampleRate: 16000 });
  const columns = Array.from(row.keys()).filter((column) => Number.isNaN(row[column]));
  cache.set(name, columns);
  return columns;
}

/** Number of rows in which nothing of a sound was measured: every column of `columnsOfSound`, or every column, is NaN or 0. */
export function emptyRows(set: FeatureSet, rows: Float64Array): number {
  const width = set.features.length;
  let count = 0;
  for (let start = 0; start < rows.length; start += width) {
    const row = rows.subarray(start, start + width);
    if (!row.some(Number.isNaN)) continue;
    const columns = columnsOfSound(set);
    const measured = (value: number): boolean => !Number.isNaN(value) && value !== 0;
    if (columns.length > 0 ? !columns.some((j) => measured(row[j])) : !row.some(measured)) count++;
  }
  return count;
}

/** Rows in which nothing of a sound could be measured. */
export function silentRows(
  set: FeatureSet,
  { values, features }: { readonly values: Float64Array; readonly features: readonly string[] },
): number[] {
  const columns = columnsOfSound(set);
  if (columns.length === 0) return [];
  const rows = Array.from({ length: values.length / features.length }, (_, row) => row);
  return rows.filter((row) =>
    columns.every((column) => Number.isNaN(values[row * features.length + column])),
  );
}
