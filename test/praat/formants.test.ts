import assert from 'node:assert/strict';
import test from 'node:test';
import { formants } from '../../lib/praat/formants';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { readReference } from '../support/reference';
import { openVowel, referenceSignals, tone, vowel } from '../support/signals';

interface Reference {
  readonly signals: Record<
    string,
    {
      readonly start: number;
      readonly step: number;
      readonly frequency: readonly (readonly (number | null)[])[];
      readonly bandwidth: readonly (readonly (number | null)[])[];
    }
  >;
}

const reference = readReference<Reference>('formants');
for (const [name, signal] of Object.entries(referenceSignals())) {
  test(`${name}: as Praat`, () => {
    const expected = reference.signals[name];
    const track = formants(signal);
    assert.equal(track.count, expected.frequency[0].length);
    closeTo(track.start, expected.start, 1e-12);
    closeTo(track.step, expected.step, 1e-12);
    for (let k = 0; k < 5; k++) {
      for (let n = 0; n < track.count; n++) {
        // Both find the roots to rounding, which the nine digits in the file outweigh.
        closeTo(track.frequency[k][n], expected.frequency[k][n] ?? NaN, 1e-4, `F${k + 1} of frame ${n}`);
        closeTo(track.bandwidth[k][n], expected.bandwidth[k][n] ?? NaN, 1e-4, `B${k + 1} of frame ${n}`);
      }
    }
  });
}

test('formants of a vowel that was made with them', () => {
  const { frequency } = formants(vowel(() => 90));
  openVowel.slice(0, 3).forEach(({ hz }, k) => {
    const sorted = frequency[k].slice().sort();
    // Linear prediction is drawn to the nearest harmonic, at most 45 Hz away.
    closeTo(sorted[sorted.length >> 1], hz, 45, `F${k + 1}`);
  });
});

test('formants do not depend on gain', () => {
  const { glide } = referenceSignals();
  const loud = formants(glide);
  const soft = formants({ ...glide, samples: glide.samples.map((x) => x / 1000) });
  loud.frequency[0].forEach((hz, n) => closeTo(soft.frequency[0][n], hz, 1e-4));
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: numbers in their range or NaN, no exception`, () => {
    const { frequency, bandwidth } = formants(signal);
    for (const contour of frequency)
      assert.ok(contour.every((hz) => Number.isNaN(hz) || (hz >= 50 && hz <= 5450)));
    for (const contour of bandwidth) assert.ok(contour.every((hz) => Number.isNaN(hz) || hz >= 0));
    if (name === 'silence' || name === 'all NaN') assert.ok(frequency[0].every(Number.isNaN));
  });
}

test('impossible settings are refused', () => {
  assert.throws(() => formants(tone(100), { ceiling: 90 }), { name: 'RangeError', message: /90/ });
  assert.throws(() => formants(tone(100), { windowLength: 0 }), RangeError);
  assert.throws(() => formants(tone(100), { timeStep: -1 }), RangeError);
});
