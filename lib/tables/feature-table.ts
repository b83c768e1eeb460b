import type { Segment } from '../corpora/segment';

/** Measurements: one row per segment, one column per feature. */
export interface FeatureTable {
  readonly segments: readonly Segment[];
  /** Column names, in order. */
  readonly features: readonly string[];
  /** Row-major, segments.length × features.length; NaN where a feature could not be measured. */
  readonly values: Float64Array;
}

/** The values of one row, a view and not a copy. */
export function row(table: FeatureTable, index: number): Float64Array {
  const width = table.features.length;
  return table.values.subarray(index * width, (index + 1) * width);
}
