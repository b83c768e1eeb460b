import assert from 'node:assert/strict';
import test from 'node:test';
import { weightRaters, type Rating } from '../../lib/evaluation/raters';
import { pearson } from '../../lib/stats/correlation';
import { random } from '../../lib/stats/random';
import { mean } from '../../lib/stats/summary';
import { closeTo } from '../support/close-to';

test('careless raters count less, and the common score comes nearer the truth than the plain mean', () => {
  const generator = random(11);
  const deviations = [0.4, 0.4, 0.4, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5];
  const truth = Array.from({ length: 80 }, () => generator.normal(4, 1));
  const ratings: Rating[] = truth.flatMap((score, i) =>
    deviations.map((deviation, j) => ({
      item: `p${i}`,
      rater: `w${j}`,
      value: score + generator.normal(0, deviation),
    })),
  );
  const { scores, errorVariance } = weightRaters(ratings);
  const weighted = truth.map((_, i) => scores.get(`p${i}`) ?? NaN);
  const plain = truth.map((_, i) =>
    mean(ratings.filter(({ item }) => item === `p${i}`).map(({ value }) => value)),
  );
  assert.ok(pearson(weighted, truth).r > 0.965);
  assert.ok(pearson(plain, truth).r < 0.9);
  // 80 ratings give a deviation to about 8 % (three standard errors); one more at the common variance is the prior.
  const prior = mean(deviations.map((deviation) => deviation ** 2));
  deviations.forEach((deviation, j) =>
    closeTo(
      Math.sqrt((errorVariance.get(`w${j}`) ?? NaN) / ((80 * deviation ** 2 + prior) / 81)),
      1,
      0.25,
      `rater ${j}`,
    ),
  );
});

test('among equal raters the score is the plain mean; a rater of one item does not decide it alone', () => {
  const equal: Rating[] = [
    ...[1, 2, 3, 4, 5].flatMap((value, i) => [
      { item: `p${i}`, rater: 'a', value: value + 0.5 },
      { item: `p${i}`, rater: 'b', value: value - 0.5 },
    ]),
    { item: 'p1', rater: 'a', value: NaN },
  ];
  for (const [item, score] of weightRaters(equal).scores) closeTo(score, 1 + Number(item.slice(1)), 1e-6);
  const once = { item: 'p0', rater: 'once', value: 3 };
  const first = weightRaters([...equal, once]).scores.get('p0') ?? NaN;
  assert.ok(first > 1 && first < 2, `p0 is ${first}`);
  assert.equal(weightRaters([]).scores.size, 0);
});

test('raters who never differ are no division by 0', () => {
  const { scores } = weightRaters([
    { item: 'x', rater: 'a', value: 4 },
    { item: 'x', rater: 'b', value: 4 },
  ]);
  assert.equal(scores.get('x'), 4);
});
