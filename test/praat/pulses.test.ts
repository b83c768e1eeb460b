import assert from 'node:assert/strict';
import test from 'node:test';
import { pitch } from '../../lib/praat/pitch';
import { pulses } from '../../lib/praat/pulses';
import { voiceBreaks, voicedStretches } from '../../lib/praat/voicing';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { join, pulseTimes, pulseTrain, sampled, tone } from '../support/signals';
import { measuredVoices } from '../support/voice-reference';

for (const [name, signal, praat] of measuredVoices()) {
  test(`${name}: pulses and voice breaks as Praat`, () => {
    const found = pulses(signal, pitch(signal));
    assert.equal(found.length, praat.pulses.length);
    // 0.1 µs is a six-hundredth of a sample, and below the twelve digits of nothing but the search for F0.
    praat.pulses.forEach((time, i) => closeTo(found[i], time, 1e-7, `pulse ${i}`));
    const breaks = voiceBreaks(found, 75);
    assert.equal(breaks.count, praat.report.breaks);
    closeTo(breaks.seconds, praat.report.breakSeconds, 1e-6); // digits in the report
  });
}

test('pulses of a pulse train lie where they were put', () => {
  const times = pulseTimes((t) => 100 + 20 * t, 0.5);
  const train = pulseTrain(times, 0.5);
  const found = pulses(train, pitch(train));
  assert.ok(found.length >= times.length - 4, `${found.length} of ${times.length}`);
  // Times were rounded to samples, the middle of which is half a sample after their beginning.
  for (const time of found)
    closeTo(Math.min(...times.map((t) => Math.abs(t + 0.5 / 16000 - time))), 0, 0.51 / 16000);
});

test('silence between voices is no pulse but one break', () => {
  const signal = join(
    tone(150, 0.3),
    sampled(0.2, 16000, () => 0),
    tone(150, 0.3),
  );
  const found = pulses(signal, pitch(signal));
  assert.ok(found.length > 70);
  assert.ok(found.every((t) => t < 0.31 || t > 0.49));
  const breaks = voiceBreaks(found, 75);
  assert.equal(breaks.count, 1);
  closeTo(breaks.seconds, 0.2, 0.02); // pulses end up to a period before the voice does
});

test('voiced stretches reach half a step beyond their frames', () => {
  const values = Float64Array.of(NaN, 100, 110, NaN, NaN, 120);
  const stretches = voicedStretches({ values, start: 0.5, step: 0.1 });
  assert.equal(stretches.length, 2);
  closeTo(stretches[0].start, 0.55, 1e-12);
  closeTo(stretches[0].end, 0.75, 1e-12);
  closeTo(stretches[1].start, 0.95, 1e-12);
  closeTo(stretches[1].end, 1.05, 1e-12);
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: rising times within the signal, no exception`, () => {
    const found = pulses(signal, pitch(signal));
    found.forEach((t, i) =>
      assert.ok(t > (i === 0 ? 0 : found[i - 1]) && t < signal.samples.length / signal.sampleRate),
    );
    if (['silence', 'empty', 'all NaN'].includes(name)) assert.equal(found.length, 0);
  });
}
