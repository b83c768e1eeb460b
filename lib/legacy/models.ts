/** Reads the models that the original Python project trained with scikit-learn 0.19. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readOriginalStatistics } from './original';
import { readPickleFile } from './pickle';
import { attributes, pickledList, pickledNumber, pickledNumbers, pickledText } from './pickle-value';
import type { PickleValue } from './pickle-value';
import type { Layer } from '../models/networks/mlp';
import type { MlpClassifier } from '../models/networks/mlp-classifier';
import type { MinMaxNormalizer } from '../models/data/normalizer';
import type { LinearSvr } from '../models/svm/linear-svr';

/** The models of the original project. */
export interface OriginalModels {
  /** Range of each column over all 10,009 utterances of the original, training and test. */
  readonly normalizer: MinMaxNormalizer;
  readonly valence: LinearSvr;
  readonly arousal: LinearSvr;
  readonly excited: MlpClassifier;
}

const files = [
  'min_acoustic_features.obj',
  'max_acoustic_features.obj',
  'model_regression_valance.sav',
  'model_regression_arouse.sav',
  'model_classification_excited.sav',
];

/** Paths of the original's files in `dir`, or in its `model/` and `processed-data/` as in the original. */
function locate(dir: string): (string | undefined)[] {
  return files.map((file) =>
    [join(dir, file), join(dir, 'model', file), join(dir, 'processed-data', file)].find((path) =>
      existsSync(path),
    ),
  );
}

/** Whether `dir` holds the original's three models and the ranges of its features. */
export function hasOriginalModels(dir: string): boolean {
  return locate(dir).every((path) => path !== undefined);
}

/**
 * Reads the original's models and normalizer from the pickles in `dir` (or its `model/` and `processed-data/`).
 *
 * @param features names of the original's 83 columns, in order
 * @throws Error naming file and field when a file is missing or not from the original
 */
export function readOriginalModels(dir: string, features: readonly string[]): OriginalModels {
  const paths = locate(dir);
  const missing = files.filter((_, i) => paths[i] === undefined);
  if (missing.length > 0) {
    throw new Error(
      `${dir}: ${missing.join(', ')} not found there, in model/ or in processed-data/; ` +
        'copy them from the original project, or train models with notebook emotion_analysis',
    );
  }
  const [min, max, valence, arousal, excited] = paths as string[];
  return {
    normalizer: {
      kind: 'min-max',
      features,
      min: ofWidth(readOriginalStatistics(min), features, min),
      max: ofWidth(readOriginalStatistics(max), features, max),
    },
    valence: linearRegressor(readPickleFile(valence), features, valence),
    arousal: linearRegressor(readPickleFile(arousal), features, arousal),
    excited: network(readPickleFile(excited), features, excited),
  };
}

/** SVR with a linear kernel; its weights are the sum of its support vectors times their dual coefficients. */
function linearRegressor(value: PickleValue, features: readonly string[], path: string): LinearSvr {
  const fields = attributes(value, ['sklearn.svm.classes SVR'], path);
  const kernel = pickledText(fields.get('kernel'), `${path}, kernel`);
  if (kernel !== 'linear') throw new Error(`${path}: kernel is '${kernel}'; the original's is 'linear'`);
  const numbers = (name: string, axes: number) => pickledNumbers(fields.get(name), axes, `${path}, ${name}`);
  const vectors = numbers('support_vectors_', 2);
  const coefficients = numbers('dual_coef_', 2).values;
  const [count, width] = vectors.shape;
  if (coefficients.length !== count) {
    throw new Error(`${path}: ${coefficients.length} coefficients for ${count} support vectors`);
  }
  const weights = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) weights[j] += coefficients[i] * vectors.values[i * width + j];
  }
  const intercept = numbers('intercept_', 1).values;
  if (intercept.length !== 1) throw new Error(`${path}: ${intercept.length} intercepts, expected one`);
  return {
    kind: 'linear-svr',
    features,
    weights: ofWidth(weights, features, path),
    bias: intercept[0],
    settings: {
      c: pickledNumber(fields.get('C'), `${path}, C`),
      epsilon: pickledNumber(fields.get('epsilon'), `${path}, epsilon`),
    },
  };
}

/** MLPClassifier of two classes, 0 (not excited) and 1 (excited). */
function network(value: PickleValue, features: readonly string[], path: string): MlpClassifier {
  const fields = attributes(value, ['sklearn.neural_network.multilayer_perceptron MLPClassifier'], path);
  for (const [name, expected] of [
    ['activation', 'relu'],
    ['out_activation_', 'logistic'],
  ]) {
    const found = pickledText(fields.get(name), `${path}, ${name}`);
    if (found !== expected)
      throw new Error(`${path}: ${name} is '${found}'; the original's is '${expected}'`);
  }
  const binarizer = attributes(
    fields.get('_label_binarizer'),
    ['sklearn.preprocessing.label LabelBinarizer'],
    `${path}, _label_binarizer`,
  );
  const classes = pickledNumbers(binarizer.get('classes_'), 1, `${path}, classes_`).values;
  if (classes.join() !== '0,1') throw new Error(`${path}: classes ${classes.join()}; the original's are 0,1`);
  const weights = pickledList(fields.get('coefs_'), `${path}, coefs_`);
  const biases = pickledList(fields.get('intercepts_'), `${path}, intercepts_`);
  let width = features.length;
  const layers = weights.map((matrix, depth): Layer => {
    const where = `${path}, layer ${depth}`;
    const { shape, values } = pickledNumbers(matrix, 2, where); // (inputs, units)
    const bias = pickledNumbers(biases[depth], 1, `${where}, bias`).values;
    if (shape[0] !== width || shape[1] !== bias.length) {
      throw new Error(`${where}: ${shape.join(' × ')} weights and ${bias.length} biases for ${width} inputs`);
    }
    width = bias.length;
    return { weights: values, bias };
  });
  if (width !== 1 || layers.length === 0) throw new Error(`${path}: ${width} outputs, expected one`);
  return { kind: 'mlp', features, classes: ['not excited', 'excited'], layers, settings: {} };
}

function ofWidth(values: Float64Array, features: readonly string[], path: string): Float64Array {
  if (values.length === features.length) return values;
  throw new Error(`${path}: ${values.length} columns, expected the original's ${features.length}`);
}
