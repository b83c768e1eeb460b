import assert from 'node:assert/strict';
import test from 'node:test';
import { intensity } from '../../lib/praat/intensity';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { readReference } from '../support/reference';
import { referenceSignals, tone } from '../support/signals';

interface Reference {
  readonly signals: Record<
    string,
    { readonly start: number; readonly step: number; readonly values: readonly number[] }
  >;
}

const reference = readReference<Reference>('intensity');
for (const [name, signal] of Object.entries(referenceSignals())) {
  test(`${name}: as Praat`, () => {
    const expected = reference.signals[name];
    const contour = intensity(signal);
    assert.equal(contour.values.length, expected.values.length);
    closeTo(contour.start, expected.start, 1e-12);
    closeTo(contour.step, expected.step, 1e-12);
    // −300 dB is Praat's way of writing silence; 1e-6 dB is what the digits in the file allow.
    expected.values.forEach((dB, n) =>
      closeTo(contour.values[n], dB === -300 ? NaN : dB, 1e-6, `frame ${n}`),
    );
  });
}

test('a tone of amplitude 0.5 has 20 log10(0.5 / √2 / 2e-5) dB', () => {
  // The window is not a whole number of periods: a few thousandths of a decibel.
  for (const dB of intensity(tone(500)).values) closeTo(dB, 20 * Math.log10(0.5 / Math.SQRT2 / 2e-5), 0.01);
});

test('a tenth of the amplitude is 20 dB less', () => {
  const { glide } = referenceSignals();
  const soft = intensity({ ...glide, samples: glide.samples.map((x) => 0.1 * x) }).values;
  intensity(glide).values.forEach((dB, n) => closeTo(soft[n], dB - 20, 1e-9));
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: finite or NaN, no exception`, () => {
    const { values } = intensity(signal);
    assert.ok(values.every((dB) => Number.isNaN(dB) || Number.isFinite(dB)));
    if (['silence', 'constant offset', 'all NaN'].includes(name)) assert.ok(values.every(Number.isNaN));
  });
}

test('impossible settings are refused', () => {
  assert.throws(() => intensity(tone(100), { floor: 0 }), RangeError);
  assert.throws(() => intensity(tone(100), { timeStep: -0.01 }), RangeError);
});
