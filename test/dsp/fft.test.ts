import assert from 'node:assert/strict';
import test from 'node:test';
import { brickWall, nextPowerOfTwo, realFft } from '../../lib/dsp/fft';
import { noise } from '../support/signals';

const someNumbers = (size: number): Float64Array => noise(size, 1).samples;

for (const size of [4, 8, 64, 512]) {
  const x = someNumbers(size);
  const spectrum = new Float64Array(size + 2);
  realFft(size).forward(x, spectrum);

  test(`spectrum of ${size} numbers is the sum that defines it`, () => {
    for (let k = 0; k <= size / 2; k++) {
      let re = 0;
      let im = 0;
      for (let n = 0; n < size; n++) {
        re += x[n] * Math.cos((2 * Math.PI * k * n) / size);
        im -= x[n] * Math.sin((2 * Math.PI * k * n) / size);
      }
      assert.ok(Math.hypot(spectrum[2 * k] - re, spectrum[2 * k + 1] - im) < 1e-11); // rounding of `size` products
    }
  });

  test(`inverse of ${size} numbers gives them back`, () => {
    const back = new Float64Array(size);
    const kept = spectrum.slice();
    realFft(size).inverse(spectrum, back);
    for (let n = 0; n < size; n++) assert.ok(Math.abs(back[n] - x[n]) < 1e-13);
    assert.deepEqual(spectrum, kept);
  });

  test(`Parseval: the energy of ${size} numbers is that of their spectrum`, () => {
    let energy = 0;
    for (const value of x) energy += value * value;
    let power = 0;
    for (let k = 0; k <= size / 2; k++) {
      const both = k === 0 || k === size / 2 ? 1 : 2; // every other bin stands for its mirror image too
      power += both * (spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2);
    }
    assert.ok(Math.abs(power / size - energy) < 1e-12 * energy);
  });
}

test('other sizes are refused with a size that works', () => {
  assert.throws(() => realFft(100), { name: 'RangeError', message: /100.*128/ });
  assert.throws(() => realFft(2), RangeError);
});

test('next power of two', () => {
  assert.deepEqual([1, 2, 3, 1023, 1024, 1025].map(nextPowerOfTwo), [1, 2, 4, 1024, 1024, 2048]);
});

test('a brick wall removes the upper part of the spectrum and nothing else', () => {
  for (const size of [4, 8, 64, 2048]) {
    const { forward, inverse } = realFft(size);
    for (const first of [1, 2, size / 2 + 1, Math.floor(0.69 * size), size, size + 2]) {
      const x = Float64Array.from({ length: size }, (_, i) => Math.sin(i * i + 1));
      const spectrum = new Float64Array(size + 2);
      forward(x, spectrum);
      spectrum.fill(0, first);
      const expected = new Float64Array(size);
      inverse(spectrum, expected);
      const { signal, filter } = brickWall(size);
      signal.set(x);
      filter(first);
      for (let i = 0; i < size; i++) assert.ok(Math.abs(signal[i] - expected[i]) < 1e-13);
    }
  }
});
