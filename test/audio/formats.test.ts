import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readRecording, recordingInfo, useRecording } from '../../lib/audio/recording';
import { resample } from '../../lib/audio/resample';
import type { Signal } from '../../lib/audio/signal';
import { decodeWav, encodeWav } from '../../lib/audio/wav';
import { pitch } from '../../lib/praat/pitch';
import { quantile } from '../../lib/stats/summary';
import { fixtures, sources, type Fixture } from '../support/audio-sources';
import { temporaryFolder } from '../support/folder';

process.env.SAA_ARTIFACTS = temporaryFolder({});
const reference = path.join(__dirname, '..', 'reference', 'audio');

/** The samples that a recording was made from. */
function original({ source, sampleRate, from = 0 }: Fixture): Signal[] {
  const { channels } = sources[source](sampleRate);
  return channels.map((samples) => ({
    samples: samples.subarray(Math.round(from * sampleRate)),
    sampleRate,
  }));
}

/** How much later than expected a signal is than another one of its rate, s: where their product is largest, between samples too. */
function shift(signal: Signal, other: Signal, expected: number): number {
  const late = Math.round(expected * signal.sampleRate);
  const most = Math.round(0.006 * signal.sampleRate);
  const length = Math.round(0.5 * signal.sampleRate);
  const sums = Array.from({ length: 2 * most + 1 }, (_, k) => {
    let sum = 0;
    for (let i = most; i < most + length; i++) sum += other.samples[i] * signal.samples[i + late + k - most];
    return sum;
  });
  const at = sums.indexOf(Math.max(...sums));
  const [a, b, c] = [sums[at - 1], sums[at], sums[at + 1]];
  return (at - most + (0.5 * (a - c)) / (a - 2 * b + c) + late) / signal.sampleRate - expected;
}

/** Median distance of the F0 of frames that both have a voice in, Hz. */
function pitchDistance(signal: Signal, other: Signal): { readonly hertz: number; readonly frames: number } {
  const [a, b] = [pitch(signal), pitch(other)];
  const distances: number[] = [];
  a.values.forEach((f0, i) => {
    const time = a.start + i * a.step;
    const found = b.values[Math.round((time - b.start) / b.step)] ?? NaN;
    if (f0 > 0 && found > 0) distances.push(Math.abs(f0 - found));
  });
  return { hertz: quantile(distances, 0.5), frames: distances.length };
}

describe('every format gives the sound it was made from', () => {
  for (const [name, fixture] of Object.entries(fixtures)) {
    if (fixture.gap) continue;
    const file = path.join(reference, name);
    if (fixture.lossless) {
      test(`${name}: the same samples`, async () => {
        const { channels, sampleRate, notes } = await readRecording(file);
        assert.equal(sampleRate, fixture.sampleRate);
        assert.deepEqual(notes, []);
        const wav = encodeWav(sources[fixture.source](fixture.sampleRate).channels, fixture.sampleRate);
        const made = decodeWav(wav, 'source.wav').channels;
        assert.deepEqual(channels, made);
      });
      continue;
    }
    test(`${name}: its duration, beginning and pitch`, async () => {
      const { channels, sampleRate, notes } = await readRecording(file);
      const made = original(fixture);
      assert.deepEqual(notes, []);
      assert.equal(channels.length, made.length);
      // Frames of AAC alone say nothing of the encoder's delay, 1024 samples, and of what fills the last frame.
      const bare = name.endsWith('.aac');
      const delay = bare ? 1024 / sampleRate : 0;
      const tolerance = bare ? delay + 1024 / sampleRate : 0.01;
      for (const [c, source] of made.entries()) {
        const decoded = resample({ samples: channels[c], sampleRate }, source.sampleRate);
        const seconds = decoded.samples.length / source.sampleRate;
        const difference = seconds - source.samples.length / source.sampleRate;
        assert.ok(Math.abs(difference) <= tolerance, `${difference} s longer`);
        const late = shift(decoded, source, delay);
        assert.ok(Math.abs(late) < 0.001, `${1000 * late} ms late`);
        if (bare) continue;
        const { hertz, frames } = pitchDistance(decoded, source);
        assert.ok(frames > 40, `${frames} frames`);
        assert.ok(hertz < 0.5, `${hertz} Hz apart`);
      }
    });
  }
});

test('a stretch of a compressed recording, its length alone, and its name do not matter', async () => {
  const folder = temporaryFolder({});
  const file = path.join(folder, 'wrongly named.wav');
  copyFileSync(path.join(reference, '44100.ogg'), file);
  const whole = await readRecording(file);
  const { duration, sampleRate, channels } = await recordingInfo(file);
  assert.deepEqual([duration, sampleRate, channels], [1.1, 44_100, 2]);
  const stretch = await readRecording(file, { start: 0.5, end: 0.75 });
  assert.deepEqual(stretch.channels[1], whole.channels[1].slice(22_050, 33_075));
  const { result, facts } = await useRecording(file, 'right', ({ read, length }) => read(0, length).slice());
  assert.deepEqual(result, whole.channels[1]);
  assert.equal(facts.frames, 48_510);
});

test('what iTunes says of delay and padding counts where there is no edit list', async () => {
  const bytes = readFileSync(path.join(reference, 'index-at-end-44100.m4a'));
  const noted = path.join(temporaryFolder({ 'noted.m4a': withITunesNote(bytes, 1024, 48_510) }), 'noted.m4a');
  const plain = await readRecording(path.join(reference, 'index-at-end-44100.m4a'));
  assert.deepEqual(await readRecording(noted), plain);
});

/** The file, whose moov box is its last one, with a tag iTunSMPB in place of its edit list. */
function withITunesNote(bytes: Buffer, skip: number, length: number): Buffer {
  const file = Buffer.from(bytes);
  file.write('free', file.indexOf('edts'), 'latin1');
  file.write('free', file.indexOf('udta'), 'latin1');
  const moov = file.indexOf('moov') - 4;
  assert.equal(moov + file.readUInt32BE(moov), file.length);
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
  const text = ` ${hex(0, 8)} ${hex(skip, 8)} ${hex(100, 8)} ${hex(length, 16)} ${hex(0, 8)}`;
  const box = (type: string, ...content: (string | Uint8Array)[]): Buffer => {
    const body = Buffer.concat(content.map((one) => Buffer.from(one as string, 'latin1')));
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const zeros = '\0\0\0\0';
  const tag = box(
    '----',
    box('mean', zeros, 'com.apple.iTunes'),
    box('name', zeros, 'iTunSMPB'),
    box('data', '\0\0\0\x01', zeros, text),
  );
  const udta = box('udta', box('meta', zeros, box('ilst', tag)));
  file.writeUInt32BE(file.readUInt32BE(moov) + udta.length, moov);
  return Buffer.concat([file, udta]);
}

test('a gap between the times of packets is closed up, and a note says so', async () => {
  const { channels, sampleRate, notes } = await readRecording(path.join(reference, 'gap.webm'));
  const seconds = channels[0].length / sampleRate;
  assert.ok(Math.abs(seconds - 0.7) < 0.03, `${seconds} s`);
  assert.deepEqual(notes, ['its times leave 0.4 s without sound; left out, so that what follows is early']);
});

test('of HE-AAC the core is read, and a note says so', async () => {
  const bytes = readFileSync(path.join(reference, '22050.m4a'));
  const config = bytes.indexOf(Buffer.from('138856e500', 'hex')); // AAC-LC, 22,050 Hz, mono
  Buffer.from('2b8a080000', 'hex').copy(bytes, config); // spectral bands up to 44,100 Hz above such a core
  const folder = temporaryFolder({ 'he.m4a': bytes });
  const { sampleRate, channels, notes } = await readRecording(path.join(folder, 'he.m4a'));
  assert.deepEqual([sampleRate, channels[0].length], [22_050, 24_255]);
  assert.match(notes.join(), /HE-AAC, of which only the core is decoded: 22050 Hz, nothing above 11025 Hz/);
});

describe('files cut short or damaged', () => {
  const cut = (name: string, share: number) => {
    const bytes = readFileSync(path.join(reference, name));
    return path.join(temporaryFolder({ [name]: bytes.subarray(0, share * bytes.length) }), name);
  };
  const refused: Record<string, RegExp> = {
    'index-at-end-44100.m4a':
      /truncated: its 'mdat' box ends at \d+ bytes and \d+ are there; copy it again, or keep the rest: ffmpeg/,
    'index-at-start-16000.m4a': /truncated: its 'mdat' box/,
    'film.mkv': /truncated: its header promises \d+ bytes and \d+ are there; copy it again/,
    'constant-16000.mp3': /truncated: it promises 1\.100 s and 0\.\d+ s are there; .*ffmpeg -i/,
    '16000.flac': /truncated: it promises 0\.200 s and 0\.\d+ s are there/,
    '16000.aiff':
      /truncated: the 'COMM' chunk promises 3200 samples \(0\.200 s\) and 1593 \(0\.100 s\) are there/,
  };
  for (const [name, message] of Object.entries(refused)) {
    test(`${name} without its second half is refused`, async () => {
      const file = cut(name, 0.5);
      await assert.rejects(readRecording(file), (error: Error) => {
        assert.ok(error.message.startsWith(`${file}: `), error.message);
        assert.match(error.message, message);
        return true;
      });
    });
  }
  test('Ogg without its end is read as far as its pages are whole, with a note', async () => {
    const { channels, notes } = await readRecording(cut('44100.ogg', 0.8));
    assert.ok(channels[0].length > 15_000);
    assert.match(notes.join(), /no page is marked as the last one/);
  });
  test('of Ogg recordings one after the other the first is read, with a note', async () => {
    const bytes = readFileSync(path.join(reference, '16000.ogg'));
    const twice = path.join(temporaryFolder({ 'a.ogg': Buffer.concat([bytes, bytes]) }), 'a.ogg');
    const { notes } = await readRecording(twice);
    assert.match(notes.join(), /^2 recordings follow one another in it; the first is read/);
  });
  test('a moov box that never was written', async () => {
    const bytes = readFileSync(path.join(reference, 'index-at-end-44100.m4a'));
    const file = path.join(
      temporaryFolder({ 'a.m4a': bytes.subarray(0, bytes.indexOf('moov') - 4) }),
      'a.m4a',
    );
    await assert.rejects(
      readRecording(file),
      /a\.m4a: no 'moov' box, which says where the sound is; .* copy it again/,
    );
  });
  test('a damaged piece becomes silence of its length, and a note says so', async () => {
    const bytes = readFileSync(path.join(reference, 'flac.mkv'));
    const { channels: whole } = await readRecording(path.join(reference, 'flac.mkv'));
    bytes[bytes.length >> 1] ^= 0xff; // every frame of FLAC has a checksum
    const file = path.join(temporaryFolder({ 'a.mkv': bytes }), 'a.mkv');
    const { channels, notes } = await readRecording(file);
    assert.deepEqual(notes, ['1 piece of the sound cannot be decoded; silence in its place']);
    const piece = channels[0].map((x, i) => (x === whole[0][i] ? 0 : 1)).reduce((sum, x) => sum + x, 0);
    assert.ok(piece > 3000 && piece <= 4608, `${piece} samples`);
    assert.equal(channels[0].length, whole[0].length);
  });
  test('a codec that is not known, and a film without sound', async () => {
    const bytes = readFileSync(path.join(reference, 'index-at-start-16000.m4a'));
    bytes[bytes.indexOf(Buffer.from('04808080', 'hex')) + 5] = 0xa5; // the kind of its sound
    await assert.rejects(
      readRecording(path.join(temporaryFolder({ 'a b.m4a': bytes }), 'a b.m4a')),
      /a b\.m4a: MP4 or QuickTime that cannot be read: its sound is .*, which is not decoded here; .* ffmpeg -i '.*a b\.m4a' converted\.wav, or allow the ffmpeg on the PATH: --ffmpeg/,
    );
    const film = readFileSync(path.join(reference, 'film.mp4'));
    film.write('subt', film.indexOf('soun'), 'latin1');
    await assert.rejects(
      readRecording(path.join(temporaryFolder({ 'c.mp4': film }), 'c.mp4')),
      /c\.mp4: .*there is no sound track in it/,
    );
  });
});
