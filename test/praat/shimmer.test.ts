import assert from 'node:assert/strict';
import test from 'node:test';
import { shimmer } from '../../lib/praat/shimmer';
import { closeTo } from '../support/close-to';
import { sampled } from '../support/signals';
import { measuredVoices } from '../support/voice-reference';

const names = ['local', 'localDb', 'apq3', 'apq5', 'apq11'] as const;

for (const [name, signal, praat] of measuredVoices()) {
  test(`${name}: as Praat of the same pulses`, () => {
    const measured = shimmer(signal, Float64Array.from(praat.pulses));
    names.forEach((kind, i) => {
      const expected = praat.shimmer[i] ?? NaN;
      closeTo(measured[kind], expected, 1e-7 * expected, kind); // pulse times have twelve digits in the file
    });
  });
}

/** A tone of 100 Hz whose periods have these amplitudes in turn, and the times of its peaks. */
function alternating(...amplitudes: number[]): { signal: ReturnType<typeof sampled>; pulses: Float64Array } {
  const signal = sampled(0.3, 16000, (t) => {
    return amplitudes[Math.floor(100 * t) % amplitudes.length] * Math.sin(2 * Math.PI * 100 * t);
  });
  // Sample i lasts from i to i + 1; its middle is what counts.
  const pulses = Float64Array.from({ length: 30 }, (_, i) => (i + 0.25) / 100 + 0.5 / 16000);
  return { signal, pulses };
}

test('amplitudes that alternate by 10 % of their mean', () => {
  const { signal, pulses } = alternating(0.95, 1.05);
  const measured = shimmer(signal, pulses);
  closeTo(measured.local, 0.1, 5e-4); // the mean is over an odd number of amplitudes
  closeTo(measured.localDb, 20 * Math.log10(1.05 / 0.95), 1e-9);
  closeTo(measured.apq3, (0.1 * 2) / 3, 5e-4);
});

test('amplitudes that differ by more than a factor of 1.6 are not compared', () => {
  const { signal, pulses } = alternating(0.5, 1);
  for (const kind of names) assert.ok(Number.isNaN(shimmer(signal, pulses)[kind]), kind);
});

test('gain does not matter; silence and too few pulses have no shimmer', () => {
  const { signal, pulses } = alternating(0.9, 1, 1.1);
  const quiet = { ...signal, samples: signal.samples.map((x) => 0.01 * x) };
  closeTo(shimmer(quiet, pulses).local, shimmer(signal, pulses).local, 1e-12);
  const silent = { ...signal, samples: signal.samples.map(() => 0) };
  assert.ok(Number.isNaN(shimmer(silent, pulses).local));
  assert.ok(Number.isNaN(shimmer(signal, pulses.subarray(0, 2)).local));
});
