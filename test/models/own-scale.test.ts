import assert from 'node:assert/strict';
import test from 'node:test';
import { coveredSeconds, onVoicesLevel, rowsOnOwnScale } from '../../lib/models/starter/own-scale';

const windows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ start: from + 2 * i, end: from + 2 * i + 4 }));

test('seconds that windows share count once', () => {
  assert.equal(coveredSeconds(windows(3)), 8);
  assert.equal(coveredSeconds([...windows(1, 20), ...windows(3)]), 12);
  assert.equal(coveredSeconds([]), 0);
});

test('predictions on a voice keep the mean of its level; a gap in either stays one and moves nothing', () => {
  const own = Float64Array.of(1, 3, 10, 20, NaN);
  const level = Float64Array.of(4, 4, 1, 3, 2);
  const result = onVoicesLevel(own, level, ['a', 'a', 'b', 'b', 'b']);
  assert.deepEqual(Array.from(result), [3, 5, -3, 7, NaN]);
});

test('only a voice that is heard for two minutes has a scale of its own', () => {
  const long = windows(59); // 120 s
  const short = windows(58, 1000); // 118 s
  const spans = [...long, ...short];
  const voices = spans.map((_, i) => (i < long.length ? 'long' : 'short'));
  const rows = { features: ['x'], values: Float64Array.from(spans, (_, i) => i) };
  const { values } = rowsOnOwnScale(rows, voices, spans);
  const own = values.subarray(0, long.length);
  assert.ok(Math.abs(own.reduce((sum, value) => sum + value, 0)) < 1e-9);
  assert.ok(values.subarray(long.length).every(Number.isNaN));
  // A row with a gap is heard, but cannot be scaled: without it the voice is too short.
  const gap = rowsOnOwnScale(
    { ...rows, values: rows.values.map((x, i) => (i === 58 ? NaN : x)) },
    voices,
    spans,
  );
  assert.ok(gap.values.every(Number.isNaN));
});
