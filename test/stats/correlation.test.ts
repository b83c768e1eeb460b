import assert from 'node:assert/strict';
import test from 'node:test';
import { pearson, spearman, type Correlation } from '../../lib/stats/correlation';
import { ranks } from '../../lib/stats/ranks';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

function sameAs(actual: Correlation, expected: { r: number; p: number; ci95: number[] }): void {
  closeTo(actual.r, expected.r, 1e-13, 'r');
  // Where r is within 1e-5 of 1, rounding in r moves p by a relative 1e-9.
  closeTo(actual.p, expected.p, 1e-8 * expected.p, 'p');
  closeTo(actual.ci95[0], expected.ci95[0], 1e-11, 'low');
  closeTo(actual.ci95[1], expected.ci95[1], 1e-11, 'high');
}

for (const pair of reference.correlation) {
  test(`correlation as SciPy gives it: ${pair.name}`, () => {
    sameAs(pearson(pair.x, pair.y), pair.pearson);
    sameAs(spearman(pair.x, pair.y), pair.spearman);
  });
}

test('ranks share ties, as SciPy ranks them', () => {
  assert.deepEqual([...ranks(reference.ranks.values)], reference.ranks.ranks);
  assert.deepEqual([...ranks([3, NaN, 1])], [2, NaN, 1]);
});

test('pairs with a gap are skipped', () => {
  const { x, y, pearson: expected } = reference.correlation[0];
  const result = pearson([NaN, ...x, 7], [1, ...y, NaN]);
  assert.equal(result.n, x.length);
  sameAs(result, expected);
});

test('too few pairs and constant series have no correlation', () => {
  closeTo(pearson([], []).r, NaN, 0);
  closeTo(pearson([1], [2]).r, NaN, 0);
  closeTo(pearson([1, 2, 3], [0.1, 0.1, 0.1]).r, NaN, 0);
  closeTo(spearman([1, 2, 3], [4, 4, 4]).r, NaN, 0);
  const two = pearson([1, 2], [3, 5]);
  assert.equal(two.r, 1);
  closeTo(two.p, NaN, 0);
  closeTo(two.ci95[0], NaN, 0);
});

test('a perfect correlation is certain', () => {
  const { r, p, ci95 } = pearson([1, 2, 3, 4, 6], [-2, -4, -6, -8, -12]);
  closeTo(r, -1, 0);
  assert.equal(p, 0);
  assert.deepEqual(ci95, [-1, -1]);
});

test('series of different length are refused', () => {
  assert.throws(() => pearson([1, 2], [1]), /2 values against 1/);
});
