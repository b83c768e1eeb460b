import path from 'node:path';
import type { Frame } from '../../frames/frame';
import { saveFrame } from '../../frames/save';
import { literal, say } from '../../notebook/say';

/**
 * Writes a frame as a file, whole or not at all: CSV, Parquet or Arrow, by the ending of its name. Says what it wrote.
 *
 * Missing values are empty fields in CSV and null in the others, which also hold the columns' units. pandas reads them by
 * `read_csv`, `read_parquet` and `read_feather`.
 *
 * @param file ends in `.csv`, `.parquet`, `.arrow` or `.feather`; a file of that name is replaced
 * @throws RangeError for another ending
 * @throws Error when the file cannot be written; an earlier one is then unchanged
 *
 * @example
 * await save(table, 'features.csv');
 */
export async function save(table: Frame, file: string): Promise<void> {
  await saveFrame(table, file);
  const [rows, columns] = table.shape;
  say(`Saved \`${literal(path.basename(file))}\`: ${rows} rows × ${columns} columns.`);
}
