import { fitNormalizer, type Scaling } from '../../lib/models/data/normalizer';
import type { Model } from '../../lib/models/predict';
import type { StoredModel } from '../../lib/models/storage/store';
import type { Rows } from '../../lib/models/data/rows';
import { random } from '../../lib/stats/random';

const features = ['pitch_mean', 'pitch_sd', 'constant', 'steps', 'level'];
const units = ['Hz', 'Hz', '', '', 'dB'];
const width = features.length;
const generator = random(20260713);
const numbers = (count: number, low = -1, high = 1): Float64Array =>
  Float64Array.from({ length: count }, () => generator.uniform(low, high));

/** Rows as measured: large and small numbers, a column that is constant in training, one with few different values. */
function rows(count: number, training: boolean): Rows {
  const values = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const spread = training ? 1 : 1.3; // beyond the range of training
    values.set(
      [
        200 + 80 * spread * generator.uniform(-1, 1),
        0.001 * generator.uniform(0, spread),
        training ? 3 : 3 + generator.uniform(-1, 1),
        Math.floor(generator.uniform(0, 4 * spread)),
        -60 + 30 * spread * generator.uniform(-1, 1),
      ],
      i * width,
    );
  }
  return { features, values };
}

const training = rows(70, true);

/** Rows to predict, the last ones with missing values. */
export const newRows: Rows = rows(40, false);
newRows.values[37 * width] = NaN;
newRows.values[38 * width + 2] = NaN;
newRows.values.fill(NaN, 39 * width);

const classes = ['not excited', 'excited'] as const;
const sigmoid = { slope: -1.7, offset: 0.3 };
const linear = () => ({ features, settings: {}, weights: numbers(width), bias: generator.uniform(-1, 1) });
const rbf = (gamma: number) => ({
  features,
  settings: {},
  vectors: numbers(12 * width, 0, 1),
  dualCoefficients: numbers(12),
  bias: 0.2,
  gamma,
});
const layers = () => [
  { weights: numbers(width * 7), bias: numbers(7) },
  { weights: numbers(7), bias: numbers(1) },
];

const models: readonly (readonly [string, Scaling, Model])[] = [
  ['arousal', 'min-max', { kind: 'linear-svr', ...linear() }],
  ['valence', 'standard', { kind: 'ridge', ...linear() }],
  ['valence', 'robust', { kind: 'lasso', ...linear() }],
  ['valence', 'quantile', { kind: 'elastic-net', ...linear() }],
  ['arousal', 'quantile', { kind: 'rbf-svr', ...rbf(0.5) }],
  ['excited', 'min-max', { kind: 'linear-svm', classes, sigmoid, ...linear() }],
  ['excited', 'robust', { kind: 'rbf-svm', classes, sigmoid, ...rbf(0.2) }],
  ['excited', 'min-max', { kind: 'mlp', classes, features, settings: {}, layers: layers() }],
  ['arousal', 'standard', { kind: 'mlp-regression', features, settings: {}, layers: layers() }],
];

/** A stored model of every kind and scale, by the name of its file. */
export const exportedModels: ReadonlyMap<string, StoredModel> = new Map(
  models.map(([target, scaling, model]) => [
    `${model.kind}-${scaling}`,
    {
      model,
      normalizer: fitNormalizer(scaling, training),
      target,
      units,
      provenance: {
        kind: 'model',
        data: 'made by test/support/onnx-models.ts',
        features: { name: 'prosody', version: 1 },
        settings: {},
        versions: {},
      },
      scores: { 'CCC, speakers left out': 0.5 },
    },
  ]),
);
