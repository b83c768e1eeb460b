import assert from 'node:assert/strict';
import test from 'node:test';
import { trainElasticNet, trainLasso } from '../../lib/models/linear/elastic-net';
import { trainRidge } from '../../lib/models/linear/ridge';
import { predict, type Regressor } from '../../lib/models/predict';
import { trainLinearSvr } from '../../lib/models/svm/linear-svr';
import { trainRbfSvr } from '../../lib/models/svm/rbf-svr';
import { closeTo } from '../support/close-to';
import { rowsOf } from '../support/rows';
import reference from '../reference/weighted-regressions.json';

const { columns, x, y, predicted } = reference;
const rows = rowsOf(x, columns);
const unseen = rowsOf(reference.unseen, columns);
const weights = Float64Array.from(reference.weights);
const models: Record<keyof typeof predicted, (weights?: Float64Array) => Regressor> = {
  ridge: (counts) => trainRidge(rows, y, 5, counts),
  lasso: (counts) => trainLasso(rows, y, 0.05, counts),
  'elastic-net': (counts) => trainElasticNet(rows, y, { penalty: 0.05, weights: counts }),
  'linear-svr': (counts) => trainLinearSvr(rows, y, { weights: counts }),
  'rbf-svr': (counts) => trainRbfSvr(rows, y, { weights: counts }),
};
// The solvers of support vectors stop at 1e-4 in the bias; predictions are ratings of 1 to 5.
const tolerances = { ridge: 1e-8, lasso: 1e-5, 'elastic-net': 1e-5, 'linear-svr': 1e-3, 'rbf-svr': 1e-3 };

for (const kind of ['ridge', 'lasso', 'elastic-net', 'linear-svr', 'rbf-svr'] as const) {
  test(`${kind} counts rows by their weights as scikit-learn does`, () => {
    const found = predict(models[kind](weights), unseen);
    found.forEach((value, i) => closeTo(value, predicted[kind][i], tolerances[kind], `row ${i}`));
    const alike = predict(models[kind](), unseen);
    assert.ok(
      alike.some((value, i) => Math.abs(value - found[i]) > 0.05),
      'weights matter here',
    );
    predict(models[kind](new Float64Array(y.length).fill(1)), unseen).forEach((value, i) =>
      closeTo(value, alike[i], tolerances[kind]),
    );
  });
}

test('weights must match the rows and be above 0', () => {
  assert.throws(() => trainRidge(rows, y, 5, weights.subarray(1)), /59 weights for 60 rows/);
  const zero = weights.slice().fill(0, 3, 4);
  assert.throws(
    () => trainRbfSvr(rows, y, { weights: zero }),
    /weight 0 of training row 3; give numbers above 0/,
  );
});
