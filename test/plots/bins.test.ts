import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binCounts, roundBins } from '../../lib/plots/bins';
import { random } from '../../lib/stats/random';

test('a value on an edge belongs to the bin above it, the last edge to the last bin', () => {
  const bins = { start: 0, width: 0.1, count: 10 };
  assert.deepEqual([...binCounts([0, 0.05, 0.1, 0.3, 0.7, 1], bins)], [2, 1, 0, 1, 0, 0, 0, 1, 0, 1]);
});

test('NaN and values outside are left out', () => {
  assert.deepEqual([...binCounts([NaN, -0.01, 2.01, 0.5], { start: 0, width: 1, count: 2 })], [1, 0]);
});

test('round bins hold every value, start at a multiple of their width and number 5 to 61', () => {
  const stream = random(4);
  for (const [n, scale, shift] of [
    [3, 1, 0],
    [40, 1e-4, 3],
    [500, 1, -7],
    [5000, 1e5, 12],
  ]) {
    const values = Float64Array.from({ length: n }, () => shift + scale * stream.normal());
    const bins = roundBins(values);
    const total = binCounts(values, bins).reduce((sum, count) => sum + count, 0);
    assert.equal(total, n);
    const multiple = bins.start / bins.width;
    assert.ok(Math.abs(multiple - Math.round(multiple)) < 1e-6, `start ${bins.start}, width ${bins.width}`);
    // Rounding the width may take the count a little beyond 5 and 60.
    assert.ok(bins.count >= 4 && bins.count <= 80, `${bins.count} bins of ${n} values`);
  }
});

test('equal values share one bin; no value at all is the caller’s mistake', () => {
  assert.deepEqual(roundBins([2, 2, 2]), { start: 1.5, width: 1, count: 1 });
  assert.throws(() => roundBins([NaN]), RangeError);
});
