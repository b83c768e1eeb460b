import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../tables/artifact';
import { parseProvenance, type Json, type Provenance } from '../tables/provenance';
import {
  fieldReader,
  isNumbersFile,
  isRecord,
  packNumbers,
  readNumbers,
  readOrExplain,
  REMEDY,
  type NamedArrays,
} from './model-files';
import type { Normalizer } from './normalizer';
import { normalizerArrays, readNormalizer } from './normalizer-file';
import type { Model } from './predict';

/** A model with all that is needed to use it and to know where it came from. */
export interface StoredModel<M extends Model = Model> {
  readonly model: M;
  /** Brings rows as measured to the model's scale. */
  readonly normalizer: Normalizer;
  /** What is predicted: 'valence', 'arousal', 'excited'. */
  readonly target: string;
  /** Unit of each feature, in order. */
  readonly units: readonly string[];
  /** Data, feature set, protocol, seed, versions; its `features` are compared on loading. */
  readonly provenance: Provenance;
  /** How well it does, and under which protocol; NaN becomes null on disk. */
  readonly scores: { readonly [name: string]: Json };
}

/** The feature set a model is to be used with. */
export interface ExpectedFeatures {
  readonly name: string;
  readonly version: number;
  /** Column names, in order. */
  readonly features: readonly string[];
}

/** Raised when models of the previous version can no longer be read. */
const FORMAT = 'sentiment-audio-analysis/model/1';

/**
 * Writes a model as a folder of two files: `model.json`, for people and programs, and its numbers as little-endian
 * doubles. The numbers' file is named by its content and `model.json` is replaced last, in one step: a kill at any
 * moment leaves the old model or the new one, never a mixture.
 *
 * @param folder such as `processed-data/models/valence`; made when missing
 * @throws Error naming the file when it cannot be written
 */
export function saveModel(folder: string, stored: StoredModel): void {
  const { model, normalizer, ...rest } = stored;
  const { bytes, description } = packNumbers([...modelArrays(model), ...normalizerArrays(normalizer)]);
  const header = {
    format: FORMAT,
    target: rest.target,
    kind: model.kind,
    ...(model.kind === 'mlp' ? { classes: model.classes } : { bias: model.bias }),
    settings: model.settings,
    normalizer: normalizer.kind,
    features: model.features,
    units: rest.units,
    numbers: description,
    provenance: rest.provenance,
    scores: rest.scores,
  };
  replaceFile(join(folder, description.file), bytes);
  replaceFile(join(folder, 'model.json'), `${JSON.stringify(header, null, 1)}\n`);
  for (const name of readdirSync(folder)) {
    if (isNumbersFile(name) && name !== description.file) rmSync(join(folder, name));
  }
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
  const path = join(folder, 'model.json');
  const header = readHeader(path);
  const field = fieldReader(path, header);
  if (header.format !== FORMAT) {
    throw new Error(
      `${path}: format is ${JSON.stringify(header.format)}, this program reads ${FORMAT}; ${REMEDY}`,
    );
  }
  const features = field.texts('features');
  const provenance = parseProvenance(JSON.stringify(header.provenance ?? null), path);
  checkFeatureSet(path, provenance, features, expected);

  const array = readNumbers(folder, path, header.numbers);
  const settings = field.record('settings') as Readonly<Record<string, number>>;
  const kind = field.text('kind');
  let model: Model;
  if (kind === 'linear-svr' || kind === 'ridge' || kind === 'lasso' || kind === 'elastic-net') {
    model = {
      kind,
      features,
      weights: array('weights', features.length),
      bias: field.number('bias'),
      settings,
    };
  } else if (kind === 'mlp') {
    const classes = field.texts('classes');
    if (classes.length !== 2) throw new Error(`${path}: ${classes.length} classes, expected two; ${REMEDY}`);
    const units = array('hidden bias').length;
    model = {
      kind,
      features,
      classes: [classes[0], classes[1]],
      layers: [
        { weights: array('hidden weights', features.length * units), bias: array('hidden bias') },
        { weights: array('output weights', units), bias: array('output bias', 1) },
      ],
      settings,
    };
  } else {
    throw new Error(
      `${path}: kind is '${kind}', this program knows linear-svr, ridge, lasso, elastic-net and mlp; ${REMEDY}`,
    );
  }
  return {
    model,
    normalizer: readNormalizer(path, field.text('normalizer'), features, array),
    target: field.text('target'),
    units: field.texts('units'),
    provenance,
    scores: field.record('scores') as { readonly [name: string]: Json },
  };
}

function modelArrays(model: Model): NamedArrays {
  if (model.kind !== 'mlp') return [['weights', model.weights]];
  if (model.layers.length !== 2) {
    throw new RangeError(
      `a network of ${model.layers.length} layers cannot be stored; one hidden layer and the output can`,
    );
  }
  const [hidden, output] = model.layers;
  return [
    ['hidden weights', hidden.weights],
    ['hidden bias', hidden.bias],
    ['output weights', output.weights],
    ['output bias', output.bias],
  ];
}

function checkFeatureSet(
  path: string,
  { features: trainedOn }: Provenance,
  names: readonly string[],
  expected: ExpectedFeatures,
): void {
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
}

function readHeader(path: string): Record<string, unknown> {
  const text = Buffer.from(readOrExplain(path)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON (${text.length} characters); ${REMEDY}`, { cause });
  }
  if (!isRecord(value)) throw new Error(`${path} holds no object; ${REMEDY}`);
  return value;
}
