import assert from 'node:assert/strict';
import test from 'node:test';
import { burg } from '../../lib/dsp/lpc';
import { gaussianWindow } from '../../lib/dsp/window';
import { closeTo } from '../support/close-to';
import { noise, openVowel, tone, vowel } from '../support/signals';

/** Burg's method as the textbooks print it: errors sample by sample. */
function burgBySamples(x: Float64Array, order: number): { coefficients: number[]; error: number } {
  let forward = Array.from(x);
  let backward = Array.from(x);
  let a: number[] = [];
  let error = x.reduce((sum, value) => sum + value * value, 0) / x.length;
  for (let m = 1; m <= order; m++) {
    const f = forward.slice(1);
    const b = backward.slice(0, -1);
    const product = f.reduce((sum, value, i) => sum + value * b[i], 0);
    const power = f.reduce((sum, value, i) => sum + value * value + b[i] * b[i], 0);
    const k = (2 * product) / power;
    a = [...a.map((value, i) => value - k * a[a.length - 1 - i]), k];
    forward = f.map((value, i) => value - k * b[i]);
    backward = b.map((value, i) => value - k * f[i]);
    error *= 1 - k * k;
  }
  return { coefficients: a, error };
}

const frames: readonly (readonly [string, Float64Array])[] = [
  ['noise', noise(0.05, 11000).samples],
  ['a vowel', vowel(() => 120, openVowel, 0.05, 11000).samples],
];
for (const [name, x] of frames) {
  test(`agrees with the textbook on ${name}`, () => {
    const coefficients = new Float64Array(10);
    const error = burg(x.length, 10).predict(x, coefficients);
    const expected = burgBySamples(x, 10);
    // Sums in another order: rounding, raised by how much the prediction removes.
    coefficients.forEach((a, k) => closeTo(a, expected.coefficients[k], 1e-8, `a[${k + 1}]`));
    closeTo(error / expected.error, 1, 1e-8);
  });
}

const window = gaussianWindow(550);
for (const [name, x] of [
  ['a pure tone', tone(440, 0.05, 11000).samples.map((value, i) => value * window[i])],
  ['an offset', window.map((value) => 0.02 * value)],
] as const) {
  test(`predicts ${name}, which leaves almost nothing to tell orders apart`, () => {
    const a = new Float64Array(10);
    burg(x.length, 10).predict(x, a);
    let residual = 0;
    let energy = 0;
    for (let n = 10; n < x.length; n++) {
      const predicted = a.reduce((sum, value, k) => sum + value * x[n - 1 - k], 0);
      residual += (x[n] - predicted) ** 2;
      energy += x[n] ** 2;
    }
    assert.ok(residual < 1e-12 * energy, `${residual / energy}`); // coefficients of some hundreds times 1e-16, squared
  });
}

test('finds the recursion that made a signal', () => {
  const x = noise(8000, 1, 1, 3).samples;
  for (let n = 2; n < x.length; n++) x[n] += 1.2 * x[n - 1] - 0.8 * x[n - 2];
  const coefficients = new Float64Array(2);
  burg(x.length, 2).predict(x, coefficients);
  // The estimate's standard deviation is about sqrt((1 − 0.8²) / 8000) = 0.007; this is three of them.
  assert.ok(Math.abs(coefficients[0] - 1.2) < 0.02 && Math.abs(coefficients[1] + 0.8) < 0.02);
});

test('silence predicts nothing', () => {
  const coefficients = new Float64Array(4).fill(7);
  assert.equal(burg(100, 4).predict(new Float64Array(100), coefficients), 0);
  assert.deepEqual(coefficients, new Float64Array(4));
});
