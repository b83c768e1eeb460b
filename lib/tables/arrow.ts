import {
  Bool,
  DataType,
  Field,
  Float64,
  Int32,
  List,
  Precision,
  RecordBatch,
  Schema,
  Struct,
  Type,
  Table as ArrowTable,
  Utf8,
  makeData,
  tableFromIPC,
  tableToIPC,
  vectorFromArray,
} from 'apache-arrow';
import type { Data, Vector } from 'apache-arrow';
import { describeBytes, isArrowFile, readArtifact, remedy, replaceFile } from './artifact';
import { bytesInMemory, piecesOf, type ByteSource } from './byte-source';
import { blankChecksum, checksumFits, setChecksum } from './checksum';
import { parseProvenance } from './provenance';
import type { Provenance } from './provenance';

/** Values of a column by type, one per row. */
export interface ColumnValues {
  /** NaN where missing. */
  readonly number: Float64Array;
  readonly integer: Int32Array;
  readonly text: readonly string[];
  readonly boolean: readonly boolean[];
  readonly texts: readonly (readonly string[])[];
}

interface ColumnOfType<T extends keyof ColumnValues> {
  readonly name: string;
  readonly type: T;
  readonly unit?: string;
  readonly values: ColumnValues[T];
}

/** A named column; `type` is the type of its values. */
export type Column = { [T in keyof ColumnValues]: ColumnOfType<T> }[keyof ColumnValues];

/** A stored table: its columns in order, and its provenance. */
export interface StoredTable {
  /** Its file. */
  readonly path: string;
  readonly columns: readonly Column[];
  readonly provenance: Provenance;
}

/** The version is raised when older files can no longer be read. */
const format = 'sentiment-audio-analysis/1';

/**
 * Writes columns as a file of `tableBytes`, whole or not at all.
 *
 * @throws RangeError as `tableBytes`
 * @throws Error when the file cannot be written; an earlier file is then unchanged
 */
export function writeTable(path: string, columns: readonly Column[], provenance: Provenance): void {
  replaceFile(path, tableBytes(columns, provenance));
}

/**
 * Columns as the bytes of an uncompressed Arrow IPC file, which pandas (`read_feather`), polars (`read_ipc`) and DuckDB open.
 *
 * NaN is stored as null over a NaN: pandas shows NaN, polars skips it, and `readTable` returns NaN. The schema metadata has
 * the keys `format`, `provenance` (JSON) and `checksum`; the metadata of a field has its unit. The same columns and
 * provenance give the same bytes.
 *
 * @throws RangeError when columns differ in length or share a name
 *
 * Apache Arrow columnar format 1.x, "IPC File Format".
 */
export function tableBytes(columns: readonly Column[], provenance: Provenance): Uint8Array {
  const batch = recordBatch(columns, provenance);
  const bytes = tableToIPC(new ArrowTable(batch.schema, batch), 'file');
  setChecksum(bytes);
  return bytes;
}

/**
 * Columns as a record batch with this provenance and a blank checksum.
 *
 * @throws RangeError when columns differ in length or share a name
 */
export function recordBatch(columns: readonly Column[], provenance: Provenance): RecordBatch {
  const length = columns.length > 0 ? columns[0].values.length : 0;
  const names = new Set<string>();
  for (const { name, values } of columns) {
    if (names.has(name)) throw new RangeError(`two columns are named '${name}'; rename one of them`);
    if (values.length !== length) {
      throw new RangeError(`column '${name}' has ${values.length} rows, '${columns[0].name}' has ${length}`);
    }
    names.add(name);
  }
  const children = columns.map(columnData);
  const fields = columns.map(({ name, unit }, i) => {
    const metadata = new Map(unit === undefined ? [] : [['unit', unit]]);
    return new Field(name, children[i].type, columns[i].type === 'number', metadata);
  });
  const metadata = new Map([
    ['format', format],
    ['provenance', JSON.stringify(provenance)],
    ['checksum', blankChecksum],
  ]);
  const schema = new Schema(fields, metadata);
  return new RecordBatch(schema, makeData({ type: new Struct(fields), length, nullCount: 0, children }));
}

/**
 * Reads a table written by `writeTable`.
 *
 * @param kind the wanted kind in the provenance
 * @throws Error naming the file, what was found and the way out, when it is missing, truncated, empty, of another format
 *   version or kind, or not a table (a Python pickle, JSON …)
 */
export function readTable(path: string, { kind }: { readonly kind: string }): StoredTable {
  const bytes = readArtifact(path);
  checkTable(path, bytesInMemory(bytes), kind);
  const table = tableFromIPC(bytes);
  const provenance = provenanceOf(path, table.schema, kind);
  return { path, columns: columnsOf(table, path), provenance };
}

/**
 * Checks that a file is a table of this project with an intact checksum, a piece at a time. Check a file before apache-arrow
 * reads it: its reader trusts the sizes in a damaged file.
 *
 * @param kind the wanted kind, for messages
 * @throws Error naming the file, what was found in it and the way out
 */
export function checkTable(path: string, bytes: ByteSource, kind: string): void {
  const ends = Buffer.concat([bytes.at(0, 8), bytes.at(Math.max(0, bytes.size - 8), 8)]);
  if (bytes.size < 16 || !isArrowFile(ends))
    throw formatError(path, kind, describeBytes(bytes.at(0, 8), bytes.size));
  const found = formatIn(piecesOf(bytes));
  if (found !== format) throw formatError(path, kind, found ?? 'a file of another program');
  if (!checksumFits(piecesOf(bytes)))
    throw formatError(path, kind, 'a file that was damaged or changed after it was written');
}

/**
 * Reads the provenance in the schema of a table.
 *
 * @throws Error when the table is of another kind than `kind`
 */
export function provenanceOf(path: string, schema: Schema, kind?: string): Provenance {
  const provenance = parseProvenance(schema.metadata.get('provenance') ?? '', path);
  if (kind !== undefined && provenance.kind !== kind) throw formatError(path, kind, provenance.kind);
  return provenance;
}

function formatError(path: string, kind: string, found: string): Error {
  const expected = `expected ${kind} as an Arrow file of format ${format}`;
  return new Error(`${path}: ${expected}, found ${found}; ${remedy(path)}`);
}

/** The columns of a table or record batch; `path` is for messages. */
export function columnsOf(
  table: { readonly schema: Schema; readonly getChildAt: (index: number) => Vector | null },
  path: string,
): Column[] {
  return table.schema.fields.map((field: Field, i) => readColumn(path, field, table.getChildAt(i)));
}

/** The first `format` in a file of this project, of any version. */
function formatIn(pieces: Iterable<Uint8Array>): string | undefined {
  let rest = Buffer.alloc(0); // a format may begin at the end of a piece
  for (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    const start = bytes.indexOf('sentiment-audio-analysis/', 0, 'latin1');
    if (start >= 0) return /^[a-z-]+\/\d+/.exec(bytes.toString('latin1', start, start + 64))?.[0];
    rest = bytes.subarray(-64);
  }
  return undefined;
}

/** Number of rows. */
export function rowsOf(table: { readonly columns: readonly Column[] }): number {
  return table.columns.length > 0 ? table.columns[0].values.length : 0;
}

/**
 * The values of a column of type `type`.
 *
 * @throws Error naming the file, the column, and the columns of the file when there is no such column
 */
export function columnOf<T extends keyof ColumnValues>(
  table: StoredTable,
  name: string,
  type: T,
): ColumnValues[T] {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.type === type) return column.values as ColumnValues[T];
  const has =
    column === undefined
      ? `has ${table.columns.map((c) => c.name).join(', ')}`
      : `holds ${column.type} values there`;
  throw new Error(
    `${table.path}: expected a column '${name}' of type ${type}, but the file ${has}; ${remedy(table.path)}`,
  );
}

function columnData(column: Column): Data {
  const length = column.values.length;
  switch (column.type) {
    case 'number': {
      const data = column.values.map((value) => (Number.isNaN(value) ? NaN : value)); // one bit pattern of NaN
      const valid = new Uint8Array(Math.ceil(length / 8));
      let nullCount = 0;
      for (let i = 0; i < length; i++) {
        if (Number.isNaN(data[i])) nullCount++;
        else valid[i >> 3] |= 1 << (i & 7);
      }
      return makeData({
        type: new Float64(),
        length,
        nullCount,
        nullBitmap: nullCount > 0 ? valid : null,
        data,
      });
    }
    case 'integer':
      return makeData({ type: new Int32(), length, nullCount: 0, data: column.values });
    case 'text':
      return singleChunk(vectorFromArray(column.values, new Utf8()), new Utf8());
    case 'boolean':
      return singleChunk(vectorFromArray(column.values, new Bool()), new Bool());
    case 'texts': {
      const type = new List(new Field('item', new Utf8(), false));
      return singleChunk(vectorFromArray(column.values, type), type);
    }
  }
}

/** The only chunk of a vector; a vector without rows has none. */
function singleChunk<T extends DataType>(vector: Vector<T>, type: T): Data<T> {
  return vector.data.length > 0 ? vector.data[0] : makeData({ type, length: 0, nullCount: 0 });
}

function readColumn(path: string, field: Field, vector: Vector | null): Column {
  const name = field.name;
  const unit = field.metadata.get('unit');
  const named = unit === undefined ? { name } : { name, unit };
  const type = field.type as DataType;
  const cells = <T>(convert: (cell: unknown) => T): T[] => {
    const values: T[] = [];
    for (let i = 0; i < (vector?.length ?? 0); i++) {
      const cell: unknown = vector?.get(i);
      if (cell === null || cell === undefined)
        throw new Error(`${path}: column '${name}' has no value in row ${i}; ${remedy(path)}`);
      values.push(convert(cell));
    }
    return values;
  };
  if (DataType.isFloat(type) && type.precision === Precision.DOUBLE)
    return { ...named, type: 'number', values: readNumbers(vector) };
  if (DataType.isInt(type) && type.bitWidth === 32 && type.isSigned) {
    return { ...named, type: 'integer', values: Int32Array.from(cells(Number)) };
  }
  if (DataType.isUtf8(type)) return { ...named, type: 'text', values: cells(String) };
  if (DataType.isBool(type)) return { ...named, type: 'boolean', values: cells(Boolean) };
  if (DataType.isList(type) && DataType.isUtf8(type.valueType as DataType)) {
    return {
      ...named,
      type: 'texts',
      values: cells((list) => Array.from(list as Iterable<unknown>, String)),
    };
  }
  throw new Error(
    `${path}: column '${name}' is of type ${Type[type.typeId]}, which this project does not write; ${remedy(path)}`,
  );
}

/** Numbers of a vector; null becomes NaN. */
function readNumbers(vector: Vector | null): Float64Array {
  const values = new Float64Array(vector?.length ?? 0);
  for (let i = 0; i < values.length; i++) values[i] = (vector?.get(i) as number | null) ?? NaN;
  return values;
}
