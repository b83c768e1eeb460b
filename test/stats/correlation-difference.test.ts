import assert from 'node:assert/strict';
import test from 'node:test';
import { pearson } from '../../lib/stats/correlation';
import {
  correlationDifference,
  differenceInterval,
  type EstimatedCorrelation,
} from '../../lib/stats/correlation-difference';
import { random, type Random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';
import { readReference } from '../support/reference';

interface ZouCase {
  readonly first: EstimatedCorrelation;
  readonly second: EstimatedCorrelation;
  readonly correlation: number;
  readonly interval: readonly [number, number];
}
const { cases } = readReference<{ cases: readonly ZouCase[] }>('zou');

test('the interval is that of the formula written out in Python, to rounding', () => {
  assert.ok(cases.length >= 20);
  for (const { first, second, correlation, interval } of cases) {
    const found = differenceInterval(first, second, correlation);
    closeTo(found[0], interval[0], 1e-12);
    closeTo(found[1], interval[1], 1e-12);
  }
});

test('the example of Zou (2007): r = .396 and .179 with the same variable, .088 with each other, n = 66', () => {
  const estimated = (r: number): EstimatedCorrelation => {
    const half = 1.959963984540054 / Math.sqrt(66 - 3);
    return { r, interval: [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)] };
  };
  const [one, other, between] = [0.396, 0.179, 0.088];
  // Olkin and Siotani's correlation of two correlations, as the paper gives it.
  const correlation =
    ((between - (one * other) / 2) * (1 - one ** 2 - other ** 2 - between ** 2) + between ** 3) /
    ((1 - one ** 2) * (1 - other ** 2));
  const [low, high] = differenceInterval(estimated(other), estimated(one), correlation);
  assert.deepEqual([low.toFixed(3), high.toFixed(3)], ['-0.093', '0.517']);
});

/** Two predictions of a truth, two rows of each of some persons, with correlations of about .8 and .5. */
function twoPredictions(persons: number, generator: Random) {
  const names = Array.from({ length: 2 * persons }, (_, i) => String(i >> 1));
  const truth = names.map(() => generator.normal());
  const said = (noise: number) => truth.map((value) => value + generator.normal(0, noise));
  return { names, truth, first: said(Math.sqrt(3)), second: said(0.75) };
}

for (const persons of [12, 40]) {
  test(`intervals from ${persons} persons cover the difference of .8 and .5 in 92 to 99 % of repeats`, () => {
    const generator = random(77);
    const repeats = 600;
    let covered = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const { names, truth, first, second } = twoPredictions(persons, generator);
      const { interval } = correlationDifference(first, second, truth, names, { seed: repeat, repeats: 200 });
      if (interval[0] <= 0.3 && 0.3 <= interval[1]) covered++;
    }
    // Exact is 95 %; with a dozen persons intervals of this kind are somewhat too wide.
    assert.ok(covered / repeats >= 0.92 && covered / repeats <= 0.99, `covered ${covered / repeats}`);
  });
}

test('an interval stays within −2 and 2, and p agrees with it, from three persons on', () => {
  const generator = random(5);
  let [held, apart] = [0, 0];
  for (let repeat = 0; repeat < 200; repeat++) {
    const persons = 3 + (repeat % 6);
    const { names, truth, first, second } = twoPredictions(persons, generator);
    const { difference, interval, p } = correlationDifference(first, second, truth, names, { seed: repeat });
    const [low, high] = interval;
    assert.ok(-2 <= low && low <= difference && difference <= high && high <= 2, `${low} to ${high}`);
    const includes = low <= 0 && 0 <= high;
    if (includes) held++;
    else apart++;
    assert.equal(p > 0.05, includes, `p = ${p} for ${low} to ${high}`);
  }
  assert.ok(held > 20 && apart > 5, `${held} hold 0, ${apart} do not`);
});

test('a better prediction is told from a worse one, and an equal one is not', () => {
  const generator = random(4);
  const { truth, names } = twoPredictions(60, generator);
  const said = (noise: number) => truth.map((value) => value + generator.normal(0, noise));
  const [rough, fine, alsoFine] = [said(2), said(0.5), said(0.5)];
  const better = correlationDifference(rough, fine, truth, names, { seed: 1 });
  assert.ok(better.interval[0] > 0.2 && better.p < 1e-4);
  closeTo(better.difference, pearson(fine, truth).r - pearson(rough, truth).r, 1e-12);
  const equal = correlationDifference(fine, alsoFine, truth, names, { seed: 1 });
  assert.ok(equal.interval[0] < 0 && equal.interval[1] > 0 && equal.p > 0.05);
});

test('two persons, a constant prediction, and a wrong level', () => {
  const two = correlationDifference([1, 2, 3, 5], [2, 1, 4, 3], [1, 2, 3, 4], [...'aabb'], { seed: 1 });
  assert.ok([...two.interval, two.p].every(Number.isNaN));
  const constant = correlationDifference([1, 1, 1], [2, 1, 4], [1, 2, 3], [...'abc'], { seed: 1 });
  assert.ok([constant.difference, ...constant.interval, constant.p].every(Number.isNaN));
  const same = correlationDifference([1, 3, 2, 5], [1, 3, 2, 5], [1, 2, 3, 4], [...'abcd'], { seed: 1 });
  assert.deepEqual([same.difference, same.p], [0, 1]);
  assert.throws(
    () => correlationDifference([1, 2, 3], [1, 3, 2], [1, 2, 3], [...'abc'], { seed: 1, level: 95 }),
    /level 95/,
  );
});
