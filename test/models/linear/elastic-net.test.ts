import assert from 'node:assert/strict';
import test from 'node:test';
import {
  chooseElasticNetPenalty,
  elasticNetPath,
  penaltyPath,
  trainElasticNet,
  trainLasso,
} from '../../../lib/models/linear/elastic-net';
import { fitRobust } from '../../../lib/models/data/normalizer';
import { predict } from '../../../lib/models/predict';
import { random } from '../../../lib/stats/random';
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

test('a path gives each penalty the model it has alone', () => {
  const { columns, x, y } = reference.elasticNet[0];
  const rows = rowsOf(x, columns);
  const penalties = penaltyPath(rows, y, { count: 8 });
  elasticNetPath(rows, y, penalties).forEach((model, p) => {
    const alone = predict(trainLasso(rows, y, penalties[p]), rows);
    predict(model, rows).forEach((value, i) => closeTo(value, alone[i], 1e-3));
  });
});

test('the first penalty of a path leaves no weight, the next one does', () => {
  const { columns, x, y } = reference.elasticNet[0];
  const rows = rowsOf(x, columns);
  const [most, next] = penaltyPath(rows, y);
  assert.ok(trainLasso(rows, y, most * (1 + 1e-12)).weights.every((weight) => weight === 0));
  assert.ok(trainLasso(rows, y, next).weights.some((weight) => weight !== 0));
});

test('a constant column gets no weight', () => {
  assert.equal(trainLasso(rowsOf([1, 0.1, 2, 0.1, 4, 0.1], 2), [1, 2, 4], 0.01).weights[1], 0);
});

test('the chosen penalty is high for noise and low for a clear relation, one value far out or not', () => {
  const generator = random(3);
  const groups = Array.from({ length: 80 }, (_, i) => `person ${i % 40}`);
  const values = Array.from({ length: 80 * 10 }, () => generator.normal());
  const clear = groups.map((_, i) => values[i * 10] - values[i * 10 + 1] + generator.normal(0, 0.01));
  const noise = groups.map(() => generator.normal());
  values[35] = 1e6;
  const rows = rowsOf(values, 10);
  const choose = (targets: number[]) =>
    chooseElasticNetPenalty(rows, targets, groups, 1, { scale: fitRobust });
  assert.ok(choose(clear) < 0.02);
  assert.ok(choose(noise) > 0.05);
  assert.equal(choose(noise), choose(noise));
});

test('options out of range are refused', () => {
  const rows = rowsOf([1, 2, 3], 1);
  assert.throws(() => trainLasso(rows, [1, 2, 3], 0), /penalty 0 must be a positive number/);
  assert.throws(
    () => trainElasticNet(rows, [1, 2, 3], { penalty: 1, l1Share: 0 }),
    /l1Share 0 must be above 0/,
  );
  assert.throws(() => penaltyPath(rows, [2, 2, 2]), /nothing to learn/);
});
