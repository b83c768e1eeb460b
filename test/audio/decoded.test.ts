import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { decodeInThread } from '../../lib/audio/decode-thread';
import { readRecording, recordingInfo } from '../../lib/audio/recording';
import { encodeWav } from '../../lib/audio/wav';
import { measure } from '../../lib/jobs/measure';
import { temporaryFolder } from '../support/folder';
import { tone } from '../support/signals';

const artifacts = temporaryFolder({});
process.env.SAA_ARTIFACTS = artifacts;
const reference = path.join(__dirname, '..', 'reference', 'audio');
const kept = () =>
  readdirSync(path.join(artifacts, 'cache')).map((name) => path.join(artifacts, 'cache', name));

test('a recording is decoded once, whatever its name, and anew when what is kept is torn', async () => {
  const file = path.join(reference, '22050.m4a');
  const first = await readRecording(file);
  const [cached] = kept();
  utimesSync(cached, 1000, 1000);
  const copy = path.join(temporaryFolder({}), 'copy.bin');
  copyFileSync(file, copy);
  assert.deepEqual(await readRecording(copy), first);
  assert.deepEqual(kept(), [cached]);
  assert.ok(statSync(cached).mtimeMs > 1e9, 'marked as used');
  writeFileSync(cached, readFileSync(cached).subarray(0, 5000));
  assert.deepEqual(await readRecording(file), first);
  assert.deepEqual(kept(), [cached]); // and no unfinished file
});

test('worker threads measure a compressed recording as its decoded samples', async () => {
  const name = 'variable-44100.mp3';
  const { channels, sampleRate } = await readRecording(path.join(reference, name));
  const folder = temporaryFolder({ 'decoded.wav': encodeWav(channels, sampleRate, 32) });
  copyFileSync(path.join(reference, name), path.join(folder, name));
  const segments = ['decoded.wav', name].flatMap((file) => [
    { id: `${file}@0`, file, start: 0, end: 0.5 },
    { id: `${file}@1`, file, start: 0.5, end: Infinity },
  ]);
  const { table, skipped } = await measure(
    segments,
    { dataDir: folder, set: 'prosody', channel: 'right' },
    { threads: 1 },
  );
  assert.deepEqual(skipped, []);
  const half = table.values.length / 2;
  assert.deepEqual(table.values.slice(half), table.values.slice(0, half));
});

test('a recording that takes too long is given up, and the next one is decoded', async () => {
  const recording = path.join(reference, '44100.ogg');
  const request = {
    recording,
    format: 'Ogg (Vorbis, Opus)',
    file: path.join(temporaryFolder({}), 'decoded.f32'),
  };
  await assert.rejects(
    decodeInThread(request, () => 0.001),
    /44100\.ogg: it was not decoded within 1 s; copy or export it again/,
  );
  await decodeInThread(request);
  assert.ok(statSync(request.file).size > 4 * 2 * 48_510);
});

test('ffmpeg on the PATH decodes the rest, only where it is allowed to', async () => {
  // What ffmpeg does is not tested here, but how it is called: a program of its name that writes a WAV file to a pipe.
  const wav = encodeWav([tone(200, 0.5).samples], 16_000, 32);
  const program = `#!${process.execPath}\nprocess.stdout.write(require('fs').readFileSync(__dirname + '/sound.wav'))\n`;
  const bin = temporaryFolder({ ffmpeg: program, 'sound.wav': wav });
  chmodSync(path.join(bin, 'ffmpeg'), 0o755);
  const file = path.join(temporaryFolder({ 'a.amr': '#!AMR\nand some sound' }), 'a.amr');
  await assert.rejects(
    recordingInfo(file),
    /a\.amr: no recording that is read here \(WAV, AIFF, .*\) but something else .* --ffmpeg/,
  );
  const before = process.env.PATH;
  try {
    process.env.PATH = bin;
    await assert.rejects(recordingInfo(file), /no recording that is read here/);
    const { channels, sampleRate, notes } = await readRecording(file, { ffmpeg: true });
    assert.deepEqual([channels[0].length, sampleRate], [8000, 16_000]);
    assert.deepEqual(notes, ['decoded by the ffmpeg on the PATH']);
    process.env.PATH = temporaryFolder({});
    const other = path.join(temporaryFolder({ 'b.amr': '#!AMR\nother sound' }), 'b.amr');
    await assert.rejects(
      recordingInfo(other, { ffmpeg: true }),
      /b\.amr: there is no ffmpeg on the PATH; install it/,
    );
  } finally {
    process.env.PATH = before;
  }
});
