import { isMissing } from '../text/number';
import type { UserTable } from '../text/user-table';
import type { RecordingIndex } from './labelled/recording-index';
import { rowRecording } from './row-recording';
import type { Skipped } from './skipped';

/**
 * The recordings that a table names for its participants, in the order of its rows; a field may name several with `;` between
 * them. A name that no recording has is added to `skipped`.
 *
 * @param column that names recordings
 * @param file   the table, in `skipped`
 * @returns by participant; without those for whom no recording is found
 * @throws Error naming file, line and column when two participants have the same recording
 */
export function namedFiles(
  table: UserTable,
  column: string,
  index: RecordingIndex,
  file: string,
  skipped: Skipped[],
): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, string[]>();
  const owners = new Map<string, { readonly id: string; readonly line: number }>();
  for (const row of table.rows) {
    const id = rowRecording(row, table);
    for (const name of namesIn(row.text(column), index)) {
      const found = index.find(name);
      if ('reason' in found) {
        skipped.push({
          kind: 'recording that is named and not found',
          file,
          line: row.line,
          reason: `${id}: ${column} is ${JSON.stringify(name)}: ${found.reason}`,
        });
        continue;
      }
      const owner = owners.get(found.file) ?? { id, line: row.line };
      owners.set(found.file, owner);
      if (owner.id !== id) {
        throw table.fault(
          `${found.file} is given to ${id}, but to ${owner.id} in line ${owner.line}; a recording has one participant: correct one`,
          row.line,
          column,
        );
      }
      const files = named.get(id) ?? [];
      if (!files.includes(found.file)) named.set(id, [...files, found.file]);
    }
  }
  return named;
}

/** The names in a field: one name, or several with `;` between them, or with commas where each is a recording's. */
function namesIn(field: string, { find }: RecordingIndex): readonly string[] {
  if (isMissing(field)) return [];
  const split = (by: RegExp): string[] =>
    field
      .split(by)
      .map((one) => one.trim())
      .filter(Boolean);
  const ways = [[field], split(/;/u), split(/[;,]/u)];
  return ways.find((names) => names.every((name) => 'file' in find(name))) ?? ways[1];
}
