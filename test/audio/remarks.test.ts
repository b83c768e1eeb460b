import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { SoundMeter, joinedFacts, soundRemarks } from '../../lib/audio/remarks';
import { useRecording } from '../../lib/audio/recording';
import { encodeWav } from '../../lib/audio/wav';
import { measure } from '../../lib/jobs/measure';
import { temporaryFolder } from '../support/folder';
import { tone } from '../support/signals';

const rate = 16000;
const voice = tone(150, 1).samples.map((x) => 0.6 * x);
const zeros = new Float64Array(rate);
const scaled = (factor: number) => voice.map((x) => x * factor);

const cases: Record<string, [channels: Float64Array[], rate: number, remarks: RegExp[]]> = {
  'a plain voice': [[voice], rate, []],
  'speech on the right only': [
    [zeros, voice],
    rate,
    [
      /^silent channel: channel left is silent, right is not \(peak 0\.\d+\); left is measured, choose another/,
      /^rows without a value: 1 of 1/,
    ],
  ],
  'speech on the left only': [
    [voice, zeros],
    rate,
    [/^silent channel: channel right is silent, left is not \(peak [\d.]+\)$/],
  ],
  silence: [[zeros], rate, [/^silence: no sound/, /^rows without a value: 1 of 1/]],
  'whole numbers stored as floats': [
    [scaled(32768)],
    rate,
    [/^implausible level: samples reach \d+ times full scale/],
  ],
  'very quiet': [[scaled(0.0005)], rate, [/^implausible level: very quiet: .* -7\d dB/]],
  clipped: [
    [scaled(8).map((x) => Math.max(-1, Math.min(1, x)))],
    rate,
    [/^clipped: \d+ samples \(\d+ %\) are clipped/],
  ],
  'very short': [[voice.slice(0, 1600)], rate, [/^very short: 100 ms/]],
  'a telephone': [
    [voice.slice(0, 8000)],
    8000,
    [/^low sample rate: a sample rate of 8000 Hz: nothing above 4000 Hz/],
  ],
};
for (const [name, [channels, sampleRate, expected]] of Object.entries(cases)) {
  test(`${name}: ${expected.length} remarks, as measured and as read stretch by stretch`, async () => {
    const folder = temporaryFolder({ 'a.wav': encodeWav(channels, sampleRate, 32) });
    const segments = [{ id: 'a', file: 'a.wav', start: 0, end: Infinity }];
    const settings = { dataDir: folder, set: 'prosody', channel: 'left' } as const;
    const { remarks } = await measure(segments, settings, { threads: 1 });
    const found = remarks.map(({ kind, reason }) => `${kind}: ${reason}`);
    assert.equal(found.length, expected.length, found.join('; '));
    expected.forEach((pattern, i) => assert.match(found[i], pattern));

    const { facts } = await useRecording(path.join(folder, 'a.wav'), 'left', ({ read, length }) => {
      for (let at = 0; at < length; at += 700) read(at, Math.min(length, at + 700));
    });
    const streamed = soundRemarks(facts, 'left').map(({ kind, reason }) => `${kind}: ${reason}`);
    assert.deepEqual(
      streamed,
      found.filter((remark) => !remark.startsWith('rows')),
    );
  });
}

test('stretches of a recording are judged together', () => {
  const factsOf = (samples: Float64Array) => {
    const meter = new SoundMeter();
    meter.add([samples]);
    return meter.facts(rate);
  };
  const together = joinedFacts(factsOf(zeros), factsOf(voice));
  assert.deepEqual(soundRemarks(together, 'left'), []);
  assert.equal(together.frames, 2 * rate);
});

test('samples that are not a number are passed over', () => {
  const meter = new SoundMeter();
  meter.add([Float64Array.of(NaN, 0.5, NaN)]);
  assert.deepEqual(meter.facts(rate).peaks, [0.5]);
});
