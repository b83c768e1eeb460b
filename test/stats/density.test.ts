import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highestDensityLevel, planeDensity } from '../../lib/stats/density';
import { closeTo } from '../support/close-to';
import reference from '../reference/density.json';

const ROUNDING = 1e-12; // the same sums in another order

const { plane } = reference;

test('densities as SciPy estimates them', () => {
  const found = planeDensity([...plane.x, NaN], [...plane.y, 1], plane.gridX, plane.gridY);
  found.forEach((value, i) => closeTo(value, plane.density[i], ROUNDING));
});

test('a density integrates to 1, and its level holds the share asked for', () => {
  const step = 1 / 20;
  const at = Array.from({ length: 181 }, (_, i) => -1.5 + i * step);
  const heights = planeDensity(plane.x, plane.y, at, at);
  const mass = (values: Float64Array) => values.reduce((sum, height) => sum + height * step * step, 0);
  closeTo(mass(heights), 1, 1e-6); // the tails outside −1.5 to 7.5
  const level = highestDensityLevel(heights, 0.9);
  const held = mass(heights.filter((height) => height >= level));
  closeTo(held, 0.9, step * step * Math.max(...heights)); // one cell
});

test('without spread there is no density', () => {
  assert.deepEqual([...planeDensity([1, 2, 3], [2, 4, 6], [1], [1])], [NaN]);
  assert.ok(Number.isNaN(highestDensityLevel([NaN, NaN], 0.5)));
  assert.throws(() => planeDensity([1], [1, 2], [1], [1]), RangeError);
});
