import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseProvenance, provenanceDifferences, type Json, type Provenance } from '../../tables/provenance';
import {
  fieldReader,
  packNumbers,
  readHeader,
  readNumbers,
  REMEDY,
  writeModelFolder,
  type ModelHeader,
} from './model-files';
import { modelCard } from './model-card';
import { modelParts, readModel } from './model-parts';
import { normalizerArrays, readNormalizer } from './normalizer-file';
import type { StoredModel } from './stored-model';

export type { StoredModel } from './stored-model';

/** The feature set that a model's input comes from. */
export interface ExpectedFeatures {
  readonly name: string;
  readonly version: number;
  /** Column names, in order. */
  readonly features: readonly string[];
}

/** Sees provenance and columns of a model before its numbers are read; it throws when they are not those expected. */
export type ModelCheck = (path: string, provenance: Provenance, features: readonly string[]) => void;

/** Raised when models of the previous version can no longer be read. */
export const FORMAT = 'sentiment-audio-analysis/model/1';

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
    const header = readHeader(path, FORMAT);
    found = parseProvenance(JSON.stringify(header.provenance ?? null), path);
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
  const path = join(folder, 'model.json');
  const { provenance = null } = readHeader(path, FORMAT);
  const { features } = parseProvenance(JSON.stringify(provenance), path);
  if (features === undefined) throw new Error(`${path}: names no feature set; ${REMEDY}`);
  return features.name;
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

/**
 * The model that `packModel` packed.
 *
 * @param path    of the file, for messages
 * @param header  of `parseHeader`
 * @param numbers reads the numbers, after `check` has seen provenance and columns
 */
export function unpackModel(
  path: string,
  header: Record<string, unknown>,
  numbers: (path: string) => (name: string, length?: number) => Float64Array,
  check?: ModelCheck,
): StoredModel {
  const field = fieldReader(path, header);
  const features = field.texts('features');
  const provenance = parseProvenance(JSON.stringify(header.provenance ?? null), path);
  check?.(path, provenance, features);
  const array = numbers(path);
  return {
    model: readModel(path, field, array),
    normalizer: readNormalizer(path, field.text('normalizer'), features, array),
    target: field.text('target'),
    units: field.texts('units'),
    provenance,
    scores: field.record('scores') as { readonly [name: string]: Json },
  };
}

/** @throws Error naming file, what was found and what was expected, for a model of another feature set or version */
export function checkFeatureSet(expected: ExpectedFeatures): ModelCheck {
  return (path, { features: trainedOn }, names) => {
    const before = trainedOn ? `${trainedOn.name} version ${trainedOn.version}` : 'an unnamed feature set';
    const now = `${expected.name} version ${expected.version}`;
    if (before !== now) {
      throw new Error(
        `${path}: the model was trained on ${before}, these features are ${now}; measure those, or train again`,
      );
    }
    const length = Math.max(names.length, expected.features.length);
    for (let j = 0; j < length; j++) {
      if (names[j] !== expected.features[j]) {
        throw new Error(
          `${path}: column ${j + 1} of ${now} is ${names[j] ?? 'none'} in the model and ` +
            `${expected.features[j] ?? 'none'} here; ${REMEDY}`,
        );
      }
    }
  };
}
