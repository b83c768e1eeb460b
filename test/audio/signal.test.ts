import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cut, duration, selectChannel, type Recording } from '../../lib/audio/signal';

const samples = Float64Array.from({ length: 100 }, (_, i) => i);
const signal = { samples, sampleRate: 10 };
const values = (s: { samples: Float64Array }) => Array.from(s.samples);

test('a stretch holds its first sample and not the one at its end', () => {
  assert.deepEqual(values(cut(signal, 1, 1.3)), [10, 11, 12]);
  assert.deepEqual(values(cut(signal, 1.04, 1.26)), [10, 11, 12]);
  assert.deepEqual(values(cut(signal, 2, 2)), []);
});

test('neighbouring stretches share nothing and leave nothing out', () => {
  const parts = [0, 0.33, 0.77, 5.55, 10]
    .slice(1)
    .map((end, i) => cut(signal, [0, 0.33, 0.77, 5.55][i], end));
  assert.deepEqual(parts.flatMap(values), Array.from(samples));
});

test('an end behind the last sample means the last sample', () => {
  assert.equal(duration(cut(signal, 9.5, Infinity)), 0.5);
  assert.equal(duration(cut(signal, 9.5, 12)), 0.5);
  assert.equal(cut(signal, 10, 12).samples.length, 0);
});

test('times that are no stretch are refused', () => {
  assert.throws(() => cut(signal, 11, 12), /start 11 s lies after the end of the recording \(10 s\)/);
  for (const [start, end] of [
    [-1, 2],
    [2, 1],
    [NaN, 1],
    [0, NaN],
    [Infinity, Infinity],
  ]) {
    assert.throws(() => cut(signal, start, end), /0 <= start <= end/);
  }
});

test('a channel of a stereo recording, and their mean', () => {
  const stereo: Recording = {
    channels: [Float64Array.of(1, 0), Float64Array.of(0.5, -1)],
    sampleRate: 8000,
    notes: [],
  };
  assert.deepEqual(values(selectChannel(stereo, 'left')), [1, 0]);
  assert.deepEqual(values(selectChannel(stereo, 'right')), [0.5, -1]);
  assert.deepEqual(values(selectChannel(stereo, 1)), [0.5, -1]);
  assert.deepEqual(selectChannel(stereo, 'mix'), { samples: Float64Array.of(0.75, -0.5), sampleRate: 8000 });
  for (const channel of [2, -1, 0.5]) {
    assert.throws(() => selectChannel(stereo, channel), /channel .* of a recording with 2; give 0 to 1/);
  }
});

test('a mono recording is its own left, right and mix', () => {
  const mono: Recording = { channels: [Float64Array.of(1, 2)], sampleRate: 8000, notes: [] };
  for (const channel of ['left', 'right', 'mix', 0] as const) {
    assert.equal(selectChannel(mono, channel).samples, mono.channels[0]);
  }
  assert.throws(() => selectChannel(mono, 1), RangeError);
});
