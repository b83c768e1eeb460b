import assert from 'node:assert/strict';
import test from 'node:test';
import type { Signal } from '../../lib/audio/signal';
import { speechActivity } from '../../lib/speakers/activity';
import { join, mix, noise, openVowel, pulseTrain, tone, vowel } from '../support/signals';

const silence = (seconds: number): Signal => ({
  samples: new Float64Array(16000 * seconds),
  sampleRate: 16000,
});
const voice = (hz: number, seconds: number): Signal => vowel((t) => hz + 30 * t, openVowel, seconds);

test('two vowels, two pauses: only the longer one parts the speech', () => {
  const { speech } = speechActivity(
    mix(
      join(silence(1), voice(120, 1), silence(0.2), voice(130, 1), silence(0.6), voice(110, 1), silence(1)),
      noise(5.8, 16000, 0.002, 3),
    ),
  );
  assert.equal(speech.length, 2);
  for (const [found, expected] of [
    [speech[0].start, 1],
    [speech[0].end, 3.2],
    [speech[1].start, 3.8],
    [speech[1].end, 4.8],
  ])
    assert.ok(Math.abs(found - expected) < 0.04, `${found} instead of ${expected}`); // half a window of 64 ms
});

test('no speech in silence, noise, clicks, and less than a window', () => {
  const empty: Signal = { samples: new Float64Array(0), sampleRate: 16000 };
  const clicks = mix(pulseTrain([0.5, 1.1, 1.9], 3), noise(3, 16000, 0.001, 2));
  for (const sound of [
    empty,
    silence(3),
    noise(3),
    { samples: new Float64Array(100).fill(0.1), sampleRate: 16000 },
    clicks,
  ])
    assert.deepEqual(speechActivity(sound).speech, []);
});

test('speech without a pause is found whole', () => {
  const { speech } = speechActivity(voice(140, 2));
  assert.equal(speech.length, 1);
  assert.ok(speech[0].start < 0.05 && speech[0].end > 1.95);
});

test('samples that are not finite count as silence', () => {
  const { samples } = join(silence(1), voice(120, 1), silence(1));
  samples.fill(NaN, 0, 8000);
  const { speech } = speechActivity({ samples, sampleRate: 16000 });
  assert.equal(speech.length, 1);
  assert.ok(Math.abs(speech[0].start - 1) < 0.05);
});

test('a steady hum below the voice is no speech', () => {
  const hum = tone(100, 5, 16000, 0.01);
  const { speech } = speechActivity(mix(join(silence(2), voice(150, 1), silence(2)), hum));
  assert.deepEqual(
    speech.map(({ start, end }) => [Math.round(10 * start), Math.round(10 * end)]),
    [[20, 30]],
  );
});
