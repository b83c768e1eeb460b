import assert from 'node:assert/strict';
import test from 'node:test';
import { functionalNames, functionals } from '../../../lib/features/sets/functionals';

test('of 1, 2, 3, 4, 10, with what was not measured left out', () => {
  const result = functionals(Float64Array.of(3, NaN, 10, 0, 1, 4, 2));
  // numpy: max, min, ptp, mean, median, percentile 25 and 75, std
  const expected = [10, 1, 9, 4, 3, 2, 4, Math.sqrt(10)];
  functionalNames.forEach((name, i) => assert.ok(Math.abs(result[i] - expected[i]) < 1e-12, name));
});

test('percentiles lie between the values where they fall between them', () => {
  const result = functionals(Float64Array.of(1, 2, 4, 8));
  assert.deepEqual(Array.from(result.subarray(4, 7)), [3, 1.75, 5]);
});

test('one value is its own everything, without range or deviation', () => {
  assert.deepEqual(Array.from(functionals(Float64Array.of(5))), [5, 5, 0, 5, 5, 5, 5, 0]);
});

test('nothing measured: NaN', () => {
  assert.ok(functionals(Float64Array.of(NaN, 0)).every(Number.isNaN));
  assert.ok(functionals(new Float64Array(0)).every(Number.isNaN));
});
