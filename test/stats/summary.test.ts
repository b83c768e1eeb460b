import assert from 'node:assert/strict';
import test from 'node:test';
import * as stats from '../../lib/stats/summary';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

const { values, mean, varianceN, varianceN1, p, quantiles } = reference.summary;
const ROUNDING = 1e-12; // the same sums in another order

test('mean, variance and quantiles as NumPy gives them', () => {
  closeTo(stats.mean(values), mean, ROUNDING);
  closeTo(stats.variance(values, 'n'), varianceN, ROUNDING);
  closeTo(stats.variance(values, 'n-1'), varianceN1, ROUNDING);
  closeTo(stats.standardDeviation(values, 'n') ** 2, varianceN, ROUNDING);
  p.forEach((share, i) =>
    closeTo(stats.quantile(values, share), quantiles[i], ROUNDING, `quantile ${share}`),
  );
  closeTo(stats.median(values), quantiles[3], ROUNDING);
});

test('NaN is skipped and counted', () => {
  const gaps = [NaN, ...values, NaN, NaN];
  const summary = stats.summary(gaps);
  assert.equal(summary.count, values.length);
  assert.equal(summary.missing, 3);
  assert.equal(stats.count(gaps), values.length);
  closeTo(summary.mean, mean, ROUNDING);
  closeTo(summary.standardDeviation ** 2, varianceN1, ROUNDING);
  assert.equal(summary.min, Math.min(...values));
  assert.equal(summary.max, Math.max(...values));
  assert.equal(stats.min(gaps), Math.min(...values));
  assert.equal(stats.max(gaps), Math.max(...values));
  closeTo(stats.quantile(gaps, 0.25), summary.lowerQuartile, 0);
  closeTo(stats.median(gaps), summary.median, 0);
});

test('nothing to measure is NaN', () => {
  for (const statistic of [stats.mean, stats.min, stats.max, stats.median]) {
    closeTo(statistic([]), NaN, 0);
    closeTo(statistic([NaN]), NaN, 0);
  }
  closeTo(stats.variance([], 'n'), NaN, 0);
  closeTo(stats.variance([3], 'n-1'), NaN, 0);
  assert.equal(stats.variance([3], 'n'), 0);
});

test('a large offset costs the variance no digits', () => {
  closeTo(stats.variance([1e9 + 1, 1e9 + 2, 1e9 + 3], 'n-1'), 1, 0);
});

test('a quantile outside 0 to 1 is refused', () => {
  assert.throws(() => stats.quantile([1, 2], 95), /quantile 95 is outside 0 to 1/);
});
