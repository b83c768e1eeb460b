import type { Segment } from '../corpora/segment';
import type { Column } from './arrow';
import { column, type FeatureTable } from './feature-table';

/** Segments as columns: id, file, start and end in s. */
function columnsOfSegments(segments: readonly Segment[]): Column[] {
  return [
    { name: 'id', type: 'text', values: segments.map((segment) => segment.id) },
    { name: 'file', type: 'text', values: segments.map((segment) => segment.file) },
    {
      name: 'start',
      type: 'number',
      unit: 's',
      values: Float64Array.from(segments, (segment) => segment.start),
    },
    { name: 'end', type: 'number', unit: 's', values: Float64Array.from(segments, (segment) => segment.end) },
  ];
}

/** A feature table as columns: those of its segments, then a column per feature with its unit. */
export function columnsOfFeatures(table: FeatureTable, units: readonly string[]): Column[] {
  const features = table.features.map((name, j): Column => ({
    name,
    type: 'number',
    unit: units[j],
    values: column(table, j),
  }));
  return [...columnsOfSegments(table.segments), ...features];
}
