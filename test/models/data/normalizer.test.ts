import assert from 'node:assert/strict';
import test from 'node:test';
import {
  fitMinMax,
  fitQuantile,
  fitRobust,
  fitStandard,
  normalize,
} from '../../../lib/models/data/normalizer';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';
import linear from '../../reference/linear-models.json';
import reference from '../../reference/models.json';

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

test('robust and quantile scales are scikit-learn’s', () => {
  const scaling = linear.scaling;
  const rows = rowsOf(scaling.train, scaling.columns);
  const later = rowsOf(scaling.test, scaling.columns);
  const within = scaling.robust.map((value) => Math.max(-5, Math.min(5, value)));
  assert.notDeepEqual(within, scaling.robust);
  normalize(fitRobust(rows), later).values.forEach((value, k) => closeTo(value, within[k], 1e-13));
  normalize(fitQuantile(rows), later).values.forEach((value, k) => closeTo(value, scaling.quantile[k], 1e-6)); // it keeps its ends 1e-7 inside
});

test('one value far out moves neither scale', () => {
  const rows = rowsOf([1, 2, 3, 4, 1e9], 1);
  assert.deepEqual([...normalize(fitRobust(rows), rowsOf([2, 3, 4], 1)).values], [-0.5, 0, 0.5]);
  assert.deepEqual([...normalize(fitQuantile(rows), rowsOf([0, 2, 1e12, NaN], 1)).values], [0, 0.25, 1, NaN]);
});

test('of equal training values the middle place is taken', () => {
  const normalizer = fitQuantile(rowsOf([0, 1, 1, 1, 2], 1));
  assert.deepEqual([...normalize(normalizer, rowsOf([1, 1.5, 0.5], 1)).values], [0.5, 0.875, 0.125]);
});

test('a column whose middle half is one value has no robust scale', () => {
  const normalizer = fitRobust(rowsOf([0, 0, 0, 0, 0, 0, 7], 1));
  assert.deepEqual([...normalize(normalizer, rowsOf([0, 7, 100], 1)).values], [0, 0, 0]);
});
