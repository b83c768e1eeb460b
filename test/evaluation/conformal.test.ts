import assert from 'node:assert/strict';
import test from 'node:test';
import { attainableLevel, crossConformal } from '../../lib/evaluation/conformal';
import { random } from '../../lib/stats/random';

test('of nine groups and 80 %, the bounds are the eighth of ten', () => {
  const groups = [...'abcdefghi'];
  const residuals = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const zero = new Array<number>(9).fill(0);
  assert.deepEqual(crossConformal(zero, residuals, groups, 0.8), { low: -8, high: 8 });
  assert.deepEqual(crossConformal(zero, residuals, groups, 0.9), { low: -9, high: 9 });
  assert.deepEqual(crossConformal(zero, residuals, groups, 0.95), { low: -Infinity, high: Infinity });
  assert.equal(attainableLevel(9, 0.95), 0.9);
  assert.equal(attainableLevel(100, 0.95), 0.95);
});

test('a group with many rows has one vote', () => {
  const groups = ['a', 'a', 'a', 'a', 'b', 'c', 'd'];
  const found = crossConformal([0, 0, 0, 0, 0, 0, 0], [9, 9, 9, 9, 1, 2, 3], groups, 0.6);
  assert.deepEqual(found, { low: -3, high: 3 });
});

test('90 % intervals hold the truth of a new group in 86 to 94 % of cases', () => {
  // The mean of the others as the model: K groups of two rows that resemble each other.
  const generator = random(6);
  const persons = 30;
  const groups = Array.from({ length: 2 * persons }, (_, i) => String(i >> 1));
  let covered = 0;
  const repeats = 1500;
  const two = () => {
    const own = generator.normal();
    return [own + generator.normal(), own + generator.normal()];
  };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const values = Array.from({ length: persons }, two).flat();
    const total = values.reduce((sum, value) => sum + value, 0);
    const [fresh] = two();
    const said = values.map((_, i) => (total - values[i] - values[i ^ 1]) / (values.length - 2));
    const residuals = values.map((value, i) => Math.abs(value - said[i]));
    const { low, high } = crossConformal(said, residuals, groups, 0.9);
    if (low <= fresh && fresh <= high) covered++;
  }
  assert.ok(covered / repeats >= 0.86 && covered / repeats <= 0.94, `covered ${covered / repeats}`);
});

test('mismatched lists and levels are refused', () => {
  assert.throws(() => crossConformal([1], [1, 2], ['a', 'b'], 0.9), /1 predictions, 2 residuals/);
  assert.throws(() => crossConformal([1], [1], ['a'], 90), /level 90/);
});
