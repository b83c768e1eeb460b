import assert from 'node:assert/strict';
import test from 'node:test';
import { pearson } from '../../lib/stats/correlation';
import { correlationInterval, resampledCorrelations } from '../../lib/stats/correlation-interval';
import { random, type Random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

/** Two rows of each group; x and y have correlation rho, within groups as between them, and rows of one group resemble. */
function pairs(groups: number, rho: number, generator: Random) {
  const x: number[] = [];
  const y: number[] = [];
  const names: string[] = [];
  const side = Math.sqrt(1 - rho * rho);
  for (let group = 0; group < groups; group++) {
    const a = generator.normal();
    const b = rho * a + side * generator.normal();
    for (let take = 0; take < 2; take++) {
      const c = generator.normal();
      const d = rho * c + side * generator.normal();
      x.push(Math.SQRT1_2 * (a + c));
      y.push(Math.SQRT1_2 * (b + d));
      names.push(String(group));
    }
  }
  return { x, y, names };
}

for (const [groups, rho] of [
  [12, 0.5],
  [69, 0.6],
] as const) {
  test(`intervals from ${groups} groups cover a correlation of ${rho} in 93 to 97 % of repeats`, () => {
    const generator = random(21);
    const repeats = 1000;
    let covered = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const { x, y, names } = pairs(groups, rho, generator);
      const [low, high] = correlationInterval(x, y, names, { seed: repeat, repeats: 200 });
      if (low <= rho && rho <= high) covered++;
    }
    assert.ok(covered / repeats >= 0.93 && covered / repeats <= 0.97, `covered ${covered / repeats}`);
  });
}

test('groups that say everything twice are half as many rows: the interval does not narrow', () => {
  const { x, y } = pairs(40, 0.5, random(2));
  const single = x.map((_, i) => String(i));
  const one = correlationInterval(x, y, single, { seed: 1 });
  const doubled = (values: readonly (number | string)[]) => [...values, ...values];
  const two = correlationInterval(
    doubled(x) as number[],
    doubled(y) as number[],
    doubled(single) as string[],
    { seed: 1 },
  );
  closeTo(two[0], one[0], 1e-9);
  closeTo(two[1], one[1], 1e-9);
  const naive = pearson(doubled(x) as number[], doubled(y) as number[]).ci95;
  assert.ok(naive[1] - naive[0] < 0.8 * (two[1] - two[0]));
});

test('a resampled correlation is that of the resampled rows', () => {
  const { x, y, names } = pairs(5, 0.4, random(3));
  const { values } = resampledCorrelations([x], y, names, 8, 20);
  const generator = random(8);
  for (const value of values[0]) {
    const rows = Array.from({ length: 5 }, () => generator.integer(0, 5)).flatMap((g) => [2 * g, 2 * g + 1]);
    closeTo(
      value,
      pearson(
        rows.map((row) => x[row]),
        rows.map((row) => y[row]),
      ).r,
      1e-9,
    );
  }
});

test('too few groups, constants and lists of different length', () => {
  assert.ok(correlationInterval([1, 2, 3], [1, 3, 2], ['a', 'a', 'b'], { seed: 1 }).every(Number.isNaN));
  assert.ok(correlationInterval([1, 1, 1], [1, 3, 2], ['a', 'b', 'c'], { seed: 1 }).every(Number.isNaN));
  assert.throws(() => correlationInterval([1, 2], [1, 2], ['a'], { seed: 1 }), RangeError);
  assert.throws(
    () => correlationInterval([1, 2, 3], [1, 3, 2], ['a', 'b', 'c'], { seed: 1, level: 95 }),
    /level 95/,
  );
});
