import assert from 'node:assert/strict';
import test from 'node:test';
import { sincInterpolate, sincMaximum, sincWeights } from '../../lib/dsp/interpolation';
import { noise } from '../support/signals';

const cosine = (period: number, shift: number, length = 401): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * (i - 200 - shift)) / period));

test('the samples themselves are kept', () => {
  const y = noise(50, 1).samples;
  y.forEach((value, i) => assert.equal(sincInterpolate(y, i, 30), value));
});

test('between samples a cosine continues', () => {
  const y = cosine(7, 0.3);
  for (const x of [180.1, 200.5, 211.9]) {
    // A raised cosine over 70 samples leaves about −80 dB of error at this period.
    assert.ok(Math.abs(sincInterpolate(y, x, 70) - Math.cos((2 * Math.PI * (x - 200.3)) / 7)) < 1e-4);
  }
});

test('beyond the ends the outermost value stands, and nothing comes of nothing', () => {
  const y = Float64Array.of(3, 1, 4);
  assert.equal(sincInterpolate(y, -1, 70), 3);
  assert.equal(sincInterpolate(y, 2.5, 70), 4);
  assert.ok(Number.isNaN(sincInterpolate(new Float64Array(0), 0, 70)));
});

test('weights give what interpolation gives', () => {
  const y = noise(300, 1).samples;
  const weights = new Float64Array(100);
  for (const phase of [0, 0.25, 0.999]) {
    sincWeights(phase, 50, weights);
    let sum = 0;
    for (let k = 0; k < 100; k++) sum += weights[k] * y[101 + k];
    assert.ok(Math.abs(sum - sincInterpolate(y, 150 + phase, 50)) < 1e-12);
  }
});

for (const shift of [-0.45, 0, 0.1, 0.5]) {
  for (const period of [3.3, 20, 150]) {
    test(`top of a cosine of period ${period}, ${shift} from a sample`, () => {
      const peak = { x: 0, y: 0 };
      sincMaximum(cosine(period, shift), shift > 0.5 ? 201 : 200, 70, peak);
      // The top is found to 1e-5; the interpolated cosine itself has its top up to some 1e-4 of a period off.
      assert.ok(Math.abs(peak.x - 200 - shift) < 1e-3 * Math.max(1, 0.1 * period), `${peak.x}`);
      assert.ok(Math.abs(peak.y - 1) < 1e-4);
    });
  }
}
