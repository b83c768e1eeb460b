import assert from 'node:assert/strict';
import test from 'node:test';
import { timeAt } from '../../lib/praat/frames';
import { pitch } from '../../lib/praat/pitch';
import type { PitchTrack } from '../../lib/praat/pitch-path';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { readReference } from '../support/reference';
import { chirp, join, noise, referenceSignals, sampled, tone, vowel } from '../support/signals';

interface Reference {
  readonly signals: Record<string, Record<'standard' | 'veryAccurate', PraatPitch>>;
}
interface PraatPitch {
  readonly start: number;
  readonly step: number;
  readonly values: readonly (number | null)[];
  readonly strength: readonly (number | null)[];
  readonly intensity: readonly number[];
}

const reference = readReference<Reference>('pitch');
for (const [name, signal] of Object.entries(referenceSignals())) {
  for (const mode of ['standard', 'veryAccurate'] as const) {
    test(`${name}, ${mode}: as Praat`, () => {
      const expected = reference.signals[name][mode];
      const track = pitch(signal, { veryAccurate: mode === 'veryAccurate' });
      assert.equal(track.values.length, expected.values.length);
      closeTo(track.start, expected.start, 1e-12);
      closeTo(track.step, expected.step, 1e-12);
      expected.values.forEach((hz, n) => {
        // Both search for the top of a smooth curve and stop a little before it: 0.01 Hz is far below hearing.
        closeTo(track.values[n], hz ?? NaN, 0.01, `frame ${n}`);
        closeTo(track.strength[n], expected.strength[n] ?? NaN, 1e-6, `strength ${n}`);
        closeTo(track.intensity[n] || 0, expected.intensity[n], 1e-8, `intensity ${n}`); // digits in the file
      });
    });
  }
}

for (const hz of [80, 120, 220, 440, 590]) {
  for (const veryAccurate of [false, true]) {
    test(`pitch of a ${hz} Hz tone${veryAccurate ? ', very accurate' : ''}`, () => {
      const { values } = pitch(tone(hz), { veryAccurate });
      assert.ok(values.length > 20);
      for (const f0 of values) closeTo(Math.log2(f0), Math.log2(hz), 1e-3); // 1.2 cents
    });
  }
}

test('pitch follows a chirp from 100 to 400 Hz', () => {
  const track = pitch(chirp(100, 400, 1));
  track.values.forEach((f0, n) => {
    // In 40 ms, the length of a window, the tone moves by 12 Hz; its middle is what counts.
    closeTo(f0, 100 + 300 * timeAt(track, n), 2);
  });
});

test('a voice an octave higher is heard an octave higher, not as before', () => {
  const track = pitch(
    join(
      vowel(() => 110),
      vowel(() => 220),
    ),
  );
  track.values.forEach((f0, n) => {
    const t = timeAt(track, n);
    if (t < 0.45)
      closeTo(f0, 110, 1.5); // pulses lie on whole samples: up to 0.7 % off
    else if (t > 0.55) closeTo(f0, 220, 3);
  });
});

function assertSameTrack(a: PitchTrack, b: PitchTrack, from = 0): void {
  b.values.forEach((hz, n) => closeTo(a.values[n + from], hz, 1e-6));
  b.strength.forEach((r, n) => closeTo(a.strength[n + from], r, 1e-9));
}

test('pitch does not depend on gain or offset', () => {
  const { glide } = referenceSignals();
  const other = { ...glide, samples: glide.samples.map((x) => 0.01 * x - 0.2) };
  assertSameTrack(pitch(glide), pitch(other));
});

test('silence around a voice moves its contour and changes nothing in it', () => {
  const voice = vowel((t) => 150 - 50 * t, undefined, 0.5);
  const silence = sampled(0.2, 16000, () => 0);
  const alone = pitch(voice);
  const between = pitch(join(silence, voice, silence));
  const frames = Math.round((alone.start + 0.2 - between.start) / alone.step);
  for (let n = 3; n < alone.values.length - 3; n++) {
    // The mean of the whole, and so the peak, is another: strengths of the path's ends may be weighed otherwise.
    closeTo(between.values[n + frames], alone.values[n], 1e-6);
  }
});

test('noise has no pitch, and silence neither strength nor intensity', () => {
  const heard = pitch(noise(0.5)).values.filter((hz) => !Number.isNaN(hz));
  assert.equal(heard.length, 0);
  const { values, strength, intensity } = pitch(sampled(0.5, 16000, () => 0));
  assert.ok(values.length > 0);
  for (const contour of [values, strength, intensity]) assert.ok(contour.every(Number.isNaN));
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: numbers in their range or NaN, no exception`, () => {
    for (const veryAccurate of [false, true]) {
      const { values, strength, intensity } = pitch(signal, { veryAccurate });
      assert.ok(values.every((hz) => Number.isNaN(hz) || (hz > 37 && hz < 600)));
      assert.ok(strength.every((r) => Number.isNaN(r) || (r > 0 && r <= 1)));
      assert.ok(intensity.every((x) => Number.isNaN(x) || (x > 0 && x <= 1)));
      if (['silence', 'constant offset', 'all NaN'].includes(name)) assert.ok(intensity.every(Number.isNaN));
    }
  });
}

test('settings that leave nothing to search are refused', () => {
  assert.throws(() => pitch(tone(100), { floor: 600, ceiling: 75 }), {
    name: 'RangeError',
    message: /600.*75/,
  });
  assert.throws(() => pitch(tone(100), { floor: 0 }), RangeError);
  assert.throws(() => pitch(tone(100), { timeStep: 0 }), RangeError);
});
