import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slidingSegments } from '../../lib/corpora/segment';

const windows = (duration: number, length = 4, hop = 2) =>
  slidingSegments({ id: 'p1', file: 'a/P1.wav', duration }, { length, hop });

test('whole windows only, and what follows the last one is left out', () => {
  assert.deepEqual(windows(9.9), [
    { id: 'p1@0', file: 'a/P1.wav', start: 0, end: 4 },
    { id: 'p1@2', file: 'a/P1.wav', start: 2, end: 6 },
    { id: 'p1@4', file: 'a/P1.wav', start: 4, end: 8 },
  ]);
});

test('a window that ends with the recording is whole', () => {
  assert.equal(windows(10).length, 4);
  assert.equal(windows(10 - 1 / 16000).length, 3);
});

test('the first window is always there, cut short where it must be', () => {
  assert.deepEqual(windows(1.5), [{ id: 'p1@0', file: 'a/P1.wav', start: 0, end: 1.5 }]);
  assert.equal(windows(4).length, 1);
});

test('steps that are no whole seconds keep short names and lose no window', () => {
  const ids = windows(0.6, 0.3, 0.1).map(({ id }) => id);
  assert.deepEqual(ids, ['p1@0', 'p1@0.1', 'p1@0.2', 'p1@0.3']); // 3 · 0.1 + 0.3 is above 0.6 in floating point
  assert.ok(windows(0.6, 0.3, 0.1).every(({ end }) => end <= 0.6));
});

test('windows that make no sense are refused', () => {
  for (const [duration, length, hop] of [
    [10, 0, 2],
    [10, 4, 0],
    [10, 4, -2],
    [10, NaN, 2],
    [10, 4, Infinity],
    [-1, 4, 2],
    [NaN, 4, 2],
    [Infinity, 4, 2],
  ]) {
    assert.throws(() => windows(duration, length, hop), RangeError);
  }
});
