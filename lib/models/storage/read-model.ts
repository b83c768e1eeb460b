import { parseProvenance, type Json, type Provenance } from '../../tables/provenance';
import { fieldReader, REMEDY, type ArrayReader } from './model-fields';
import { readModel } from './model-parts';
import { readNormalizer } from './normalizer-file';
import type { StoredModel } from './stored-model';

/*
 * A stored model from what its files say, wherever they lie: nothing of Node is used.
 */

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
 * The model that `packModel` packed.
 *
 * @param path    of the file, for messages
 * @param header  of `parseHeader`
 * @param numbers reads the numbers, after `check` has seen provenance and columns
 */
export function unpackModel(
  path: string,
  header: Record<string, unknown>,
  numbers: (path: string) => ArrayReader,
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
