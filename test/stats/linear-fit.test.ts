import assert from 'node:assert/strict';
import test from 'node:test';
import { confidenceAt, lineAt, linearFit, standardErrorAt } from '../../lib/stats/linear-fit';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

const { x, y, slope, intercept, at, standardError, low, high } = reference.line;
const ROUNDING = 1e-11; // NumPy solves the same least squares by another route

test('line and its uncertainty as SciPy and NumPy give them', () => {
  const fit = linearFit(x, y);
  closeTo(fit.slope, slope, ROUNDING);
  closeTo(fit.intercept, intercept, ROUNDING);
  at.forEach((value, i) => {
    closeTo(standardErrorAt(fit, value), standardError[i], ROUNDING);
    closeTo(confidenceAt(fit, value)[0], low[i], ROUNDING);
    closeTo(confidenceAt(fit, value)[1], high[i], ROUNDING);
  });
});

test('points on a line give the line, gaps skipped', () => {
  const fit = linearFit([1, 2, NaN, 4], [5, 7, 100, 11]);
  assert.equal(fit.n, 3);
  closeTo(lineAt(fit, 10), 23, 1e-13);
  closeTo(fit.residualDeviation, 0, 1e-13);
});

test('no line through one point or a vertical cloud, no band through two points', () => {
  closeTo(linearFit([1], [2]).slope, NaN, 0);
  closeTo(linearFit([3, 3, 3], [1, 2, 3]).slope, NaN, 0);
  const two = linearFit([1, 2], [3, 4]);
  assert.equal(two.slope, 1);
  closeTo(confidenceAt(two, 1.5)[0], NaN, 0);
});
