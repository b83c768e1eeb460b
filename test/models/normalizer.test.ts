import assert from 'node:assert/strict';
import test from 'node:test';
import { fitMinMax, fitStandard, normalize } from '../../lib/models/normalizer';
import { closeTo } from '../support/close-to';
import { rowsOf } from '../support/rows';
import reference from '../reference/models.json';

const { columns, train, test: unseen, minMax, standard } = reference.scaling;

test('scales unseen rows as scikit-learn does, a constant column to 0', () => {
  normalize(fitMinMax(rowsOf(train, columns)), rowsOf(unseen, columns)).values.forEach((value, k) =>
    closeTo(value, minMax[k], 1e-14),
  );
  normalize(fitStandard(rowsOf(train, columns)), rowsOf(unseen, columns)).values.forEach((value, k) =>
    closeTo(value, standard[k], 1e-13),
  );
});

test('a column that was constant in training says nothing later either', () => {
  for (const fit of [fitMinMax, fitStandard]) {
    const normalizer = fit(rowsOf([0.1, 1, 0.1, 2, 0.1, 4], 2));
    assert.equal(normalize(normalizer, rowsOf([99, 2], 2)).values[0], 0);
  }
});

test('gaps are skipped in fitting and stay gaps', () => {
  const normalizer = fitMinMax(rowsOf([1, NaN, 3], 1));
  assert.deepEqual([...normalizer.min, ...normalizer.max], [1, 3]);
  assert.deepEqual([...normalize(normalizer, rowsOf([2, NaN], 1)).values], [0.5, NaN]);
});

test('fitting does not touch the rows, nor does normalizing', () => {
  const rows = rowsOf([1, 2, 3], 1);
  normalize(fitMinMax(rows), rows);
  assert.deepEqual([...rows.values], [1, 2, 3]);
});

test('a column without numbers and foreign columns are refused', () => {
  assert.throws(
    () => fitMinMax(rowsOf([1, NaN, 2, NaN], 2)),
    /column 2 has no finite number in 2 training rows/,
  );
  assert.throws(() => fitStandard(rowsOf([NaN, 1], 2)), /column 1 has no finite number/);
  const normalizer = fitMinMax(rowsOf([1, 2], 2));
  assert.throws(() => normalize(normalizer, rowsOf([1], 1)), /normalizer has 2 features, the rows 1/);
});
