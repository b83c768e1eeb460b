import assert from 'node:assert/strict';
import test from 'node:test';
import { intraclassOneWay, intraclassTwoWay, spearmanBrown } from '../../lib/stats/intraclass';
import { random } from '../../lib/stats/random';
import { splitHalf } from '../../lib/stats/split-half';
import { closeTo } from '../support/close-to';
import { readReference } from '../support/reference';

interface Values {
  single: number;
  average: number;
  raters?: number;
}
const { cases } = readReference<{
  cases: { name: string; ratings: number[][]; oneWay: Values; twoWay: Values | null }[];
}>('raters');

for (const { name, ratings, oneWay, twoWay } of cases) {
  test(`intraclass correlations: ${name}`, () => {
    const found = intraclassOneWay(ratings);
    // Sums of a few hundred squares in double precision.
    closeTo(found.single, oneWay.single, 1e-12);
    closeTo(found.average, oneWay.average, 1e-12);
    closeTo(found.raters, oneWay.raters ?? NaN, 1e-12);
    if (twoWay === null) return;
    const crossed = intraclassTwoWay(ratings);
    closeTo(crossed.single, twoWay.single, 1e-12);
    closeTo(crossed.average, twoWay.average, 1e-12);
  });
}

test('a missing rating leaves the one-way value, and takes the two-way one', () => {
  const ratings = [
    [1, 2, NaN],
    [4, 5, 4],
    [3, 3, 3],
    [NaN, NaN, 2],
  ];
  assert.deepEqual(
    intraclassOneWay(ratings),
    intraclassOneWay([
      [1, 2],
      [4, 5, 4],
      [3, 3, 3],
    ]),
  );
  assert.equal(intraclassOneWay(ratings).targets, 3);
  assert.ok(Number.isNaN(intraclassTwoWay(ratings).single));
  assert.ok(Number.isNaN(intraclassOneWay([[1, 2]]).single));
  assert.throws(() => intraclassTwoWay([[1, 2], [1]]), /different numbers of raters/);
});

test('Spearman-Brown steps ICC(1,1) up to ICC(1,k), and back', () => {
  const { single, average, raters } = intraclassOneWay(cases[1].ratings);
  closeTo(spearmanBrown(single, raters), average, 1e-12);
  closeTo(spearmanBrown(average, 1 / raters), single, 1e-12);
});

test('halves of the raters agree as much as the intraclass correlation says', () => {
  const generator = random(5);
  const ratings = Array.from({ length: 400 }, () => {
    const truth = generator.normal();
    return Array.from({ length: 8 }, () => truth + generator.normal(0, 2));
  });
  const { reliability, halves } = splitHalf(ratings, { seed: 1 });
  const { average } = intraclassOneWay(ratings);
  closeTo(reliability, average, 0.01); // 200 halvings of 400 things leave about half of this
  closeTo(average, 8 / (8 + 4), 0.04); // variance 1 against 4/8; one standard error is .017
  assert.ok(halves < reliability);
  assert.ok(Number.isNaN(splitHalf(ratings.slice(0, 2), { seed: 1 }).reliability));
});
