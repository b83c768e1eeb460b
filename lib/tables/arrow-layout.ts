import type { ByteSource } from './byte-source';

/** What an Arrow file says of itself. */
export interface ArrowLayout {
  readonly rows: number;
  /** Of the schema: `format`, `provenance`, `checksum`. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Walks the metadata of an Arrow file as we write it and compares every size, count and offset in it with the bytes that
 * are there.
 *
 * apache-arrow's reader believes what the metadata says: a count of a billion keeps it busy for hours. After this it can
 * be given the file: each batch lies after the one before, each buffer within its batch and after the one before, and a
 * buffer holds as many values as the batch has rows. Nothing is visited twice, so that the walk is no longer than the file.
 *
 * @throws RangeError saying what is wrong
 *
 * Apache Arrow columnar format 1.x, "IPC File Format", and FlatBuffers, "Internals".
 */
export function arrowLayout(file: ByteSource): ArrowLayout {
  const trailer = 10; // length of the footer, and 'ARROW1'
  const footerLength = view(file.at(file.size - trailer, 4), 'end').getInt32(0, true);
  const footerStart = file.size - trailer - footerLength;
  if (footerLength < 8 || footerStart < 8) throw wrong('length of the footer', footerLength);
  const footer = flatBuffer(file.at(footerStart, footerLength), 'footer');
  const schema = footer.table(footer.root, 1);
  if (footer.short(schema, 0) !== 0) throw wrong('endianness', footer.short(schema, 0));
  const dictionaries = footer.vector(footer.root, 2, 24).count;
  if (dictionaries > 0) throw wrong('dictionaries', dictionaries);
  const columns = tables(footer, schema, 1).map((field) => columnType(footer, field, 0));
  const metadata = new Map(
    tables(footer, schema, 2).map((pair) => [footer.text(pair, 0), footer.text(pair, 1)]),
  );
  const blocks = footer.vector(footer.root, 3, 24);
  let rows = 0;
  let end = 8;
  for (let i = 0; i < blocks.count; i++) {
    const block = blocks.start + 24 * i;
    const [start, length, body] = [footer.long(block), footer.int(block + 8), footer.long(block + 16)];
    if (start < end || length < 8 || body < 0 || start + length + body > footerStart)
      throw wrong(`place of record batch ${i}`, `${start} + ${length} + ${body}`);
    end = start + length + body;
    const message = file.at(start, length);
    const at = (position: number, count: number) => file.at(start + length + position, count);
    rows += batchRows(message, { size: body, at }, columns, `record batch ${i}`);
  }
  return { rows, metadata };
}

type ColumnType = 'number' | 'integer' | 'text' | 'boolean' | 'texts';

/** The type of a field; its name, unit and child are visited, too. */
function columnType(footer: FlatBuffer, field: number, depth: number): ColumnType {
  const name = footer.text(field, 0);
  if (footer.optional(field, 4) !== undefined) throw wrong(`column ${name}`, 'a dictionary');
  for (const pair of tables(footer, field, 6)) for (const slot of [0, 1]) footer.text(pair, slot);
  const children = tables(footer, field, 5).map((child) =>
    depth === 0 ? columnType(footer, child, 1) : undefined,
  );
  const kind = footer.byte(field, 2);
  const type = footer.table(field, 3);
  const found = children.length === 0 ? flatType(footer, kind, type) : kind === 12 ? children[0] : undefined;
  if (children.length === 1 && found === 'text') return 'texts';
  if (children.length > 0 || found === undefined) throw wrong(`type of column ${name}`, kind);
  return found;
}

function flatType(footer: FlatBuffer, kind: number, type: number): ColumnType | undefined {
  if (kind === 2 && footer.short(type, 0) === 32 && footer.byte(type, 1) === 1) return 'integer';
  if (kind === 3 && footer.short(type, 0) === 2) return 'number';
  if (kind === 5) return 'text';
  return kind === 6 ? 'boolean' : undefined;
}

/** Rows of a record batch whose message and body are given, every buffer of it checked. */
function batchRows(
  bytes: Uint8Array,
  body: ByteSource,
  columns: readonly ColumnType[],
  name: string,
): number {
  const prefix = view(bytes, name);
  if (prefix.getUint32(0, true) !== 0xffffffff || prefix.getInt32(4, true) !== bytes.length - 8)
    throw wrong(`${name}: length of its message`, prefix.getInt32(4, true));
  const message = flatBuffer(bytes.subarray(8), name);
  if (message.byte(message.root, 1) !== 3) throw wrong(`${name}: kind`, message.byte(message.root, 1));
  const bodyAt = message.optional(message.root, 3);
  if (bodyAt === undefined ? body.size !== 0 : message.long(bodyAt) !== body.size)
    throw wrong(`${name}: length of its body`, bodyAt);
  const batch = message.table(message.root, 2);
  if (message.optional(batch, 3) !== undefined) throw wrong(name, 'compressed');
  const lengthAt = message.optional(batch, 0);
  const length = lengthAt === undefined ? 0 : message.long(lengthAt);
  const nodes = message.vector(batch, 1, 16);
  const buffers = message.vector(batch, 2, 16);
  let [node, buffer, end] = [0, 0, 0];
  const nextNode = (): number => {
    if (node === nodes.count) throw wrong(`${name}: columns`, nodes.count);
    const at = nodes.start + 16 * node++;
    const [rows, nulls] = [message.long(at), message.long(at + 8)];
    if (!(rows >= 0 && rows <= 8 * body.size && nulls >= 0 && nulls <= rows))
      throw wrong(`${name}: column ${node} of`, `${rows} rows`);
    return rows;
  };
  const nextBuffer = (needed: number): { at: number; bytes: number } => {
    if (buffer === buffers.count) throw wrong(`${name}: buffers`, buffers.count);
    const at = buffers.start + 16 * buffer++;
    const [start, bytes] = [message.long(at), message.long(at + 8)];
    if (!(start >= end && bytes >= needed && start + bytes <= body.size))
      throw wrong(`${name}: buffer ${buffer}`, `${bytes} bytes from ${start}, of ${body.size}`);
    end = start + bytes;
    return { at: start, bytes };
  };
  const valid = (rows: number): void => {
    const { bytes } = nextBuffer(0);
    if (bytes > 0 && 8 * bytes < rows) throw wrong(`${name}: buffer ${buffer}`, `${bytes} bytes`);
  };
  /** The offsets of texts or lists, rising; the last one. */
  const offsets = (rows: number): number => {
    const { at } = nextBuffer(rows === 0 ? 0 : 4 * (rows + 1));
    if (rows === 0) return 0;
    const values = view(body.at(at, 4 * (rows + 1)), name);
    let last = 0;
    for (let i = 0; i <= rows; i++) {
      const next = values.getInt32(4 * i, true);
      if (next < last) throw wrong(`${name}: offset ${i} of buffer ${buffer}`, next);
      last = next;
    }
    return last;
  };
  const text = (rows: number): void => {
    valid(rows);
    nextBuffer(offsets(rows));
  };
  for (const type of columns) {
    const rows = nextNode();
    if (rows !== length) throw wrong(`${name}: column ${node} of`, `${rows} rows`);
    if (type === 'text') text(rows);
    else {
      valid(rows);
      if (type === 'number') nextBuffer(8 * rows);
      if (type === 'integer') nextBuffer(4 * rows);
      if (type === 'boolean') nextBuffer(Math.ceil(rows / 8));
      if (type === 'texts') {
        const last = offsets(rows);
        const items = nextNode();
        if (items < last) throw wrong(`${name}: column ${node} of`, `${items} texts`);
        text(items);
      }
    }
  }
  if (node < nodes.count || buffer < buffers.count) throw wrong(`${name}: columns`, nodes.count);
  if (columns.length === 0 && length !== 0) throw wrong(`${name}: rows`, length);
  return length;
}

/** Reads a FlatBuffer and never beyond it. Positions are in bytes; a slot is the number of a table's field. */
interface FlatBuffer {
  readonly root: number;
  /** Where the value of a field lies; undefined where there is none. */
  readonly optional: (table: number, slot: number) => number | undefined;
  readonly table: (table: number, slot: number) => number;
  /** 0 where there is none, as for `short`. */
  readonly byte: (table: number, slot: number) => number;
  readonly short: (table: number, slot: number) => number;
  readonly text: (table: number, slot: number) => string;
  /** Of none where there is none. */
  readonly vector: (table: number, slot: number, bytesEach: number) => { start: number; count: number };
  readonly int: (at: number) => number;
  readonly long: (at: number) => number;
}

function flatBuffer(bytes: Uint8Array, name: string): FlatBuffer {
  const data = view(bytes, name); // which throws a RangeError where it is asked for what lies outside
  let left = bytes.length; // vectors and texts that share bytes would make a small file endless
  const int = (at: number): number => data.getInt32(at, true);
  const follow = (at: number): number => at + data.getUint32(at, true);
  const optional = (table: number, slot: number): number | undefined => {
    const fields = table - int(table);
    if (4 + 2 * slot >= data.getUint16(fields, true)) return undefined;
    const offset = data.getUint16(fields + 4 + 2 * slot, true);
    return offset === 0 ? undefined : table + offset;
  };
  const vector = (table: number, slot: number, bytesEach: number) => {
    const at = optional(table, slot);
    if (at === undefined) return { start: 0, count: 0 };
    const start = follow(at) + 4;
    const count = data.getUint32(start - 4, true);
    left -= count * bytesEach;
    if (start + count * bytesEach > bytes.length || left < 0) throw wrong(`${name}: count`, count);
    return { start, count };
  };
  return {
    root: follow(0),
    optional,
    table(table, slot) {
      const at = optional(table, slot);
      if (at === undefined) throw wrong(`${name}: field ${slot}`, 'nothing');
      return follow(at);
    },
    byte(table, slot) {
      const at = optional(table, slot);
      return at === undefined ? 0 : data.getUint8(at);
    },
    short(table, slot) {
      const at = optional(table, slot);
      return at === undefined ? 0 : data.getInt16(at, true);
    },
    text(table, slot) {
      const { start, count } = vector(table, slot, 1);
      return Buffer.from(bytes.buffer, bytes.byteOffset + start, count).toString('utf8');
    },
    vector,
    int,
    long: (at) => Number(data.getBigInt64(at, true)),
  };
}

/** Positions of the tables in a vector of tables. */
function tables(buffer: FlatBuffer, table: number, slot: number): number[] {
  const { start, count } = buffer.vector(table, slot, 4);
  return Array.from({ length: count }, (_, i) => start + 4 * i + (buffer.int(start + 4 * i) >>> 0));
}

function view(bytes: Uint8Array, name: string): DataView {
  if (bytes.length < 4) throw wrong(name, `${bytes.length} bytes`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function wrong(field: string, value: unknown): RangeError {
  return new RangeError(`${field}: ${String(value)}`);
}
