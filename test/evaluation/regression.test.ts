import assert from 'node:assert/strict';
import test from 'node:test';
import * as evaluation from '../../lib/evaluation/regression';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

reference.regression.forEach(({ truth, predicted, threshold, scores }, i) => {
  test(`scores as scikit-learn and SciPy give them, case ${i + 1}`, () => {
    const actual = evaluation.regressionScores(truth, predicted, threshold);
    for (const name of ['pearson', 'ccc', 'r2', 'mse', 'mae', 'medianAE', 'mape', 'rocAuc'] as const) {
      closeTo(actual[name], scores[name], 1e-12, name); // the same sums in another order
    }
    closeTo(actual.sqrtR2, scores.r2 < 0 ? NaN : Math.sqrt(scores.r2), 1e-12, 'sqrtR2');
    assert.equal(actual.n, truth.length);
  });
});

test('the references hold a prediction worse than the mean, whose √R² is undefined', () => {
  assert.ok(reference.regression.some(({ scores }) => scores.r2 < 0));
});

test('rows without truth or prediction are skipped and counted', () => {
  const { truth, predicted, threshold } = reference.regression[0];
  const whole = evaluation.regressionScores(truth, predicted, threshold);
  const gaps = evaluation.regressionScores([...truth, NaN, 4], [...predicted, 1, NaN], threshold);
  assert.deepEqual(gaps, { ...whole, missing: 2 });
});

test('concordance is 1 only on the diagonal', () => {
  const truth = [1, 2, 3, 4];
  assert.equal(evaluation.concordance(truth, truth), 1);
  assert.equal(evaluation.concordance(truth, [4, 3, 2, 1]), -1);
  // var 1.25 each, means 2.5 and 4.5: 2·1.25 / (1.25 + 1.25 + 4)
  closeTo(evaluation.concordance(truth, [3, 4, 5, 6]), 2.5 / 6.5, 1e-15);
});

test('undefined scores are NaN', () => {
  closeTo(evaluation.meanSquaredError([], []), NaN, 0);
  closeTo(evaluation.regressionScores([2, 2, 2], [1, 2, 3], 2).r2, NaN, 0);
  closeTo(evaluation.concordance([2], [2]), NaN, 0);
  closeTo(evaluation.concordance([2, 2], [2, 2]), NaN, 0);
  closeTo(evaluation.regressionScores([0, 1], [1, 1], 0).mape, NaN, 0);
  assert.throws(() => evaluation.regressionScores([1], [1, 2], 0), /1 values against 2/);
});
