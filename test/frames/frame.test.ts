import assert from 'node:assert/strict';
import test from 'node:test';
import { frame } from '../../lib/frames/frame';
import { columnInfo, numbersOf } from '../../lib/tables/columns';

test('a frame of rows or of columns holds them in order, and its columns keep their descriptions', () => {
  const columns = { loudness: { unit: 'dB', digits: 1, meaning: 'how loud' } };
  const rows = frame([{ id: 'a', loudness: 60 }, { id: 'b' }], columns);
  assert.deepEqual(rows.columns, ['id', 'loudness']);
  assert.deepEqual([...numbersOf(rows, 'loudness')], [60, NaN]);
  assert.deepEqual(columnInfo(rows, 'loudness'), columns.loudness);
  const lists = frame({ id: ['a', 'b'], loudness: Float64Array.of(60, 50) });
  assert.deepEqual([...numbersOf(lists, 'loudness')], [60, 50]);
  assert.throws(() => frame({ id: ['a', 'b'], loudness: [60] }), /column loudness has 1 values, id has 2/);
});

test('a frame of no rows keeps its columns', () => {
  const empty = frame({ id: [], loudness: new Float64Array(0) });
  assert.deepEqual(empty.columns, ['id', 'loudness']);
  assert.equal(empty.shape[0], 0);
  assert.deepEqual(empty.head(3).columns, ['id', 'loudness']);
  assert.deepEqual([...numbersOf(empty, 'loudness')], []);
});
