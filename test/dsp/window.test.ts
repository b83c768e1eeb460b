import assert from 'node:assert/strict';
import test from 'node:test';
import { besselI0, gaussianWindow, hannWindow, kaiserWindow } from '../../lib/dsp/window';

const windows: readonly (readonly [string, Float64Array])[] = [
  ['Hann', hannWindow(101)],
  ['Gaussian', gaussianWindow(101)],
  ['Kaiser', kaiserWindow(50, 50.5)],
];
for (const [name, window] of windows) {
  test(`${name} window is symmetric, highest in the middle and above zero`, () => {
    assert.equal(window.length, 101);
    for (let i = 0; i < 50; i++) {
      assert.ok(Math.abs(window[i] - window[100 - i]) < 1e-12 * window[50]);
      assert.ok(window[i] > 0 && window[i] < window[i + 1]);
    }
  });
}

test('Hann window of three is 0.5, 1, 0.5', () => {
  hannWindow(3).forEach((value, i) => assert.ok(Math.abs(value - [0.5, 1, 0.5][i]) < 1e-15));
});

test('Gaussian window reaches exp(−3) of its height half way out', () => {
  const window = gaussianWindow(999);
  const edge = Math.exp(-12);
  assert.ok(Math.abs(window[499 + 250] - (Math.exp(-3) - edge) / (1 - edge)) < 1e-12);
});

test('Bessel function I0 (M. Abramowitz & I. Stegun, table 9.8)', () => {
  assert.equal(besselI0(0), 1);
  assert.ok(Math.abs(besselI0(1) / 1.2660658777520084 - 1) < 1e-14);
  assert.ok(Math.abs(besselI0(10) / 2815.716628466254 - 1) < 1e-14);
});
