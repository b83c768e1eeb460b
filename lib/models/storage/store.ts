import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseProvenance, provenanceDifferences, type Provenance } from '../../tables/provenance';
import { modelCard } from './model-card';
import { REMEDY, type ModelHeader } from './model-fields';
import { packNumbers, readHeader, readNumbers, writeModelFolder } from './model-files';
import { modelParts } from './model-parts';
import { normalizerArrays } from './normalizer-file';
import { checkFeatureSet, FORMAT, unpackModel, type ExpectedFeatures, type ModelCheck } from './read-model';
import type { StoredModel } from './stored-model';

export type { StoredModel } from './stored-model';

/**
 * Writes a model as a folder of three files: `model.json`, for programs, its numbers as little-endian doubles, and the
 * model card `MODEL.md`, for people. The numbers' file is named by its content and `model.json` is replaced last, in
 * one step: a kill at any moment leaves the old model or the new one, never a mixture.
 *
 * @param folder such as `processed-data/models/valence`; made when missing
 * @throws Error naming the file when it cannot be written
 */
export function saveModel(folder: string, stored: StoredModel): void {
  const { header, bytes } = packModel(stored);
  writeModelFolder(folder, header, bytes, { 'MODEL.md': modelCard(stored, header.numbers.sha256) });
}

/** A model as `model.json` holds it, and its numbers. */
export function packModel(stored: StoredModel): { readonly header: ModelHeader; readonly bytes: Uint8Array } {
  const { model, normalizer, ...rest } = stored;
  const { fields, arrays } = modelParts(model);
  const { bytes, description } = packNumbers([...arrays, ...normalizerArrays(normalizer)]);
  const header = {
    format: FORMAT,
    target: rest.target,
    kind: model.kind,
    ...fields,
    settings: model.settings,
    normalizer: normalizer.kind,
    features: model.features,
    units: rest.units,
    numbers: description,
    provenance: rest.provenance,
    scores: rest.scores,
  };
  return { header, bytes };
}

/**
 * How the model that lies in a folder was made otherwise than one that is to replace it: 'data changed a1 → b2'.
 *
 * @param folder as given to `saveModel`
 * @returns undefined where there is none, or one made in the same way
 */
export function replacedModel(folder: string, wanted: Provenance): string | undefined {
  const path = join(folder, 'model.json');
  if (!existsSync(path)) return undefined;
  let found: Provenance;
  try {
    found = provenanceOf(folder);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return provenanceDifferences(found, wanted).join('; ') || undefined;
}

/** Names of the models in a folder, in order; none where there is no such folder. */
export function storedModelNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'model.json')))
    .sort();
}

/**
 * Name of the feature set that a stored model reads.
 *
 * @param folder as given to `saveModel`
 * @throws Error naming the file when it is missing, damaged, or names no feature set
 */
export function featureSetOf(folder: string): string {
  const { features } = provenanceOf(folder);
  if (features === undefined)
    throw new Error(`${join(folder, 'model.json')}: names no feature set; ${REMEDY}`);
  return features.name;
}

/**
 * How a stored model was made.
 *
 * @param folder as given to `saveModel`
 * @throws Error naming the file when it is missing or damaged
 */
export function provenanceOf(folder: string): Provenance {
  const path = join(folder, 'model.json');
  const { provenance = null } = readHeader(path, FORMAT);
  return parseProvenance(JSON.stringify(provenance), path);
}

/**
 * Reads a model back; its predictions are the same to the last bit.
 *
 * @param folder as given to `saveModel`
 * @param expected the feature set it is to be used with
 * @throws Error naming file and field, what was found and what was expected, when the model is missing, damaged, of
 *   another format, or was trained on another feature set or version
 */
export function loadModel(folder: string, expected: ExpectedFeatures): StoredModel {
  return readStoredModel(folder, checkFeatureSet(expected));
}

/**
 * Reads a model of any feature set back.
 *
 * @param check sees provenance and columns before the numbers are read
 * @throws Error naming file and field, what was found and what was expected
 */
export function readStoredModel(folder: string, check?: ModelCheck): StoredModel {
  const path = join(folder, 'model.json');
  const header = readHeader(path, FORMAT);
  return unpackModel(path, header, (path) => readNumbers(folder, path, header.numbers), check);
}
