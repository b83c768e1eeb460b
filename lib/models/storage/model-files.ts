import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../tables/artifact';
import type { NamedArrays } from '../model-type';
import {
  isNumbersFile,
  numbersFileName,
  numbersIn,
  parseHeader,
  REMEDY,
  type ArrayReader,
  type ModelHeader,
  type NumbersFile,
} from './model-fields';

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
 */
export function readNumbers(folder: string, path: string, described: unknown): ArrayReader {
  const file = join(folder, numbersFileName(path, described));
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
): ArrayReader {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return numbersIn(path, described, { file, bytes, sha256 });
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

/** The bytes of a file of the model, or an Error that says how to make it. */
function readOrExplain(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${path} cannot be read (${reason}); ${REMEDY}`, { cause });
  }
}
