import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cosineRows, hzToMel, melBank, melToHz } from '../../lib/dsp/mel';
import { closeTo } from '../support/close-to';

test('mel and back', () => {
  for (const hz of [0, 100, 999, 1000, 1001, 6400, 20000]) closeTo(melToHz(hzToMel(hz)), hz, 1e-9 * (1 + hz));
  closeTo(hzToMel(1000), 15, 1e-12); // Slaney: 1000 Hz are 15 mel, 6400 Hz are 27 steps more
  closeTo(hzToMel(6400), 42, 1e-12);
});

test('every triangle has an area of 1 over frequency', () => {
  const bank = melBank(40, 4096, 16000, 0, 8000);
  const hzPerBin = 16000 / 4096;
  for (const weights of bank.weights) {
    const area = weights.reduce((sum, w) => sum + w, 0) * hzPerBin;
    closeTo(area, 1, 0.01); // a sum in place of an integral; the narrowest triangle has 37 bins
  }
});

test('a line of the spectrum reaches the two bands around it', () => {
  const { first, weights } = melBank(20, 512, 16000, 100, 7000);
  const bin = 64; // 2000 Hz
  const hit = Array.from(first.keys()).filter((band) => weights[band][bin - first[band]] > 0);
  assert.equal(hit.length, 2);
  assert.equal(hit[1], hit[0] + 1);
});

test('triangles narrower than a bin may be empty', () => {
  const { weights } = melBank(60, 64, 16000, 0, 8000);
  assert.ok(weights.some((triangle) => triangle.every((weight) => weight === 0)));
});

test('rows of the cosine transform are orthonormal', () => {
  const rows = cosineRows(13, 40);
  rows.forEach((a, i) =>
    rows.forEach((b, j) => {
      const product = a.reduce((sum, x, k) => sum + x * b[k], 0);
      closeTo(product, i === j ? 1 : 0, 1e-12, `rows ${i} and ${j}`);
    }),
  );
});

test('banks that cannot be are refused', () => {
  for (const [bands, low, high] of [
    [0, 0, 8000],
    [2.5, 0, 8000],
    [10, -1, 8000],
    [10, 500, 500],
    [10, 0, 8001],
    [10, NaN, 8000],
  ]) {
    assert.throws(() => melBank(bands, 512, 16000, low, high), RangeError);
  }
});
