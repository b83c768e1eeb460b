import { readFileSync } from 'node:fs';
import { isSealed, onnxMetadata } from '../../onnx/file-format';
import { fileError } from '../../text/file-error';
import { parseHeader } from '../storage/model-fields';
import { unpackNumbers } from '../storage/model-files';
import { FORMAT, unpackModel, type ModelCheck } from '../storage/read-model';
import type { StoredModel } from '../storage/stored-model';
import { ONNX_FORMAT } from './export-model';

/**
 * Reads the model of an ONNX file that `saa export` wrote; its predictions are those of the model that was exported, to the
 * last bit. The optional ONNX part is not needed.
 *
 * @param check sees provenance and columns before the numbers are read
 * @throws Error naming the file when it is missing, damaged, changed since, or written by another program
 */
export function readExported(path: string, check?: ModelCheck): StoredModel {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw fileError(error, path);
  }
  const wrong = (what: string): Error => new Error(`${path}: ${what}; write it again by npx saa export`);
  let metadata: ReadonlyMap<string, string>;
  try {
    metadata = onnxMetadata(bytes);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const format = metadata.get('format');
  if (format !== ONNX_FORMAT)
    throw wrong(
      `its format is ${format ?? 'not stated'}, expected ${ONNX_FORMAT}: another program or version wrote it`,
    );
  if (!isSealed(bytes)) throw wrong('it is damaged, or another program has changed it');
  const header = parseHeader(metadata.get('model.json') ?? '', path, FORMAT);
  const numbers = Buffer.from(metadata.get('numbers') ?? '', 'base64');
  return unpackModel(path, header, () => unpackNumbers(path, numbers, path, header.numbers), check);
}
