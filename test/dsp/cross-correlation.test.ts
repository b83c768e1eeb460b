import test from 'node:test';
import { crossCorrelate } from '../../lib/dsp/cross-correlation';
import { closeTo } from '../support/close-to';
import { noise, tone } from '../support/signals';

test('every lag is what the formula says', () => {
  const { samples } = noise(0.02);
  const [first, window, lags, mean] = [17, 101, 60, 0.1];
  const r = new Float64Array(lags);
  crossCorrelate(samples, first, window, lags, mean, r);
  for (let lag = 0; lag < lags; lag++) {
    let product = 0;
    let here = 0;
    let there = 0;
    for (let i = first; i < first + window; i++) {
      product += (samples[i] - mean) * (samples[i + lag] - mean);
      here += (samples[i] - mean) ** 2;
      there += (samples[i + lag] - mean) ** 2;
    }
    closeTo(r[lag], product / Math.sqrt(here * there), 1e-12, `lag ${lag}`);
  }
});

test('a tone is like itself a period later, and the opposite half a period later', () => {
  const { samples } = tone(100);
  const r = new Float64Array(161);
  crossCorrelate(samples, 0, 160, 161, 0, r);
  closeTo(r[0], 1, 1e-12);
  closeTo(r[160], 1, 1e-12);
  closeTo(r[80], -1, 1e-12);
});

test('silence is like nothing', () => {
  const r = new Float64Array(10).fill(7);
  crossCorrelate(new Float64Array(50), 0, 20, 10, 0, r);
  for (const value of r) closeTo(value, 0, 0);
});
