import assert from 'node:assert/strict';
import { test } from 'node:test';
import { density, massLevel, planeDensity } from '../../lib/stats/density';
import { closeTo } from '../support/close-to';
import reference from '../reference/density.json';

const ROUNDING = 1e-12; // the same sums in another order

test('densities as SciPy estimates them', () => {
  const { line, plane } = reference;
  density([...line.values, NaN], line.at).forEach((value, i) => closeTo(value, line.density[i], ROUNDING));
  const found = planeDensity([...plane.x, NaN], [...plane.y, 1], plane.gridX, plane.gridY);
  found.forEach((value, i) => closeTo(value, plane.density[i], ROUNDING));
});

test('a density integrates to 1, and its level holds the share asked for', () => {
  const at = Array.from({ length: 801 }, (_, i) => -3 + i / 50);
  const heights = density(reference.line.values, at);
  const step = 1 / 50;
  closeTo(
    heights.reduce((sum, height) => sum + height * step, 0),
    1,
    1e-6, // the tails outside −3 to 13
  );
  const level = massLevel(heights, 0.9);
  const held = heights.filter((height) => height >= level).reduce((sum, height) => sum + height * step, 0);
  closeTo(held, 0.9, step * Math.max(...heights)); // one cell
});

test('without spread there is no density', () => {
  assert.deepEqual([...density([2, 2, NaN], [1])], [NaN]);
  assert.deepEqual([...density([2], [1])], [NaN]);
  assert.deepEqual([...planeDensity([1, 2, 3], [2, 4, 6], [1], [1])], [NaN]);
  assert.ok(Number.isNaN(massLevel([NaN, NaN], 0.5)));
  assert.throws(() => planeDensity([1], [1, 2], [1], [1]), RangeError);
});
