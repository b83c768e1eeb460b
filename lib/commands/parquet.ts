import { statSync } from 'node:fs';
import { writeParquet } from '../tables/parquet';
import { readTableBatches } from '../tables/table-batches';
import { outFile, parseArguments, UsageError } from './arguments';
import type { CommandResult } from './command-result';

export const parquetHelp = () => `npx saa parquet TABLE --out F

Converts a table of processed-data/ (input.obj, output.obj, windows.obj …) to a Parquet file, a part at a time, so that the
table is never whole in memory. Missing values are null; the key-value metadata has units and provenance.

  --out F           the file to write, whole or not at all

  npx saa parquet processed-data/input.obj --out input.parquet
`;

/** Converts one table. */
export async function parquetCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, { values: ['--out'], flags: [] });
  const out = outFile(given);
  if (given.files.length !== 1) {
    throw new UsageError(`${given.files.length} files (${given.files.join(', ')}); name one table`);
  }
  if (out === undefined) throw new UsageError('--out is missing; name the file to write');
  const [file] = given.files;
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Error(`${file}: a folder; name a table in it, such as ${file}/input.obj`);
  await readTableBatches(file, (parts, provenance) => writeParquet(out, parts, provenance));
  return { content: undefined, out, messages: [], status: 0 };
}
