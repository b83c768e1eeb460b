import assert from 'node:assert/strict';
import test from 'node:test';
import { pitchCc } from '../../lib/praat/pitch-cc';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { sameContour } from '../support/same-contour';
import { tone } from '../support/signals';
import { measuredVoices } from '../support/voice-reference';

for (const [name, signal, praat] of measuredVoices()) {
  // Both search for the top of a smooth curve and stop a little before it: 0.01 Hz is far below hearing.
  test(`${name}: as Praat`, () => sameContour(pitchCc(signal), praat.pitchCc, 0.01));
}

for (const hz of [100, 120, 440, 590]) {
  test(`pitch of a ${hz} Hz tone`, () => {
    const { values } = pitchCc(tone(hz));
    assert.ok(values.length > 100);
    for (const f0 of values) closeTo(Math.log2(f0), Math.log2(hz), 1e-3); // 1.2 cents
  });
}

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: numbers in their range or NaN, no exception`, () => {
    const { values, strength } = pitchCc(signal);
    assert.ok(values.every((hz) => Number.isNaN(hz) || (hz > 37 && hz < 600)));
    assert.ok(strength.every((r) => Number.isNaN(r) || (r > 0 && r <= 1)));
    if (['silence', 'constant offset', 'all NaN'].includes(name)) assert.ok(values.every(Number.isNaN));
  });
}

test('settings that leave nothing to search are refused', () => {
  assert.throws(() => pitchCc(tone(100), { floor: 600, ceiling: 75 }), {
    name: 'RangeError',
    message: /600.*75/,
  });
  assert.throws(() => pitchCc(tone(100), { timeStep: 0 }), RangeError);
});
