import assert from 'node:assert/strict';
import test from 'node:test';
import type { Contour } from '../../lib/praat/frames';
import { harmonicity, harmonicityAc } from '../../lib/praat/harmonicity';
import { mean } from '../../lib/stats/summary';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { sameContour } from '../support/same-contour';
import { mix, noise, sampled, tone } from '../support/signals';
import type { PraatContour } from '../support/voice-reference';
import { measuredVoices } from '../support/voice-reference';

/**
 * The same frames silent, and the others the same to a hundred-thousandth of a dB: near 40 dB a rounding of 1e-15 in a
 * correlation near 1 is 1e-10 dB, and Praat's search for the top of a cubic ends within some 1e-6 dB.
 */
function sameHarmonicity(actual: Contour, expected: PraatContour): void {
  sameContour(actual, expected, 1e-5);
}

for (const [name, signal, praat] of measuredVoices()) {
  test(`${name}: cross-correlation as Praat`, () => {
    sameHarmonicity(harmonicity(signal), praat.harmonicity);
  });
  test(`${name}: autocorrelation as Praat`, () => {
    sameHarmonicity(harmonicityAc(signal), praat.harmonicityAc);
  });
}

for (const db of [10, 20]) {
  test(`a tone in noise of ${db} dB less power`, () => {
    const power = 0.5 ** 2 / 2; // of the tone; uniform noise has a third of its peak's square
    const hiss = noise(4, 16000, Math.sqrt((3 * power) / 10 ** (db / 10)));
    const noisy = mix(tone(160, 4), hiss);
    // The best of many lags is a little better than the true one; less so in longer windows.
    closeTo(mean(harmonicity(noisy).values), db, 0.7);
    closeTo(mean(harmonicityAc(noisy).values), db, 0.4);
  });
}

test('a pure tone has next to no noise', () => {
  assert.ok(harmonicity(tone(200)).values.every((db) => db > 60));
  assert.ok(harmonicityAc(tone(200)).values.every((db) => db > 60));
});

test('a quiet stretch is silent, not noisy', () => {
  const voice = tone(150, 1);
  const half = { ...voice, samples: voice.samples.map((x, i) => (i < 8000 ? x : 0.09 * x)) };
  const { values, start, step } = harmonicity(half);
  values.forEach((db, n) => {
    const t = start + n * step;
    if (t < 0.48) assert.ok(db > 40, `${t} s: ${db} dB`);
    if (t > 0.52) assert.ok(Number.isNaN(db), `${t} s: ${db} dB`);
  });
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: at most 150 dB or NaN, no exception`, () => {
    for (const { values } of [harmonicity(signal), harmonicityAc(signal)]) {
      assert.ok(values.every((db) => Number.isNaN(db) || (db > -200 && db <= 150)));
      if (['silence', 'constant offset', 'all NaN'].includes(name)) assert.ok(values.every(Number.isNaN));
    }
  });
}

test('settings without meaning are refused', () => {
  const signal = sampled(0.1, 16000, () => 0);
  assert.throws(() => harmonicity(signal, { floor: 0 }), RangeError);
  assert.throws(() => harmonicityAc(signal, { timeStep: -1 }), RangeError);
  assert.throws(() => harmonicityAc(signal, { periodsPerWindow: 0 }), {
    name: 'RangeError',
    message: /0 periods/,
  });
});
