import assert from 'node:assert/strict';
import test from 'node:test';
import { predict } from '../../../lib/models/predict';
import { chooseRidgePenalty, trainRidge } from '../../../lib/models/linear/ridge';
import { random } from '../../../lib/stats/random';
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

test('the penalty is high for noise and low for a clear relation', () => {
  const generator = random(3);
  const people = 40;
  const groups = Array.from({ length: 2 * people }, (_, i) => `person ${i % people}`);
  const values = Array.from({ length: 2 * people * 10 }, () => generator.normal());
  const rows = rowsOf(values, 10);
  const clear = groups.map((_, i) => values[i * 10] - values[i * 10 + 1] + generator.normal(0, 0.01));
  const noise = groups.map(() => generator.normal());
  assert.ok(chooseRidgePenalty(rows, clear, groups, 1) < 1);
  assert.ok(chooseRidgePenalty(rows, noise, groups, 1) > 30);
  assert.equal(chooseRidgePenalty(rows, noise, groups, 1), chooseRidgePenalty(rows, noise, groups, 1));
});

test('a person’s rows are never on both sides, or copies would ask for no penalty', () => {
  const generator = random(5);
  const people = 30;
  const own = Array.from({ length: people * 25 }, () => generator.normal());
  const rows = rowsOf([...own, ...own], 25); // every person's row twice
  const targets = Array.from({ length: people }, () => generator.normal());
  const people2 = Array.from({ length: 2 * people }, (_, i) => `person ${i % people}`);
  const alone = people2.map((_, i) => `row ${i}`);
  const both = [...targets, ...targets];
  assert.ok(chooseRidgePenalty(rows, both, people2, 1) > 30 * chooseRidgePenalty(rows, both, alone, 1));
});

test('a penalty must be positive', () => {
  assert.throws(() => trainRidge(rowsOf(x, columns), y, 0), /penalty 0 must be a positive number/);
});
