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

/** Rows of one record batch, so that the same rows give the same bytes however they came. */
export const batchRows = 65_536;

/** Rows in order, some at a time; every part has the same columns. */
export type ColumnBatches = AsyncIterable<readonly Column[]> | Iterable<readonly Column[]>;

/**
 * Writes a table that is never whole in memory, as `writeTable` would: the same bytes up to `batchRows` rows, then one
 * record batch after the other. The file is there whole, or not at all.
 *
 * @param parts rows in order; at least one part, which may be empty, to say what the columns are
 * @throws RangeError as `tableBytes`, or when the columns change on the way
 * @throws Error when the file cannot be written, or whatever `parts` throws; an earlier file is then unchanged
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
      failed = error instanceof Error ? error : new Error(String(error)); // for the loop below, which would go on
    });
    for await (const columns of recut(parts)) {
      writer.write(recordBatch(columns, provenance));
      await setImmediate(); // the loop above takes what is waiting, so that no more than one batch is
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
 * Hands the rows of a stored table to `use`, a record batch at a time.
 *
 * @param kind what the caller needs, as in the provenance; any where it is not given
 * @returns what `use` returns; the file is closed then
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
    // For a file handle it is this kind of reader, whatever the overloads of `from` say.
    const opening = RecordBatchReader.from(file) as unknown as Promise<AsyncRecordBatchFileReader>;
    const reader = await (await opening).open();
    return await use(columnsOfBatches(reader, path), provenanceOf(path, reader.schema, kind));
  } finally {
    await file.close();
  }
}

/**
 * What the table at `path` says of itself, read a record batch at a time.
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

/** The same rows in parts of `batchRows`, the last one shorter. */
async function* recut(parts: ColumnBatches): AsyncGenerator<readonly Column[]> {
  let waiting: (readonly Column[])[] = [];
  let count = 0;
  let full = false; // whether a whole batch has gone out
  for await (const part of parts) {
    if (waiting.length > 0) sameColumns(waiting[0], part);
    waiting.push(part);
    count += rows(part);
    if (count < batchRows) continue;
    const all = joined(waiting);
    let start = 0;
    for (; start + batchRows <= count; start += batchRows) {
      yield all.map((column) => slice(column, start, start + batchRows));
    }
    full = true;
    waiting = [all.map((column) => slice(column, start))];
    count -= start;
  }
  if (waiting.length === 0)
    throw new RangeError('a table of no parts; give at least one, which may be empty');
  if (count > 0 || !full) yield joined(waiting);
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
