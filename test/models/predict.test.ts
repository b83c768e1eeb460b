import assert from 'node:assert/strict';
import test from 'node:test';
import type { MlpClassifier } from '../../lib/models/networks/mlp-classifier';
import { predict } from '../../lib/models/predict';
import type { LinearSvr } from '../../lib/models/svm/linear-svr';
import { closeTo } from '../support/close-to';
import { rowsOf } from '../support/rows';
import reference from '../reference/models.json';

const { columns, x, start, probabilityAtStart } = reference.mlp;
const rows = rowsOf(x, columns);
const network: MlpClassifier = {
  kind: 'mlp',
  features: rows.features,
  classes: ['no', 'yes'],
  layers: [
    { weights: Float64Array.from(start.hiddenWeights), bias: Float64Array.from(start.hiddenBias) },
    { weights: Float64Array.from(start.outputWeights), bias: Float64Array.from(start.outputBias) },
  ],
  settings: {},
};
const line: LinearSvr = {
  kind: 'linear-svr',
  features: ['a', 'b'],
  weights: Float64Array.of(2, -1),
  bias: 0.5,
  settings: {},
};

test('a network built from weights predicts as scikit-learn does with them', () => {
  predict(network, rows).forEach((p, i) => closeTo(p, probabilityAtStart[i], 1e-14)); // double precision throughout
});

test('a linear model is a weighted sum, and NaN where a column is NaN', () => {
  const values = Float64Array.of(1, 2, NaN, 1);
  assert.deepEqual([...predict(line, { features: ['a', 'b'], values })], [0.5, NaN]);
  const gap = rowsOf(x, columns).values;
  gap[columns] = NaN; // first column of the second row
  const probabilities = predict(network, { features: rows.features, values: gap });
  closeTo(probabilities[0], probabilityAtStart[0], 1e-14);
  closeTo(probabilities[1], NaN, 0);
});

test('other columns than the model’s are refused by name', () => {
  assert.throws(
    () => predict(line, { features: ['a', 'c'], values: new Float64Array(2) }),
    /linear-svr model has 2 features, the rows 2; they first differ at column 2: b expected, c found/,
  );
  assert.throws(
    () => predict(line, { features: ['a'], values: new Float64Array(1) }),
    /column 2: b expected, none found/,
  );
});
