import assert from 'node:assert/strict';
import test from 'node:test';
import { pitch, standardWindow } from '../../lib/praat/pitch';
import { autocorrelationSearch } from '../../lib/praat/pitch-ac';
import { choosePath, locallyUnvoiced, speechCosts, trackPitch } from '../../lib/praat/pitch-path';
import { measuredVoices } from '../support/voice-reference';

const settings = { ...speechCosts, timeStep: 0.01, floor: 75, ceiling: 600 };

for (const [name, signal, praat] of measuredVoices()) {
  const search = autocorrelationSearch(signal, standardWindow, settings);
  const frames = search.search(0, search.count);

  test(`${name}: as many locally unvoiced frames as in Praat's voice report`, () => {
    assert.equal(locallyUnvoiced(frames, speechCosts), praat.report.unvoiced);
  });

  test(`${name}: the cheapest path is what pitch finds`, () => {
    const track = choosePath(frames, speechCosts);
    const expected = pitch(signal);
    assert.equal(track.values.length, expected.values.length);
    track.values.forEach((hz, n) =>
      assert.ok(Object.is(hz, expected.values[n]) || Math.abs(hz - expected.values[n]) < 1e-6),
    );
  });
}

for (const [name, signal] of measuredVoices()) {
  test(`${name}: the path through seven frames at a time is that through all`, () => {
    const search = autocorrelationSearch(signal, standardWindow, settings);
    const whole = choosePath(search.search(0, search.count), speechCosts);
    assert.deepEqual(
      trackPitch(search, speechCosts, () => undefined, 7),
      whole,
    );
  });
}

test('without costs no frame heeds its neighbours', () => {
  const [, signal] = measuredVoices()[4];
  const search = autocorrelationSearch(signal, standardWindow, settings);
  const frames = search.search(0, search.count);
  const free = { ...speechCosts, octaveCost: 0, octaveJumpCost: 0, voicedUnvoicedCost: 0 };
  const { strength } = choosePath(frames, free);
  const { first, frequency, strength: candidate } = frames.candidates;
  strength.forEach((chosen, n) => {
    if (Number.isNaN(chosen)) return;
    for (let c = first[n] + 1; c < first[n + 1]; c++) {
      assert.ok(frequency[c] >= frames.ceiling || candidate[c] <= chosen);
    }
  });
});
