import assert from 'node:assert/strict';
import test from 'node:test';
import { fixed, interval, percent } from '../../lib/reports/words';

test('numbers in sentences: a true minus, no minus before zero, a dash where there is none', () => {
  assert.deepEqual(
    [fixed(-0.567), fixed(-0.004), fixed(-0.4, 0), fixed(12.345, 1), fixed(NaN), fixed(Infinity)],
    ['−0.57', '0.00', '0', '12.3', '–', '–'],
  );
});

test('intervals and shares', () => {
  assert.equal(interval([-0.1, 0.25]), '−0.10 to 0.25');
  assert.equal(interval(undefined), '– to –');
  assert.equal(percent(0.7736, 1), '77.4 %');
  assert.equal(percent(0.5), '50 %');
});
