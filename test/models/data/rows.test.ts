import assert from 'node:assert/strict';
import test from 'node:test';
import {
  columnMeans,
  completeRows,
  fillMissing,
  rowCount,
  selectRows,
  selectValues,
} from '../../../lib/models/data/rows';
import { rowsOf } from '../../support/rows';

const rows = rowsOf([1, 10, 2, NaN, 3, 30], 2);

test('rows are counted, chosen and repeated', () => {
  assert.equal(rowCount(rows), 3);
  assert.deepEqual([...selectRows(rows, [2, 0, 2]).values], [3, 30, 1, 10, 3, 30]);
  assert.deepEqual([...selectValues([5, 6, 7], [2, 0])], [7, 5]);
  assert.throws(() => rowCount(rowsOf([1, 2, 3], 2)), /3 values do not fill rows of 2 features/);
  assert.throws(() => rowCount(rowsOf([], 0)), /rows of 0 features/);
});

test('incomplete rows are found, gaps filled with the means given', () => {
  assert.deepEqual(completeRows(rows), [0, 2]);
  assert.deepEqual([...columnMeans(rows)], [2, 20]);
  assert.deepEqual([...fillMissing(rows, columnMeans(rows)).values], [1, 10, 2, 20, 3, 30]);
  assert.ok(Number.isNaN(rows.values[3]), 'the rows given stay as they were');
  assert.deepEqual([...columnMeans(rowsOf([NaN, 1], 2))], [NaN, 1]);
  assert.throws(() => fillMissing(rows, Float64Array.of(1)), /1 means for 2 features/);
});
