import assert from 'node:assert/strict';
import test from 'node:test';
import { burgPairs } from '../../lib/dsp/burg-pairs';
import { burg } from '../../lib/dsp/lpc';
import { rootPairs } from '../../lib/dsp/root-pairs';
import { gaussianWindow } from '../../lib/dsp/window';
import { closeTo } from '../support/close-to';
import { noise, openVowel, tone, vowel } from '../support/signals';

const order = 10;
const window = gaussianWindow(550);
const frames = [
  noise(0.05, 11000).samples,
  vowel(() => 120, openVowel, 0.05, 11000).samples,
  tone(440, 0.05, 11000).samples, // leaves almost nothing to tell orders apart: goes by samples
  vowel(() => 210, openVowel, 0.05, 11000).samples,
];

function polynomial(frame: Float64Array): number[] {
  const coefficients = new Float64Array(order);
  burg(frame.length, order).predict(
    frame.map((x, i) => x * window[i]),
    coefficients,
  );
  return [...Array.from(coefficients, (a) => -a).reverse(), 1];
}

test('prediction of two frames is that of each, and so are its roots', () => {
  const pairs = burgPairs(window, order);
  const roots = rootPairs(order);
  for (let i = 0; i < frames.length; i++) {
    const both = [frames[i], frames[(i + 1) % frames.length]];
    both.forEach((frame, lane) => assert.ok(pairs.load(lane === 0 ? 0 : 1, frame)));
    const found = pairs.predict();
    roots.find(found);
    both.forEach((frame, lane) => {
      const expected = polynomial(frame);
      // Sums in another order: rounding, raised by how much the prediction removes.
      expected.forEach((a, k) => closeTo(found[2 * k + lane], a, 1e-8, `z^${k} of frame ${i + lane}`));
      for (let at = lane; at < roots.re.length; at += 2) {
        let [re, im, size] = [0, 0, 0];
        for (let k = order; k >= 0; k--) {
          const c = found[2 * k + lane];
          [re, im] = [re * roots.re[at] - im * roots.im[at] + c, re * roots.im[at] + im * roots.re[at]];
          size = size * Math.hypot(roots.re[at], roots.im[at]) + Math.abs(c);
        }
        closeTo(Math.hypot(re, im) / size, 0, 1e-14, 'polynomial at its root'); // rounding
      }
    });
  }
});

test('a frame of silence says so', () => {
  assert.equal(burgPairs(window, order).load(0, new Float64Array(550)), false);
});
