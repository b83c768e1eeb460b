import assert from 'node:assert/strict';
import test from 'node:test';
import { predict } from '../../../lib/models/predict';
import { trainRidge } from '../../../lib/models/linear/ridge';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';
import reference from '../../reference/models.json';

const { columns, x, y, unseen, fits, wide } = reference.ridge;

test('ridge predicts unseen rows as scikit-learn does, columns on uneven scales', () => {
  for (const { penalty, predicted } of fits) {
    const model = trainRidge(rowsOf(x, columns), y, penalty);
    predict(model, rowsOf(unseen, columns)).forEach((value, i) => closeTo(value, predicted[i], 1e-10));
  }
});

test('more columns than rows', () => {
  const rows = rowsOf(wide.x, wide.columns);
  const model = trainRidge(rows, wide.y, wide.fit.penalty);
  predict(model, rows).forEach((value, i) => closeTo(value, wide.fit.predicted[i], 1e-10));
});

test('a constant column gets no weight', () => {
  const model = trainRidge(rowsOf([1, 0.1, 2, 0.1, 4, 0.1], 2), [1, 2, 4], 1);
  assert.equal(model.weights[1], 0);
  assert.ok(Number.isFinite(model.bias));
});

test('a penalty must be positive', () => {
  assert.throws(() => trainRidge(rowsOf(x, columns), y, 0), /penalty 0 must be a positive number/);
});
