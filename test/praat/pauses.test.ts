import assert from 'node:assert/strict';
import test from 'node:test';
import { pauses, speech, totalLength } from '../../lib/praat/pauses';
import { syllableNuclei } from '../../lib/praat/syllables';
import { closeTo } from '../support/close-to';
import { edgeSignals } from '../support/edge-signals';
import { join, noise, sampled, tone, vowel } from '../support/signals';
import { measuredVoices } from '../support/voice-reference';

for (const [name, signal, praat] of measuredVoices()) {
  test(`${name}: sounding stretches and syllable nuclei as Praat`, () => {
    const spoken = speech(signal);
    assert.equal(spoken.sounding.length, praat.speech.sounding.length);
    praat.speech.sounding.forEach(([start, end], i) => {
      closeTo(spoken.sounding[i].start, start, 1e-9);
      closeTo(spoken.sounding[i].end, end, 1e-9);
    });
    const nuclei = syllableNuclei(signal, spoken);
    assert.equal(nuclei.length, praat.speech.nuclei.length);
    praat.speech.nuclei.forEach((t, i) => closeTo(nuclei[i], t, 1e-5)); // tops of a curve sampled every 16 ms
  });
}

test('only silence of 0.3 s and more is a pause, and none at the ends', () => {
  const silence = (seconds: number) => noise(seconds, 16000, 1e-4);
  const word = tone(150, 0.5);
  const spoken = speech(join(silence(0.6), word, silence(0.25), word, silence(0.8), word, silence(0.6)));
  const lengths = pauses(spoken);
  assert.equal(lengths.length, 1);
  // The window of 128 ms and the 25 dB make a word look up to 0.1 s longer than it is.
  assert.ok(lengths[0] > 0.6 && lengths[0] <= 0.8, String(lengths[0]));
  closeTo(totalLength(spoken.sounding), 1.75, 0.25);
});

test('five syllables in a second', () => {
  // Of six peaks the last one has no dip after it that is seen.
  const voice = vowel(() => 120, undefined, 1.2);
  const signal = {
    ...voice,
    samples: voice.samples.map((x, i) => x * (0.02 + Math.sin((5 * Math.PI * i) / 16000) ** 2)),
  };
  const nuclei = syllableNuclei(signal, speech(signal));
  assert.equal(nuclei.length, 5);
  nuclei.forEach((t, i) => closeTo(t, 0.1 + 0.2 * i, 0.01));
});

test('bursts of noise are no syllables', () => {
  const hiss = noise(1.2);
  const signal = {
    ...hiss,
    samples: hiss.samples.map((x, i) => x * (0.02 + Math.sin((5 * Math.PI * i) / 16000) ** 2)),
  };
  assert.equal(syllableNuclei(signal, speech(signal)).length, 0);
});

test('silence is no speech, and digital silence between words is a pause', () => {
  assert.equal(speech(sampled(1, 16000, () => 0)).sounding.length, 0);
  const spoken = speech(
    join(
      tone(150, 0.5),
      sampled(0.6, 16000, () => 0),
      tone(150, 0.5),
    ),
  );
  assert.equal(pauses(spoken).length, 1);
});

for (const [name, signal] of Object.entries(edgeSignals())) {
  test(`${name}: stretches within the signal, no exception`, () => {
    const spoken = speech(signal);
    const seconds = signal.samples.length / signal.sampleRate;
    for (const { start, end } of spoken.sounding) assert.ok(start >= 0 && start < end && end <= seconds);
    assert.ok(syllableNuclei(signal, spoken).every((t) => t > 0 && t < seconds));
  });
}
