import assert from 'node:assert/strict';
import test from 'node:test';
import { automaticGain, clip, power } from '../../lib/audio/degrade';
import { opusCodec } from '../../lib/audio/lossy';
import { reverberate, roomResponse } from '../../lib/audio/room';
import type { Signal } from '../../lib/audio/signal';
import { pearson } from '../../lib/stats/correlation';
import reference from '../reference/rooms.json';
import { demoVoices } from '../support/demo-voices';

test('a room: the impulse response of a plain sum over image sources in NumPy', () => {
  for (const { size, source, microphone, reverberation, sampleRate, response } of reference.rooms) {
    const [a, b, c] = [size, source, microphone].map(([x, y, z]) => [x, y, z] as const);
    const own = roomResponse({ size: a, source: b, microphone: c, reverberation }, sampleRate);
    assert.equal(own.length, response.length);
    const loudest = Math.max(...response);
    // Rounded to nine digits in the file.
    own.forEach((value, i) => assert.ok(Math.abs(value - response[i]) < 1e-8 * loudest, `sample ${i}`));
  }
});

test('a room: energy falls in twice the time where twice the time is asked for', () => {
  const sampleRate = 4000;
  const seconds = (reverberation: number) => {
    const response = roomResponse(
      { size: [6, 5, 3], source: [2, 1.7, 1.5], microphone: [4.1, 3.3, 1.2], reverberation },
      sampleRate,
    );
    const energy = (from: number) => response.subarray(from * sampleRate).reduce((sum, x) => sum + x * x, 0);
    return (
      (60 * 0.3 * reverberation) /
      (10 * Math.log10(energy(0.1 * reverberation) / energy(0.4 * reverberation)))
    );
  };
  // A shoebox keeps sound between opposite walls, so it fades more slowly than Sabine's diffuse field.
  const ratio = seconds(0.8) / seconds(0.4);
  assert.ok(ratio > 1.6 && ratio < 2.6, `${ratio}`);
});

test('a room: places outside and impossible walls are refused', () => {
  const room = { size: [3, 3, 3], source: [1, 1, 1], microphone: [2, 4, 1], reverberation: 0.5 } as const;
  assert.throws(() => roomResponse(room, 8000), /2, 4, 1 m lies outside/);
  assert.throws(
    () => roomResponse({ ...room, microphone: [2, 2, 1], reverberation: 0.01 }, 8000),
    /longer time/,
  );
});

test('reverberate: a single pulse changes nothing; the power remains', () => {
  const signal = { samples: Float64Array.from({ length: 500 }, (_, i) => Math.sin(i)), sampleRate: 8000 };
  const same = reverberate(signal, Float64Array.of(0, 0, 0.5));
  same.samples.forEach((value, i) => assert.ok(Math.abs(value - signal.samples[i]) < 1e-9));
  const changed = reverberate(signal, Float64Array.of(1, 0.5, 0.25));
  assert.ok(Math.abs(power(changed.samples) / power(signal.samples) - 1) < 1e-9);
  assert.equal(changed.samples.length, 500);
});

const voice = demoVoices().find(({ name }) => name === 'calm woman')?.signal;
assert.ok(voice);

test('Opus: as long, in time with the original, and nearer at a higher rate', () => {
  const like = (kilobits: number) => {
    const coded = opusCodec(voice, kilobits);
    assert.equal(coded.samples.length, voice.samples.length);
    return pearson(coded.samples, voice.samples).r;
  };
  const [low, high] = [like(8), like(32)];
  assert.ok(low > 0.8 && high > low && high < 0.99999, `${low}, ${high}`);
  assert.throws(() => opusCodec(voice, 2), /6 to 64/);
});

test('clipping: nothing above the limit, and everything below it as it was', () => {
  const limited = clip(voice, 6).samples;
  const most = voice.samples.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  const limit = most * 10 ** -0.3;
  limited.forEach((x, i) =>
    assert.ok(
      Math.abs(voice.samples[i]) < limit - 1e-12
        ? x === voice.samples[i]
        : Math.abs(Math.abs(x) - limit) < 1e-9,
    ),
  );
});

test('automatic gain: a voice that becomes 20 dB quieter comes out almost as loud', () => {
  const tone: Signal = {
    samples: Float64Array.from({ length: 112000 }, (_, i) => (i < 32000 ? 0.5 : 0.05) * Math.sin(i / 4)),
    sampleRate: 16000,
  };
  const { samples } = automaticGain(tone);
  const level = (from: number) => 10 * Math.log10(power(samples.subarray(from, from + 16000)));
  assert.ok(Math.abs(level(16000) - level(92000)) < 1, `${level(16000)} and ${level(92000)} dB`);
});
