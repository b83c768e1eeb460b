import assert from 'node:assert/strict';
import test from 'node:test';
import { prosody } from '../../../lib/features/sets/prosody';
import { closeTo } from '../../support/close-to';
import { edgeSignals } from '../../support/edge-signals';
import { join, noise, sampled, tone } from '../../support/signals';
import { measuredVoices } from '../../support/voice-reference';

const column = (row: Float64Array, name: string): number =>
  row[prosody.features.findIndex((feature) => feature.name === name)];

for (const [name, signal, praat] of measuredVoices()) {
  test(`${name}: every column as from Praat`, () => {
    const row = prosody.measure(signal);
    assert.equal(praat.prosody.length, prosody.features.length);
    prosody.features.forEach((feature, i) => {
      const expected = praat.prosody[i] ?? NaN;
      // Contours agree to about 1e-7 of their values; breaks are rounded to microseconds in Praat's report; and a noisy
      // frame in fifty of harmonicity may be 2 dB off (see harmonicity.test.ts).
      const tolerance = feature.name === 'hnr' ? 0.1 : 1e-5 * Math.abs(expected) + 1e-4;
      closeTo(row[i], expected, tolerance, feature.name);
    });
  });
}

test('every column has a name of its own, and a meaning', () => {
  const names = prosody.features.map((feature) => feature.name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(prosody.features.every((feature) => feature.meaning.length > 10));
});

test('gain changes energy and intensity, nothing else', () => {
  const [, voice] = measuredVoices()[5];
  const quiet = prosody.measure({ ...voice, samples: voice.samples.map((x) => 0.1 * x) });
  const loud = prosody.measure(voice);
  prosody.features.forEach(({ name }, i) => {
    let expected = loud[i];
    if (name === 'energy') expected /= 100;
    if (/^intensity_(mean|min|max)$/.test(name)) expected -= 20;
    closeTo(quiet[i], expected, 1e-6 * Math.abs(expected) + 1e-9, name);
  });
});

test('two words and a pause', () => {
  const word = tone(200, 0.8);
  const row = prosody.measure(join(word, noise(0.6, 16000, 1e-4), word));
  closeTo(column(row, 'duration'), 2.2, 1e-9);
  closeTo(column(row, 'f0_mean'), 200, 0.1);
  closeTo(column(row, 'breaks'), (100 * 0.6) / 2.2, 1);
  closeTo(column(row, 'unvoiced'), (100 * 0.6) / 2.2, 3); // windows of 40 ms
  closeTo(column(row, 'pause_longest'), 0.5, 0.1);
  assert.equal(column(row, 'pause_mean'), column(row, 'pause_longest'));
});

test('silence has no columns but its length, energy and counts', () => {
  const row = prosody.measure(sampled(1, 16000, () => 0));
  prosody.features.forEach(({ name }, i) => {
    if (name === 'duration') assert.equal(row[i], 1);
    else if (name === 'unvoiced') assert.equal(row[i], 100);
    else if (name === 'energy' || name.endsWith('_frames')) assert.equal(row[i], 0, name);
    else assert.ok(Number.isNaN(row[i]), `${name}: ${row[i]}`);
  });
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: finite numbers or NaN, no exception`, () => {
    const row = prosody.measure(signal);
    assert.equal(row.length, prosody.features.length);
    assert.ok(row.every((x) => Number.isNaN(x) || Number.isFinite(x)));
  });
}
