import test from 'node:test';
import * as special from '../../lib/stats/special';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

// Relative: powers like x^5000 magnify the last bit of x by 5,000.
const DIGITS = 2e-12;

function closeRelative(actual: number, expected: number, what: string): void {
  closeTo(actual, expected, DIGITS * Math.abs(expected), what);
}

test('logGamma as SciPy gives it', () => {
  for (const [x, expected] of reference.logGamma) {
    closeTo(special.logGamma(x), expected, 1e-14 * Math.max(1, Math.abs(expected)), `logGamma(${x})`);
  }
});

test('incompleteBeta as SciPy gives it', () => {
  for (const [x, a, b, expected] of reference.incompleteBeta) {
    closeRelative(special.incompleteBeta(x, a, b), expected, `I_${x}(${a}, ${b})`);
  }
});

test('Student t: probability, two-sided p and quantile as SciPy gives them', () => {
  for (const [t, df, expected] of reference.studentTCdf) {
    closeRelative(special.studentTCdf(t, df), expected, `cdf ${t}, ${df}`);
  }
  for (const [t, df, expected] of reference.studentTTwoSided) {
    closeRelative(special.studentTTwoSided(t, df), expected, `p ${t}, ${df}`);
  }
  for (const [p, df, expected] of reference.studentTQuantile) {
    closeTo(
      special.studentTQuantile(p, df),
      expected,
      DIGITS * (1 + Math.abs(expected)),
      `quantile ${p}, ${df}`,
    );
  }
});

test('normal distribution and its quantile as SciPy gives them, far tails included', () => {
  for (const [z, expected] of reference.normalCdf) closeRelative(special.normalCdf(z), expected, `cdf ${z}`);
  for (const [p, expected] of reference.normalQuantile) {
    closeTo(special.normalQuantile(p), expected, DIGITS * (1 + Math.abs(expected)), `quantile ${p}`);
  }
});

test('outside the domain there is no value', () => {
  for (const value of [
    special.logGamma(0),
    special.incompleteBeta(1.1, 1, 1),
    special.incompleteBeta(0.5, 0, 1),
    special.studentTCdf(1, 0),
    special.studentTQuantile(1.1, 3),
    special.normalQuantile(-0.1),
    special.normalCdf(NaN),
  ]) {
    closeTo(value, NaN, 0);
  }
  closeTo(special.normalCdf(-Infinity), 0, 0);
  closeTo(special.normalCdf(Infinity), 1, 0);
  closeTo(special.studentTTwoSided(Infinity, 5), 0, 0);
});
