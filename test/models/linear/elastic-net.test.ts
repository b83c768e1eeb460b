import assert from 'node:assert/strict';
import test from 'node:test';
import { trainElasticNet, trainLasso } from '../../../lib/models/linear/elastic-net';
import { predict } from '../../../lib/models/predict';
import { mean } from '../../../lib/stats/summary';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';
import reference from '../../reference/linear-models.json';

for (const { name, columns, x, y, fits } of reference.elasticNet) {
  test(`lasso and elastic net reach scikit-learn's optimum: ${name}`, () => {
    const rows = rowsOf(x, columns);
    for (const { penalty, l1Share, objective, weights, predicted } of fits) {
      const model = trainElasticNet(rows, y, { penalty, l1Share });
      const fitted = predict(model, rows);
      const squares = fitted.reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0);
      const size = model.weights.reduce(
        (sum, w) => sum + l1Share * Math.abs(w) + ((1 - l1Share) / 2) * w * w,
        0,
      );
      closeTo(squares / 2 / y.length + penalty * size, objective, 1e-7 * objective, 'objective');
      fitted.forEach((value, i) => closeTo(value, predicted[i], 1e-3, `row ${i}`)); // ratings are of 1 to 5
      assert.deepEqual(
        [...model.weights].map((weight) => weight !== 0),
        weights.map((weight) => weight !== 0),
        'which columns are used',
      );
    }
  });
}

test('all weights are 0 from the penalty max |x·y| / n on, and not below it', () => {
  const { columns, x, y } = reference.elasticNet[0];
  const rows = rowsOf(x, columns);
  const centred = y.map((value) => value - mean(y));
  const products = rows.features.map((_, j) =>
    centred.reduce((sum, value, i) => sum + value * (x[i * columns + j] - mean(columnOf(x, columns, j))), 0),
  );
  const largest = Math.max(...products.map(Math.abs)) / y.length;
  assert.ok(trainLasso(rows, y, largest * (1 + 1e-12)).weights.every((weight) => weight === 0));
  assert.ok(trainLasso(rows, y, largest * 0.99).weights.some((weight) => weight !== 0));
});

test('a constant column gets no weight', () => {
  assert.equal(trainLasso(rowsOf([1, 0.1, 2, 0.1, 4, 0.1], 2), [1, 2, 4], 0.01).weights[1], 0);
});

test('options out of range are refused', () => {
  const rows = rowsOf([1, 2, 3], 1);
  assert.throws(() => trainLasso(rows, [1, 2, 3], 0), /penalty 0 must be a positive number/);
  assert.throws(
    () => trainElasticNet(rows, [1, 2, 3], { penalty: 1, l1Share: 0 }),
    /l1Share 0 must be above 0/,
  );
});

function columnOf(x: readonly number[], columns: number, j: number): number[] {
  return x.filter((_, k) => k % columns === j);
}
