import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { readingAhead, type SampleReader } from '../../lib/audio/sample-reader';
import type { Signal } from '../../lib/audio/signal';
import { readRecording, useRecording } from '../../lib/audio/recording';
import { encodeWav } from '../../lib/audio/wav';
import { egemaps } from '../../lib/features/sets/egemaps';
import { formants } from '../../lib/praat/formants';
import { intensity } from '../../lib/praat/intensity';
import { original83 } from '../../lib/features/sets/original83';
import { pitch } from '../../lib/praat/pitch';
import { prosody } from '../../lib/features/sets/prosody';
import { spectral } from '../../lib/features/sets/spectral';
import { demoVoices } from '../support/demo-voices';
import { temporaryFolder } from '../support/folder';
import { join } from '../support/signals';

/** So many seconds of speech. */
function speech(seconds: number): Signal {
  const voices = demoVoices().filter(({ kind }) => kind === 'utterance');
  const once = join(...voices.map(({ signal }) => signal));
  const { sampleRate } = once;
  const samples = Float64Array.from(
    { length: seconds * sampleRate },
    (_, i) => once.samples[i % once.samples.length],
  );
  return { samples, sampleRate };
}

/** Reads a signal into one array that every reading overwrites, as a file's reader may. */
function forgetful({ samples, sampleRate }: Signal): SampleReader {
  let room = new Float64Array(0);
  const read = (from: number, to: number): Float64Array => {
    room.fill(NaN);
    if (room.length < to - from) room = new Float64Array(to - from);
    room.set(samples.subarray(from, to));
    return room.subarray(0, to - from);
  };
  return { sampleRate, length: samples.length, read };
}

const minute = speech(68); // pitch is searched in two stretches of frames, formants come from blocks
const some = speech(15);
const inPieces = (signal: Signal) => readingAhead(forgetful(signal));

for (const [name, measure] of Object.entries({ pitch, intensity, formants })) {
  test(`${name} of a minute read in stretches is that of the minute, to the last digit`, () => {
    assert.deepEqual(measure(inPieces(minute)), measure(minute));
  });
}

for (const { name, measure, measureReader } of [original83, prosody, egemaps, spectral]) {
  test(`${name} of a recording read in stretches is that of the recording, to the last digit`, () => {
    assert.deepEqual(measureReader?.(inPieces(some)), measure(some));
  });
}

test('spectra of blocks that were resampled one after the other are those of the recording, to the last digit', () => {
  const { samples } = some;
  // As if sampled at 44.1 kHz, with an offset and a silence: 25 seconds.
  const long = Float64Array.from({ length: 1_100_000 }, (_, i) =>
    i > 500_000 && i < 600_000 ? 0.01 : samples[i % samples.length] + 0.01,
  );
  const signal = { samples: long, sampleRate: 44100 };
  assert.deepEqual(spectral.measureReader?.(inPieces(signal)), spectral.measure(signal));
});

test('spectra of a file read in stretches leave out the same samples as of the file, to the last digit', async () => {
  const file = path.join(temporaryFolder({}), 'damaged.wav');
  const damaged = some.samples.map((x) => x + 0.1);
  damaged.fill(NaN, 50_000, 60_000);
  damaged[100_000] = Infinity;
  writeFileSync(file, encodeWav([damaged], some.sampleRate, 32));
  const [samples] = (await readRecording(file)).channels;
  const { result } = await useRecording(file, 'left', (reader) => spectral.measureReader?.(reader));
  assert.deepEqual(result, spectral.measure({ samples, sampleRate: some.sampleRate }));
});

test('a file read in stretches: the samples of the channel, notes on what is not finite', async () => {
  const file = path.join(temporaryFolder({}), 'long.wav');
  const left = minute.samples.slice(0, 700_000);
  left[300_000] = NaN;
  writeFileSync(file, encodeWav([left, left.map((x) => -x)], minute.sampleRate, 32));
  const expected = await readRecording(file);
  const { result, notes } = await useRecording(file, 1, (reader) => {
    const samples = new Float64Array(reader.length);
    for (let at = 0; at < reader.length; at += 777)
      samples.set(reader.read(at, Math.min(reader.length, at + 777)), at);
    reader.read(0, 5); // once more: nothing is counted twice
    return samples;
  });
  assert.deepEqual(
    result,
    expected.channels[1].map((x) => (Number.isNaN(x) ? 0 : x)),
  );
  assert.deepEqual(notes, expected.notes);
});
