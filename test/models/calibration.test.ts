import assert from 'node:assert/strict';
import test from 'node:test';
import { fitSigmoid, probabilityOf } from '../../lib/models/calibration';
import { balancedWeights } from '../../lib/models/data/class-weights';
import { closeTo } from '../support/close-to';
import reference from '../reference/kernel-models.json';

const { classes, sigmoid } = reference;

test('the sigmoid is scikit-learn’s', () => {
  const plain = fitSigmoid(sigmoid.decisions, classes);
  // scikit-learn stops where its gradient is below 1e-6 of what it was.
  closeTo(plain.slope, sigmoid.plain[0], 1e-5);
  closeTo(plain.offset, sigmoid.plain[1], 1e-5);
  assert.ok(probabilityOf(plain, 2) > probabilityOf(plain, 1));
});

test('balanced weights move the middle towards the rare class', () => {
  const weights = balancedWeights(classes);
  const balanced = fitSigmoid(sigmoid.decisions, classes, weights);
  closeTo(balanced.slope, sigmoid.balanced[0], 1e-5);
  closeTo(balanced.offset, sigmoid.balanced[1], 1e-5);
});

test('separable classes get a finite slope', () => {
  const { slope, offset } = fitSigmoid([-2, -1, 1, 2], [0, 0, 1, 1]);
  assert.ok(Number.isFinite(slope) && Number.isFinite(offset) && slope < 0);
});

test('a class without rows is refused', () => {
  assert.throws(() => fitSigmoid([1, 2], [1, 1]), /a class has no rows/);
});
