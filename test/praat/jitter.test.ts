import assert from 'node:assert/strict';
import test from 'node:test';
import { jitter } from '../../lib/praat/jitter';
import { closeTo } from '../support/close-to';
import { measuredVoices } from '../support/voice-reference';

const names = ['local', 'localAbsolute', 'rap', 'ppq5', 'ddp'] as const;

for (const [name, , praat] of measuredVoices()) {
  test(`${name}: as Praat of the same pulses`, () => {
    const measured = jitter(Float64Array.from(praat.pulses));
    names.forEach((kind, i) => {
      const expected = praat.jitter[i] ?? NaN;
      closeTo(measured[kind], expected, 1e-7 * expected, kind); // pulse times have twelve digits in the file
    });
  });
}

/** Pulses with these periods between them. */
function pulsesOf(...periods: number[]): Float64Array {
  let time = 0.1;
  return Float64Array.of(time, ...periods.map((period) => (time += period)));
}

test('periods that alternate by 2 % of their mean', () => {
  const measured = jitter(pulsesOf(0.0099, 0.0101, 0.0099, 0.0101, 0.0099, 0.0101));
  closeTo(measured.local, 0.02, 1e-12);
  closeTo(measured.localAbsolute, 0.0002, 1e-12);
  closeTo(measured.rap, (0.02 * 2) / 3, 1e-12);
  closeTo(measured.ddp, 0.04, 1e-12);
  closeTo(measured.ppq5, (0.02 * 2) / 5, 1e-12); // three of five are as the middle one
});

test('a pause and an octave jump are no jitter', () => {
  closeTo(jitter(pulsesOf(0.01, 0.01, 0.3, 0.01, 0.01)).local, 0, 1e-12);
  closeTo(jitter(pulsesOf(0.01, 0.01, 0.005, 0.005)).local, 0, 1e-12);
});

test('too few pulses have no jitter', () => {
  for (const pulses of [pulsesOf().subarray(0, 0), pulsesOf(), pulsesOf(0.01)]) {
    for (const kind of names) assert.ok(Number.isNaN(jitter(pulses)[kind]), kind);
  }
  assert.ok(Number.isNaN(jitter(pulsesOf(0.01, 0.01, 0.01, 0.01)).ppq5));
});
