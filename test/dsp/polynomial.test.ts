import assert from 'node:assert/strict';
import test from 'node:test';
import { rootFinder, type RootFinder } from '../../lib/dsp/polynomial';
import { noise } from '../support/signals';

function roots(coefficients: readonly number[]): [number, number][] {
  const finder = rootFinder(coefficients.length - 1);
  finder.find(Float64Array.from(coefficients));
  return pairs(finder);
}

function pairs({ re, im }: RootFinder): [number, number][] {
  return Array.from(re, (x, k): [number, number] => [x, im[k]]).sort((a, b) => {
    const apart = a[0] - b[0]; // conjugates differ by rounding
    return Math.abs(apart) > 1e-6 ? apart : a[1] - b[1];
  });
}

function closeTo(actual: [number, number][], expected: [number, number][], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  actual.forEach(([x, y], k) =>
    assert.ok(Math.hypot(x - expected[k][0], y - expected[k][1]) < tolerance, `${x} ${y}`),
  );
}

test('(x − 1)(x − 2)(x + 3)', () => closeTo(roots([6, -7, 0, 1]), [[-3, 0], [1, 0], [2, 0]], 1e-12)); // prettier-ignore
test('x² + 1', () => closeTo(roots([1, 0, 1]), [[0, -1], [0, 1]], 1e-12)); // prettier-ignore
test('2x − 3', () => closeTo(roots([-3, 2]), [[1.5, 0]], 1e-12));
test('x³: all roots at zero', () => closeTo(roots([0, 0, 0, 1]), [[0, 0], [0, 0], [0, 0]], 1e-4)); // prettier-ignore
// A double root is only as exact as the square root of rounding.
test('(x − 1)²', () => closeTo(roots([1, -2, 1]), [[1, 0], [1, 0]], 1e-6)); // prettier-ignore

test('every root of 50 random polynomials of degree 10 gives zero, and conjugates come in pairs', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const c = Array.from(noise(11, 1, 1, seed * 7919).samples);
    c[10] = 1;
    const found = roots(c);
    for (const [x, y] of found) {
      let re = 0;
      let im = 0;
      let size = 0;
      for (let i = 10; i >= 0; i--) {
        [re, im] = [re * x - im * y + c[i], re * y + im * x];
        size = size * Math.hypot(x, y) + Math.abs(c[i]);
      }
      assert.ok(Math.hypot(re, im) < 1e-12 * size);
    }
    assert.ok(Math.abs(found.reduce((sum, [, y]) => sum + y, 0)) < 1e-9);
  }
});

test('what is no polynomial of that degree is refused', () => {
  assert.throws(() => roots([1, 2, 0]), RangeError);
  assert.throws(() => roots([1, NaN, 1]), RangeError);
});

test('what was found before is only where the search begins', () => {
  const finder = rootFinder(4);
  for (const coefficients of [
    [-1, 0, 0, 0, 1], // 1, −1, i, −i
    [1, 0, 0, 0, 1], // none real
    [24, -50, 35, -10, 1], // 1, 2, 3, 4
    [0, 0, 0, 0, 1],
    [4, 0, 5, 0, 1], // ±i, ±2i
  ]) {
    finder.find(Float64Array.from(coefficients));
    closeTo(pairs(finder), roots(coefficients), coefficients[0] === 0 ? 1e-3 : 1e-12);
  }
});
