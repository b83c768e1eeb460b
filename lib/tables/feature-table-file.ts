import type { Segment } from '../corpora/segment';
import { columnOf, readTable, rowsOf } from './arrow';
import type { FeatureTable } from './feature-table';
import type { Provenance } from './provenance';

const segmentColumns = ['id', 'file', 'start', 'end'];

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
