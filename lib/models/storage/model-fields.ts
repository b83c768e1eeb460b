/*
 * What the files of a model say, without reading them: nothing of Node is used.
 */

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

/** What a `model.json` holds, before it is written. */
export interface ModelHeader {
  readonly format: string;
  readonly numbers: NumbersFile;
  readonly [name: string]: unknown;
}

/** Whether a file of a model's folder is one of its files of numbers, by its name. */
export function isNumbersFile(name: string): boolean {
  return /^weights-[0-9a-f]{12}\.bin$/.test(name);
}

/** The stored array of a name; asked for with a length, it throws when there is another. */
export type ArrayReader = (name: string, length?: number) => Float64Array;

/**
 * Name of the file of numbers.
 *
 * @param path of `model.json`, for messages
 * @param described its field `numbers`
 */
export function numbersFileName(path: string, described: unknown): string {
  const name = fieldReader(path, isRecord(described) ? described : {}).text('file');
  if (!isNumbersFile(name)) throw new Error(`${path}: '${name}' is no name of a file of numbers; ${REMEDY}`);
  return name;
}

/**
 * The arrays in the bytes of numbers, checked against what `model.json` says of them.
 *
 * @param path of `model.json`, for messages
 * @param described its field `numbers`
 * @param found name for messages, bytes and their checksum
 */
export function numbersIn(
  path: string,
  described: unknown,
  { file, bytes, sha256 }: { readonly file: string; readonly bytes: Uint8Array; readonly sha256: string },
): ArrayReader {
  const field = fieldReader(path, isRecord(described) ? described : {});
  if (sha256 !== field.text('sha256')) {
    throw new Error(`${file}: its checksum is ${sha256}, model.json says ${field.text('sha256')}; ${REMEDY}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const arrays = new Map<string, Float64Array>();
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
    arrays.set(
      inner.text('name'),
      Float64Array.from({ length }, (_, i) => view.getFloat64(start + 8 * i, true)),
    );
    offset += 8 * length;
  }
  return (wanted, length) => {
    const values = arrays.get(wanted);
    if (values === undefined || (length !== undefined && values.length !== length)) {
      const what = values === undefined ? 'missing' : `${values.length} numbers`;
      throw new Error(`${path}: array '${wanted}' is ${what}, expected ${length ?? 'some'}; ${REMEDY}`);
    }
    return values;
  };
}

/**
 * What the text of a `model.json` holds.
 *
 * @throws Error naming the file when it is no JSON object, or of another format
 */
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
