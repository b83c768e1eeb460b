import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../tables/artifact';
import type { NamedArrays } from '../model-type';

/** What to do about a model that cannot be read, to end an error message with. */
export const REMEDY =
  'delete the folder and run notebook emotion_analysis (`npm run notebooks -- --only emotion_analysis`)';

/** Description, in `model.json`, of the file of numbers. */
export interface NumbersFile {
  /** Name of the file, made from its content. */
  readonly file: string;
  readonly sha256: string;
  readonly arrays: readonly { readonly name: string; readonly length: number }[];
}

/** The arrays as little-endian doubles, with the description to be kept in `model.json`. */
export function packNumbers(arrays: NamedArrays): {
  readonly bytes: Uint8Array;
  readonly description: NumbersFile;
} {
  const bytes = littleEndian(arrays);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const lengths = arrays.map(([name, values]) => ({ name, length: values.length }));
  return { bytes, description: { file: `weights-${sha256.slice(0, 12)}.bin`, sha256, arrays: lengths } };
}

/** What a `model.json` holds, before it is written. */
export interface ModelHeader {
  readonly format: string;
  readonly numbers: NumbersFile;
  readonly [name: string]: unknown;
}

/** Whether a file of a model's folder is one of its files of numbers, by its name. */
function isNumbersFile(name: string): boolean {
  return /^weights-[0-9a-f]{12}\.bin$/.test(name);
}

function littleEndian(arrays: NamedArrays): Uint8Array {
  const bytes = new Uint8Array(8 * arrays.reduce((sum, [, values]) => sum + values.length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const [, values] of arrays) {
    for (const value of values) {
      view.setFloat64(offset, value, true);
      offset += 8;
    }
  }
  return bytes;
}

/**
 * Reads the numbers' file and checks it against what `model.json` says of it.
 *
 * @param path of `model.json`, for messages
 * @param described its field `numbers`
 * @returns the array of a name; asked for with a length, it throws when there is another
 */
export function readNumbers(
  folder: string,
  path: string,
  described: unknown,
): (name: string, length?: number) => Float64Array {
  const field = fieldReader(path, isRecord(described) ? described : {});
  const name = field.text('file');
  if (!isNumbersFile(name)) throw new Error(`${path}: '${name}' is no name of a file of numbers; ${REMEDY}`);
  const file = join(folder, name);
  return unpackNumbers(file, readOrExplain(file), path, described);
}

/**
 * The arrays that `packNumbers` packed.
 *
 * @param file      the bytes' name, for messages
 * @param described the description, as the file `path` has it
 */
export function unpackNumbers(
  file: string,
  bytes: Uint8Array,
  path: string,
  described: unknown,
): (name: string, length?: number) => Float64Array {
  const field = fieldReader(path, isRecord(described) ? described : {});
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== field.text('sha256')) {
    throw new Error(`${file}: its checksum is ${sha256}, model.json says ${field.text('sha256')}; ${REMEDY}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Float64Array>();
  let offset = 0;
  for (const entry of field.list('arrays')) {
    const inner = fieldReader(path, isRecord(entry) ? entry : {});
    const length = inner.number('length');
    if (!Number.isInteger(length) || length < 0 || offset + 8 * length > bytes.length) {
      throw new Error(
        `${file}: ${bytes.length} bytes do not hold ${inner.text('name')} of ${length} numbers; ${REMEDY}`,
      );
    }
    const start = offset;
    found.set(
      inner.text('name'),
      Float64Array.from({ length }, (_, i) => view.getFloat64(start + 8 * i, true)),
    );
    offset += 8 * length;
  }
  return (wanted, length) => {
    const values = found.get(wanted);
    if (values === undefined || (length !== undefined && values.length !== length)) {
      const what = values === undefined ? 'missing' : `${values.length} numbers`;
      throw new Error(`${path}: array '${wanted}' is ${what}, expected ${length ?? 'some'}; ${REMEDY}`);
    }
    return values;
  };
}

/**
 * Writes a model's folder: its numbers, further files, and `model.json`, which is replaced last, in one step: a kill at any
 * moment leaves the old model or the new one, never a mixture.
 *
 * @param header of `model.json`, with the numbers' description
 */
export function writeModelFolder(
  folder: string,
  header: ModelHeader,
  bytes: Uint8Array,
  further: Readonly<Record<string, string>> = {},
): void {
  replaceFile(join(folder, header.numbers.file), bytes);
  for (const [name, text] of Object.entries(further)) replaceFile(join(folder, name), text);
  replaceFile(join(folder, 'model.json'), `${JSON.stringify(header, null, 1)}\n`);
  for (const name of readdirSync(folder)) {
    if (isNumbersFile(name) && name !== header.numbers.file) rmSync(join(folder, name));
  }
}

/**
 * What a `model.json` holds.
 *
 * @throws Error naming the file when it is missing, no JSON object, or of another format
 */
export function readHeader(path: string, format: string): Record<string, unknown> {
  return parseHeader(Buffer.from(readOrExplain(path)).toString('utf8'), path, format);
}

/** As `readHeader`, of the text of the file `path`. */
export function parseHeader(text: string, path: string, format: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON (${text.length} characters); ${REMEDY}`, { cause });
  }
  if (!isRecord(value)) throw new Error(`${path} holds no object; ${REMEDY}`);
  if (value.format !== format) {
    throw new Error(
      `${path}: format is ${JSON.stringify(value.format)}, this program reads ${format}; ${REMEDY}`,
    );
  }
  return value;
}

/** The bytes of a file of the model, or an Error that says how to make it. */
function readOrExplain(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${path} cannot be read (${reason}); ${REMEDY}`, { cause });
  }
}

/** Reads fields of a JSON object by name; each throws an Error that names a field that is missing or of another type. */
export interface FieldReader {
  readonly list: (name: string) => readonly unknown[];
  readonly text: (name: string) => string;
  readonly number: (name: string) => number;
  readonly texts: (name: string) => readonly string[];
  readonly record: (name: string) => Record<string, unknown>;
  readonly numbers: (name: string) => Record<string, number>;
}

/** @param path of the file, for messages */
export function fieldReader(path: string, object: Record<string, unknown>): FieldReader {
  const get = <T>(name: string, isWanted: (value: unknown) => value is T, wanted: string): T => {
    const value = object[name];
    if (isWanted(value)) return value;
    const found = JSON.stringify(value) ?? 'missing';
    throw new Error(`${path}: field '${name}' is ${found}, expected ${wanted}; ${REMEDY}`);
  };
  return {
    list: (name) => get(name, isList, 'a list'),
    text: (name) => get(name, isText, 'a text'),
    number: (name) => get(name, isNumber, 'a number'),
    texts: (name) => get(name, isTexts, 'a list of texts'),
    record: (name) => get(name, isRecord, 'an object'),
    numbers: (name) => get(name, isNumbers, 'an object of numbers'),
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return isList(value) && value.every(isText);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is Record<string, number> {
  return isRecord(value) && Object.values(value).every(isNumber);
}
