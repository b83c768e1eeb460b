import assert from 'node:assert/strict';
import test from 'node:test';
import { rocArea, rocCurve } from '../../lib/evaluation/roc';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

const { truth, probability, scores, falsePositiveRate, truePositiveRate } = reference.binary;

test('curve and area as scikit-learn gives them, ties included', () => {
  const curve = rocCurve(truth, probability);
  assert.equal(curve.thresholds.length, falsePositiveRate.length);
  curve.falsePositiveRate.forEach((rate, i) => closeTo(rate, falsePositiveRate[i], 1e-15));
  curve.truePositiveRate.forEach((rate, i) => closeTo(rate, truePositiveRate[i], 1e-15));
  closeTo(rocArea(truth, probability), scores.rocAuc, 1e-14);
});

test('area by counting pairs', () => {
  let wins = 0;
  let pairs = 0;
  truth.forEach((positive, i) =>
    truth.forEach((other, j) => {
      if (!positive || other) return;
      pairs++;
      wins += probability[i] > probability[j] ? 1 : probability[i] === probability[j] ? 0.5 : 0;
    }),
  );
  closeTo(rocArea(truth, probability), wins / pairs, 1e-14);
});

test('area under the drawn curve is the same area', () => {
  const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(truth, probability);
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2;
  closeTo(area, rocArea(truth, probability), 1e-14);
});

test('one class alone has no curve; NaN scores are skipped', () => {
  closeTo(rocArea([true, true], [0.1, 0.2]), NaN, 0);
  closeTo(rocArea([], []), NaN, 0);
  closeTo(rocCurve([true, true], [0.1, 0.2]).falsePositiveRate[1], NaN, 0);
  assert.equal(rocArea([true, false, false], [0.9, 0.1, NaN]), 1);
  assert.throws(() => rocArea([true], []), /1 truths against 0 scores/);
});
