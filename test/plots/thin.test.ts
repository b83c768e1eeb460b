import assert from 'node:assert/strict';
import test from 'node:test';
import { lineFigure } from '../../lib/plots/lines';
import { contour, waveform } from '../../lib/plots/sound';
import { seenPoints } from '../../lib/plots/thin';

test('of a long curve the extremes of every column are kept, and its gaps', () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 7) * (i === 54_321 ? 9 : 1));
  values.fill(NaN, 20_000, 30_000);
  const seen = seenPoints(values, 500);
  assert.ok(seen.length <= 2500);
  assert.deepEqual(
    seen,
    [...new Set(seen)].sort((a, b) => a - b),
  );
  assert.ok(seen.includes(54_321));
  assert.ok(seen.some((i) => i >= 20_000 && i < 30_000 && Number.isNaN(values[i])));
  assert.deepEqual(seenPoints([3, 1, 2]), [0, 1, 2]);
});

test('an hour of sound, a contour of 100,000 values and a line of 55,522 points are small figures with short sentences', () => {
  const samples = Float64Array.from({ length: 3600 * 16_000 }, (_, i) => 0.5 * Math.sin(i / 9));
  const values = Float64Array.from({ length: 100_000 }, (_, i) => 100 + 20 * Math.sin(i / 300));
  const x = Float64Array.from({ length: 55_522 }, (_, i) => i);
  const quantity = { name: 'pitch', unit: 'Hz' };
  for (const figure of [
    waveform({ samples, sampleRate: 16_000 }),
    contour({ values, start: 0, step: 0.01 }, quantity),
    lineFigure([{ name: 'samples', x, y: x }], { title: 'Line', note: '', x: quantity, y: quantity }),
  ]) {
    assert.ok(JSON.stringify(figure).length < 250_000, figure.alt);
    assert.ok(figure.alt.length < 200, figure.alt);
  }
});
