import type { Segment } from '../corpora/segment';
import { columnOf, readTable, rowsOf } from './arrow';
import type { Column } from './arrow';
import type { FeatureTable } from './feature-table';
import type { Provenance } from './provenance';

const segmentColumns = ['id', 'file', 'start', 'end'];

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
  const width = table.features.length;
  const features = table.features.map((name, j): Column => {
    const values = new Float64Array(table.segments.length);
    for (let i = 0; i < values.length; i++) values[i] = table.values[i * width + j];
    return { name, type: 'number', unit: units[j], values };
  });
  return [...columnsOfSegments(table.segments), ...features];
}

/**
 * Reads a table of `columnsOfFeatures`.
 *
 * @throws Error as `readTable`
 */
export function readFeatureTable(
  path: string,
  { kind }: { readonly kind: string },
): { readonly table: FeatureTable; readonly provenance: Provenance } {
  const stored = readTable(path, { kind });
  const [ids, files] = [columnOf(stored, 'id', 'text'), columnOf(stored, 'file', 'text')];
  const [starts, ends] = [columnOf(stored, 'start', 'number'), columnOf(stored, 'end', 'number')];
  const segments = ids.map((id, i): Segment => ({ id, file: files[i], start: starts[i], end: ends[i] }));
  const features = stored.columns
    .map((column) => column.name)
    .filter((name) => !segmentColumns.includes(name));
  const values = new Float64Array(rowsOf(stored) * features.length);
  features.forEach((name, j) => {
    const column = columnOf(stored, name, 'number');
    for (let i = 0; i < column.length; i++) values[i * features.length + j] = column[i];
  });
  return { table: { segments, features, values }, provenance: stored.provenance };
}
