import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column } from './arrow';
import { replaceFileBy } from './artifact';
import type { Provenance } from './provenance';

/** One element of the writer's Parquet schema. */
type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/**
 * Writes a table as a Parquet file (Snappy) with a row group per part; the table is never whole in memory, and the file is
 * written whole or not at all.
 *
 * NaN becomes null, as in the Arrow files. The key-value metadata has `units` and `provenance` as JSON. The same parts give
 * the same bytes.
 *
 * @param parts rows in order; at least one part, which may be empty
 * @throws RangeError when there is no part
 * @throws Error when the file cannot be written, and the error of `parts`; an earlier file is then unchanged
 *
 * Apache Parquet format 2.
 */
export async function writeParquet(
  path: string,
  parts: AsyncIterable<readonly Column[]> | Iterable<readonly Column[]>,
  provenance: Provenance,
): Promise<void> {
  await replaceFileBy(path, async (write) => {
    const bytes = new ByteWriter();
    const flush = () => {
      write(new Uint8Array(bytes.buffer, 0, bytes.index));
      bytes.index = 0;
    };
    let writer: ParquetWriter | undefined;
    for await (const columns of parts) {
      writer ??= new ParquetWriter({
        writer: bytes,
        schema: schemaOf(columns),
        createdBy: 'sentiment-audio-analysis',
        kvMetadata: [
          { key: 'provenance', value: JSON.stringify(provenance) },
          { key: 'units', value: JSON.stringify(unitsOf(columns)) },
        ],
      });
      await writer.write({
        columnData: columns.map((column) => ({ name: column.name, data: cells(column) })),
      });
      flush();
    }
    if (writer === undefined)
      throw new RangeError('a table without parts; give at least one, which may have no rows');
    await writer.finish();
    flush();
  });
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
  const elements = columns.flatMap(({ name, type }): SchemaElement[] => {
    if (type === 'number') return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }];
    if (type === 'integer') return [{ name, type: 'INT32', repetition_type: 'REQUIRED' }];
    if (type === 'boolean') return [{ name, type: 'BOOLEAN', repetition_type: 'REQUIRED' }];
    if (type === 'text') return [{ name, ...text, repetition_type: 'REQUIRED' }];
    return [
      { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', ...text, repetition_type: 'REQUIRED' },
    ];
  });
  return [{ name: 'table', num_children: columns.length }, ...elements];
}

function cells(column: Column): unknown[] {
  if (column.type === 'number')
    return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  return Array.from<unknown>(column.values);
}

function unitsOf(columns: readonly Column[]): Record<string, string> {
  return Object.fromEntries(columns.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])));
}
