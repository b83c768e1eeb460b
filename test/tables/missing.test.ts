import assert from 'node:assert/strict';
import test from 'node:test';
import { countMissing } from '../../lib/tables/missing';

test('gaps are counted by row and by column', () => {
  const segments = ['a', 'b', 'c'].map((id) => ({ id, file: `${id}.wav`, start: 0, end: 1 }));
  const values = Float64Array.from([1, NaN, NaN, 1, NaN, 1, 1, 1, 1]);
  const missing = countMissing({ segments, features: ['f0', 'f1', 'f2'], values });
  assert.deepEqual(missing.rows, [2, 1, 0]);
  assert.deepEqual(missing.columns, [
    { name: 'f1', count: 2 },
    { name: 'f2', count: 1 },
  ]);
});
