import assert from 'node:assert/strict';
import test from 'node:test';
import { relativePerturbation } from '../../lib/praat/voice-quality';
import { closeTo } from '../support/close-to';

test('periods that alternate by 2 % of their mean', () => {
  closeTo(relativePerturbation(Float64Array.of(0.99, 1.01, 0.99, 1.01)), 2, 1e-12);
});

test('neighbours across a gap are compared, and the unit does not matter', () => {
  closeTo(relativePerturbation(Float64Array.of(1, NaN, NaN, 3)), 100, 1e-12);
  closeTo(relativePerturbation(Float64Array.of(1000, NaN, 3000)), 100, 1e-12);
});

test('fewer than two values have no perturbation', () => {
  assert.ok(Number.isNaN(relativePerturbation(new Float64Array(0))));
  assert.ok(Number.isNaN(relativePerturbation(Float64Array.of(NaN, 1, NaN))));
});
