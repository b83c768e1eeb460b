import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import {
  RecordBatchFileWriter,
  RecordBatchReader,
  type AsyncRecordBatchFileReader,
  type RecordBatch,
} from 'apache-arrow';
import { checkTable, columnsOf, provenanceOf, recordBatch, type Column } from './arrow';
import { replaceFileBy } from './artifact';
import { withFile } from './byte-source';
import { runningChecksum } from './checksum';
import type { Provenance } from './provenance';

/** Rows per record batch, so that the same rows give the same bytes however they are split into parts. */
export const batchRows = 65_536;

/** Parts of a table, in order of the rows; every part has the same columns. */
export type ColumnBatches = AsyncIterable<readonly Column[]> | Iterable<readonly Column[]>;

/**
 * Writes a table as `writeTable` does, one record batch of `batchRows` rows after the other, so that it is never whole in
 * memory. The file is written whole or not at all.
 *
 * @param parts rows in order; at least one part, which may have no rows
 * @throws RangeError as `tableBytes`, or when the columns of parts differ
 * @throws Error when the file cannot be written, and the error of `parts`; an earlier file is then unchanged
 *
 * Apache Arrow columnar format 1.x, "IPC File Format".
 */
export async function writeTableBatches(
  path: string,
  parts: ColumnBatches,
  provenance: Provenance,
): Promise<void> {
  await replaceFileBy(path, async (write) => {
    const sum = runningChecksum();
    const writer = new RecordBatchFileWriter();
    let failed: Error | undefined;
    const written = (async () => {
      for await (const piece of writer as AsyncIterable<Uint8Array>) {
        sum.add(piece);
        write(piece);
      }
    })().catch((error: unknown) => {
      failed = error instanceof Error ? error : new Error(String(error)); // ends the loop below
    });
    for await (const columns of inBatches(parts)) {
      writer.write(recordBatch(columns, provenance));
      await setImmediate(); // the loop above writes the batch, so that only one is in memory
      if (failed !== undefined) throw failed;
    }
    writer.finish();
    await written;
    if (failed !== undefined) throw failed;
    const { text, at } = sum.finish();
    for (const position of at) write(text, position);
  });
}

/**
 * Calls `use` with the rows of a stored table, a record batch at a time, then closes the file.
 *
 * @param kind the wanted kind in the provenance; any unless given
 * @returns the result of `use`
 * @throws Error as `readTable`
 */
export async function readTableBatches<T>(
  path: string,
  use: (parts: AsyncIterable<Column[]>, provenance: Provenance) => Promise<T>,
  kind?: string,
): Promise<T> {
  const file = await open(path);
  try {
    withFile(path, (bytes) => checkTable(path, bytes, kind ?? 'a table'));
    // The overloads of `from` do not say that it returns this reader for a file handle.
    const opening = RecordBatchReader.from(file) as unknown as Promise<AsyncRecordBatchFileReader>;
    const reader = await (await opening).open();
    return await use(columnsOfBatches(reader, path), provenanceOf(path, reader.schema, kind));
  } finally {
    await file.close();
  }
}

/**
 * Number of rows and provenance of a stored table, read a record batch at a time.
 *
 * @throws Error as `readTable`
 */
export function describeTable(
  path: string,
  { kind }: { readonly kind: string },
): Promise<{ readonly rows: number; readonly provenance: Provenance }> {
  return readTableBatches(
    path,
    async (parts, provenance) => {
      let count = 0;
      for await (const part of parts) count += rows(part);
      return { rows: count, provenance };
    },
    kind,
  );
}

async function* columnsOfBatches(
  batches: AsyncIterable<RecordBatch>,
  path: string,
): AsyncGenerator<Column[]> {
  for await (const batch of batches) yield columnsOf(batch, path);
}

/** The same rows in batches of `batchRows`, the last one shorter. */
async function* inBatches(parts: ColumnBatches): AsyncGenerator<readonly Column[]> {
  let rest: (readonly Column[])[] = [];
  let count = 0; // rows of `rest`
  let full = false; // whether a whole batch was returned
  for await (const part of parts) {
    if (rest.length > 0) sameColumns(rest[0], part);
    rest.push(part);
    count += rows(part);
    if (count < batchRows) continue;
    const all = joined(rest);
    let start = 0;
    for (; start + batchRows <= count; start += batchRows) {
      yield all.map((column) => slice(column, start, start + batchRows));
    }
    full = true;
    rest = [all.map((column) => slice(column, start))];
    count -= start;
  }
  if (rest.length === 0)
    throw new RangeError('a table without parts; give at least one, which may have no rows');
  if (count > 0 || !full) yield joined(rest);
}

const rows = (columns: readonly Column[]) => (columns.length > 0 ? columns[0].values.length : 0);

function slice(column: Column, start: number, end?: number): Column {
  return { ...column, values: column.values.slice(start, end) } as Column;
}

function sameColumns(first: readonly Column[], second: readonly Column[]): void {
  const names = (columns: readonly Column[]) =>
    columns.map(({ name, type }) => `${name} (${type})`).join(', ');
  if (names(first) === names(second)) return;
  throw new RangeError(`columns ${names(second)} after ${names(first)}; give the same in every part`);
}

function joined(parts: readonly (readonly Column[])[]): Column[] {
  return parts[0].map((column, j): Column => {
    const values = parts.map((part) => part[j].values);
    if (column.type === 'number') return { ...column, values: typed(Float64Array, values as Float64Array[]) };
    if (column.type === 'integer') return { ...column, values: typed(Int32Array, values as Int32Array[]) };
    return { ...column, values: (values as (readonly unknown[])[]).flatMap((part) => part) } as Column;
  });
}

function typed<T extends Float64Array | Int32Array>(kind: new (length: number) => T, parts: readonly T[]): T {
  const whole = new kind(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
