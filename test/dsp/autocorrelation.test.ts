import assert from 'node:assert/strict';
import test from 'node:test';
import { autocorrelator } from '../../lib/dsp/autocorrelation';
import { noise } from '../support/signals';

for (const [length, lags] of [
  [1, 1],
  [37, 10],
  [100, 100],
]) {
  test(`autocorrelation of ${length} numbers at ${lags} lags is the sum that defines it`, () => {
    const correlate = autocorrelator(length, lags);
    const r = new Float64Array(lags);
    correlate(noise(length, 1, 1, 5).samples, r); // what a first frame leaves behind must not reach the second
    const x = noise(length, 1, 1, 9).samples;
    correlate(x, r);
    for (let lag = 0; lag < lags; lag++) {
      let sum = 0;
      for (let n = 0; n + lag < length; n++) sum += x[n] * x[n + lag];
      assert.ok(Math.abs(r[lag] - sum) < 1e-13 * length);
    }
  });
}
