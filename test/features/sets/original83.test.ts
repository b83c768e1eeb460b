import assert from 'node:assert/strict';
import test from 'node:test';
import { original83 } from '../../../lib/features/sets/original83';
import { closeTo } from '../../support/close-to';
import { edgeSignals } from '../../support/edge-signals';
import { readReference } from '../../support/reference';
import { referenceSignals } from '../../support/signals';

interface Reference {
  readonly signals: Record<string, readonly number[]>;
}

const reference = readReference<Reference>('original83');
for (const [name, signal] of Object.entries(referenceSignals())) {
  test(`${name}: every column as from Praat's contours`, () => {
    const row = original83.measure(signal);
    original83.features.forEach((feature, i) => {
      const expected = reference.signals[name][i];
      // Contours agree to about 1e-7 of their values; a difference of two of them, as in a range, to less.
      closeTo(row[i], expected, 1e-5 * Math.abs(expected) + 1e-7, feature.name);
    });
  });
}

test('83 columns with the names the original gave them', () => {
  const names = original83.features.map((feature) => feature.name);
  assert.equal(names.length, 83);
  assert.equal(new Set(names).size, 83);
  assert.deepEqual(names.slice(0, 8), [
    'f0_max',
    'f0_min',
    'f0_range',
    'f0_mean',
    'f0_median',
    'f0_p25',
    'f0_p75',
    'f0_std',
  ]);
  assert.deepEqual(names.slice(24, 25), ['f1_bandwidth_max']);
  assert.deepEqual(names.slice(79), ['f3_over_f1_std', 'jitter', 'shimmer', 'duration']);
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: 83 numbers, finite or NaN, no exception`, () => {
    const row = original83.measure(signal);
    assert.equal(row.length, 83);
    assert.ok(row.every((x) => Number.isNaN(x) || Number.isFinite(x)));
    assert.equal(row[82], signal.samples.length / signal.sampleRate);
    if (name === 'silence' || name === 'empty') assert.ok(row.subarray(0, 82).every(Number.isNaN));
  });
}
