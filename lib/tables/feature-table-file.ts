import type { Segment } from '../corpora/segment';
import type { FeatureSet } from '../features/feature-set';
import { columnOf, readTable, rowsOf, writeTable } from './arrow';
import type { Column } from './arrow';
import type { FeatureTable } from './feature-table';
import type { Provenance } from './provenance';

const segmentColumns = ['id', 'file', 'start', 'end'];

/** Segments as columns: id, file, start and end in s. */
export function columnsOfSegments(segments: readonly Segment[]): Column[] {
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

/** A feature table as columns: those of its segments, then one per feature with its unit. */
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
 * Stores measurements as an Arrow file; NaN, what could not be measured, stays NaN (see `writeTable`).
 *
 * @param set the feature set the table was measured with; gives the columns their units
 * @throws RangeError when the table's columns are not the set's
 * @throws Error when the file cannot be written
 */
export function writeFeatureTable(
  path: string,
  table: FeatureTable,
  set: FeatureSet,
  provenance: Provenance,
): void {
  const names = set.features.map((feature) => feature.name);
  if (names.join('\n') !== table.features.join('\n')) {
    throw new RangeError(
      `the table's ${table.features.length} columns are not the ${names.length} of feature set ${set.name}; ` +
        'give the set it was measured with',
    );
  }
  const units = set.features.map((feature) => feature.unit);
  writeTable(path, columnsOfFeatures(table, units), provenance);
}

/**
 * Reads measurements stored by `writeFeatureTable`.
 *
 * @throws Error naming file, what was found and the way out, as `readTable`
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
