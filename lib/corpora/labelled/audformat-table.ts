import { join } from 'node:path';
import { recordingKey } from '../../text/names';
import { isMissing } from '../../text/number';
import { readUserTable } from '../../text/read-table';
import { secondsOf } from '../../text/seconds';
import { quoted, type UserRow, type UserTable } from '../../text/user-table';
import { onDisk } from '../folder';
import type { Remark } from '../skipped';
import type { AudformatTable } from './audformat-header';
import type { RecordingIndex } from './recording-index';

/** A table with its rows. */
export interface ReadTable {
  readonly of: AudformatTable;
  readonly file: string;
  readonly table: UserTable;
}

/** A stretch of a recording in a row of a table; NaN for a time that cannot be read. */
export interface Stretch {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a table of an audformat database, `db.<table>.csv`.
 *
 * @throws Error naming file, field, what was found and the way out
 */
export async function readTable(
  dataDir: string,
  folder: string,
  of: AudformatTable,
  header: string,
  recordings: RecordingIndex,
  remarks: Remark[],
): Promise<ReadTable> {
  const name = `db.${of.id}.csv`;
  const file = await onDisk(dataDir, folder, name);
  if (file === undefined) {
    const way = "in Python: audformat.Database.load(folder).save(folder, storage_format='csv')";
    throw new Error(
      `${header}: tables.${of.id}: found no ${name} beside it; write the tables as CSV (${way})`,
    );
  }
  const [key = 'file', ...others] = of.levels;
  const wanted = [key, ...others, ...of.columns.map((column) => column.name)].join();
  const table = await readUserTable(
    join(dataDir, file),
    { file, keys: [key], wanted },
    { nameOf: recordingKey, isKnown: recordings.isKnown },
  );
  for (const column of [...others, ...of.columns.map((one) => one.name)])
    if (table.column(column) === undefined)
      throw table.fault(`no column ${column}, which db.yaml names; found ${table.columns.join(', ')}`);
  remarks.push(...table.remarks.map((reason) => ({ file, reason })));
  return { of, file, table };
}

/** The field of a row; empty where missing. */
export function textIn(row: UserRow, column: string): string {
  const found = row.text(column).normalize('NFC');
  return isMissing(found) || found === 'NaT' ? '' : found;
}

/** The stretch of a row; a field that is no time is NaN. */
export function stretchOf(of: AudformatTable, table: UserTable, row: UserRow): Stretch {
  const time = (name: string, missing: number) => {
    const column = of.kind === 'segmented' ? table.column(name) : undefined;
    const text = column === undefined ? '' : textIn(row, column);
    return text === '' ? missing : secondsOf(text);
  };
  return { file: row.text(table.key), start: time('start', 0), end: time('end', Infinity) };
}

/** Key of a stretch, equal for equal ones. */
export const keyOf = ({ file, start, end }: Stretch): string => `${start} ${end} ${file}`;

/** What is wrong with a row as a whole. */
export function rowFault(of: AudformatTable, table: UserTable, row: UserRow): string | undefined {
  if (row.misfit !== undefined) return `${row.misfit}; save the table by audformat again`;
  const { start, end } = stretchOf(of, table, row);
  if (Number.isNaN(start + end) || !(start < end)) {
    const found = [row.text('start'), row.text('end')].map(quoted).join(' and ');
    return `start and end are ${found}, expected two times, as 0 days 00:00:01.5; correct them`;
  }
  return undefined;
}
