import type { Segment } from '../corpora/segment';

/** Features of segments: a row per segment, a column per feature. */
export interface FeatureTable {
  readonly segments: readonly Segment[];
  /** Column names, in order. */
  readonly features: readonly string[];
  /** Row-major, segments.length × features.length; NaN where a feature cannot be measured. */
  readonly values: Float64Array;
}

/** The values of one row, as a view. */
export function row(table: FeatureTable, index: number): Float64Array {
  const width = table.features.length;
  return table.values.subarray(index * width, (index + 1) * width);
}

/** The values of one column, one per segment. */
export function column({ segments, features, values }: FeatureTable, index: number): Float64Array {
  const width = features.length;
  const found = new Float64Array(segments.length);
  for (let row = 0; row < found.length; row++) found[row] = values[row * width + index];
  return found;
}
