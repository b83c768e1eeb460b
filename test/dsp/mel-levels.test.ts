import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realFft } from '../../lib/dsp/fft';
import { cosineRows, melBank } from '../../lib/dsp/mel';
import { melCepstra, type MelFrames, melLevels } from '../../lib/dsp/mel-levels';
import { hannWindow } from '../../lib/dsp/window';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

function noiseFrames(size: number, length: number, count: number, bands: number): MelFrames {
  const stream = random(size + bands);
  const hop = 50;
  // A quiet half, so that levels fall out of range.
  const samples = Float64Array.from({ length: (count - 1) * hop + length + 7 }, (_, i) =>
    stream.normal(0, i * 2 < count * hop ? 1e-6 : 0.3),
  );
  const bank = melBank(bands, size, 16000, 0, 8000);
  return { samples, count, hop, window: hannWindow(length), size, bank };
}

/** The same by definition, one frame and one number at a time. */
function levelsByDefinition(
  { samples, count, hop, window, size, bank }: MelFrames,
  range: number,
): number[][] {
  const fft = realFft(size);
  const padded = new Float64Array(size);
  const spectrum = new Float64Array(size + 2);
  const frames = Array.from({ length: count }, (_, n) => {
    window.forEach((w, i) => (padded[i] = w * samples[n * hop + i]));
    fft.forward(padded, spectrum);
    return bank.weights.map((weights, b) => {
      const power = weights.reduce((sum, weight, i) => {
        const k = 2 * (bank.first[b] + i);
        return sum + weight * (spectrum[k] ** 2 + spectrum[k + 1] ** 2);
      }, 0);
      return 10 * Math.log10(Math.max(1e-10, power));
    });
  });
  const least = Math.max(...frames.flat()) - range;
  return frames.map((levels) => levels.map((level) => Math.max(least, level)));
}

// Even and odd powers of two, frames with zeros behind, one frame, odd numbers, more than one block of frames, one band.
for (const [size, length, count, bands] of [
  [512, 512, 33, 128],
  [256, 200, 1, 13],
  [1024, 1000, 67, 40],
  [16, 9, 5, 3],
  [8, 8, 32, 1],
  [4, 4, 3, 2],
]) {
  test(`levels and coefficients of ${count} frames of ${length} in ${size}, ${bands} bands`, () => {
    const frames = noiseFrames(size, length, count, bands);
    const range = 30;
    const expected = levelsByDefinition(frames, range);
    const levels = melLevels(frames, range);
    assert.equal(levels.length, bands);
    levels.forEach((band, b) => {
      assert.equal(band.length, count);
      // The series of the logarithm: 2e-11 of 4.3 dB at most.
      band.forEach((level, n) => closeTo(level, expected[n][b], 1e-9, `band ${b} of frame ${n}`));
    });
    const coefficients = Math.min(13, bands);
    const rows = cosineRows(coefficients, bands);
    melCepstra(frames, range, coefficients).forEach((contour, c) => {
      assert.equal(contour.length, count);
      contour.forEach((x, n) => {
        const sum = rows[c].reduce((total, weight, b) => total + weight * expected[n][b], 0);
        closeTo(x, sum, 1e-8, `coefficient ${c} of frame ${n}`);
      });
    });
  });
}

test('silence is at -100 dB, and no frame is none', () => {
  const frames = noiseFrames(64, 64, 3, 5);
  frames.samples.fill(0);
  for (const band of melLevels(frames, 80)) band.forEach((level) => closeTo(level, -100, 1e-9));
  assert.deepEqual(melLevels({ ...frames, count: 0 }, 80), Array(5).fill(new Float64Array(0)));
  assert.deepEqual(melCepstra({ ...frames, count: 0 }, 80, 2), Array(2).fill(new Float64Array(0)));
});
