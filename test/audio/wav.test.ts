import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readRecording, recordingInfo } from '../../lib/audio/recording';
import { decodeWav, encodeWav } from '../../lib/audio/wav';
import { temporaryFolder } from '../support/folder';
import { chunk, format, int16, latin1, riff } from '../support/wav';

interface Reference {
  files: { container: string; subtype: string; sampleRate: number; channels: number[][]; base64: string }[];
}
const reference = JSON.parse(readFileSync(join(__dirname, '../reference/wav.json'), 'utf8')) as Reference;

/** Path of a file that exists while the tests run. */
const stored = (name: string, bytes: Uint8Array) => join(temporaryFolder({ [name]: bytes }), name);

const data = (...samples: number[]) => chunk('data', int16(...samples));
const fmt = chunk('fmt ', format());
const left = (bytes: Uint8Array) => Array.from(decodeWav(bytes, 'x.wav').channels[0], (x) => x * 32768);

describe('every format is read as libsndfile reads it', () => {
  for (const { container, subtype, sampleRate, channels, base64 } of reference.files) {
    test(`${container} ${subtype}, ${channels.length} channels, ${sampleRate} Hz`, () => {
      const recording = decodeWav(Buffer.from(base64, 'base64'), 'reference.wav');
      assert.equal(recording.sampleRate, sampleRate);
      // No tolerance: all of these conversions are exact in double precision.
      assert.deepEqual(
        recording.channels.map((samples) => Array.from(samples)),
        channels,
      );
      assert.deepEqual(recording.notes, []);
    });
  }
});

test('a file, a stretch of it, and its header alone', async () => {
  const samples = Float64Array.from({ length: 200_001 }, (_, i) => ((i * 7919) % 65536) / 32768 - 1);
  const right = samples.map((x) => -x / 2);
  const path = stored('long.wav', encodeWav([samples, right], 48000, 32));
  const whole = await readRecording(path);
  assert.deepEqual(whole.channels, [samples, right]);
  assert.deepEqual(await recordingInfo(path), {
    duration: 200_001 / 48000,
    sampleRate: 48000,
    channels: 2,
    notes: [],
  });
  const stretch = await readRecording(path, { start: 1.5, end: 3 });
  assert.deepEqual(stretch.channels[1], right.slice(72_000, 144_000));
  await assert.rejects(readRecording(path, { start: 5, end: 6 }), /start 5 s lies after the end .*4\.16/);
  await assert.rejects(readRecording(`${path}.none.wav`), /none\.wav: no such file/);
});

describe('what is written comes back', () => {
  test('16 bits: every value, unchanged', () => {
    const all = Float64Array.from({ length: 65536 }, (_, i) => (i - 32768) / 32768);
    assert.deepEqual(decodeWav(encodeWav([all], 16000), 'x.wav').channels[0], all);
  });
  test('16 bits: rounded to the nearest step and clipped', () => {
    assert.deepEqual(
      left(encodeWav([Float64Array.of(1, 1.5, -2, 0.6 / 32768)], 16000)),
      [32767, 32767, -32768, 1],
    );
  });
  test('32-bit float: values beyond 1 are kept', () => {
    const samples = Float64Array.of(0, 1.5, -2, 0.1);
    assert.deepEqual(
      decodeWav(encodeWav([samples], 8000, 32), 'x.wav').channels[0],
      samples.map(Math.fround),
    );
  });
  test('what no file can hold is refused', () => {
    assert.throws(() => encodeWav([new Float64Array(2), new Float64Array(3)], 16000), /\[2, 3\] samples/);
    assert.throws(() => encodeWav([], 16000), RangeError);
    assert.throws(() => encodeWav([new Float64Array(2)], 11025.5), /sample rate 11025\.5 Hz/);
  });
});

describe('unusual files with a right answer', () => {
  test('silence and a tenth of a second', () => {
    const { channels, sampleRate } = decodeWav(encodeWav([new Float64Array(1600)], 16000), 'x.wav');
    assert.equal(channels[0].length / sampleRate, 0.1);
    assert.ok(channels[0].every((x) => x === 0));
  });
  for (const [name, size] of Object.entries({ zero: 0, FFFFFFFF: 0xffffffff, 'of SoX': 0x7ffff000 })) {
    test(`a streamed file whose data size was left ${name}`, () => {
      const bytes = riff(fmt, chunk('data', int16(1, -2, 3), { size }));
      assert.deepEqual(left(bytes), [1, -2, 3]);
      assert.match(decodeWav(bytes, 'x.wav').notes[0], /data size open/);
    });
  }
  test('a header that counts itself into the data size', () => {
    const bytes = riff(fmt, chunk('data', int16(1, -2, 3), { size: 6 + 36 }));
    assert.deepEqual(left(bytes), [1, -2, 3]);
    assert.match(decodeWav(bytes, 'x.wav').notes[0], /36 bytes more/);
  });
  for (const padded of [true, false]) {
    // 300 samples make the size's low byte 0x58, a letter: read one byte off, "ataX" would pass for a chunk too.
    const samples = Array.from({ length: 300 }, (_, i) => i);
    test(`a chunk of odd size before the samples, ${padded ? 'padded' : 'not padded'}`, () => {
      const odd = chunk('LIST', latin1('INFOabc'), { padded });
      assert.deepEqual(left(riff(fmt, odd, data(...samples))), samples);
      assert.deepEqual(left(riff(odd, fmt, data(...samples))), samples);
    });
  }
  test('chunks behind the samples are no samples', () => {
    const after = chunk('LIST', latin1('INFOIART\x04\0\0\0anon'));
    assert.deepEqual(left(riff(fmt, data(5, 6), after)), [5, 6]);
    assert.throws(() => left(riff(fmt, chunk('data', new Uint8Array(0)), after)), /holds no samples/);
  });
  test('half a sample at the end', () => {
    const bytes = riff(fmt, chunk('data', Uint8Array.of(1, 0, 2, 0, 9)));
    assert.deepEqual(left(bytes), [1, 2]);
    assert.match(decodeWav(bytes, 'x.wav').notes[0], /last 1 bytes/);
  });
  test('twelve bits sit at the top of sixteen', () => {
    const twelve = chunk('fmt ', format({ bits: 12, blockAlign: 2 }));
    assert.deepEqual(left(riff(twelve, data(0x7ff0))), [0x7ff0]);
  });
  test('samples that are no numbers become NaN, and are counted', () => {
    const bytes = encodeWav([Float64Array.of(0.5, NaN, Infinity, -Infinity)], 16000, 32);
    const { channels, notes } = decodeWav(bytes, 'x.wav');
    assert.deepEqual(Array.from(channels[0]), [0.5, NaN, NaN, NaN]);
    assert.match(notes[0], /^3 samples/);
  });
});

describe('files that cannot be read say what, where and what to do', () => {
  const whole = encodeWav([new Float64Array(16000)], 16000);
  const text = (s: string) => latin1(s);
  const cases: Record<string, [Uint8Array, RegExp]> = {
    'an empty file': [new Uint8Array(0), /^a b\.wav: the file is empty \(0 bytes\); copy/],
    'a header cut off': [whole.subarray(0, 9), /header ends after 9 bytes/],
    'a file cut off before the samples': [whole.subarray(0, 38), /no 'data' chunk in 38 bytes; .* again/],
    'a truncated file': [
      whole.subarray(0, 12_044),
      /truncated.*promises 32000 bytes \(1\.000 s\) and 12000 \(0\.375 s\) .*ffmpeg -i 'a b\.wav'/,
    ],
    'a size beyond all measure': [
      riff(fmt, chunk('data', int16(1), { size: 0x7fff0000 })),
      /truncated.*2147418112/,
    ],
    'no samples': [riff(fmt, data()), /holds no samples \(0 bytes\)/],
    'no format': [riff(data(1)), /no 'fmt ' chunk/],
    'a short format': [
      riff(chunk('fmt ', new Uint8Array(8)), data(1)),
      /'fmt ' chunk has 8 bytes instead of 16/,
    ],
    'zeros after the header': [riff(new Uint8Array(4000)), /instead of a chunk name at offset 12/],
    'no channels': [
      riff(chunk('fmt ', format({ channels: 0, blockAlign: 2 })), data(1)),
      /channel count .* is 0/,
    ],
    'no sample rate': [
      riff(chunk('fmt ', format({ sampleRate: 0 })), data(1)),
      /sample rate .* is 0; expected 1,000/,
    ],
    'odd bits': [
      riff(chunk('fmt ', format({ bits: 48 })), data(1)),
      /bits per sample .* is 48; expected 8, 16, 24, 32/,
    ],
    'bits that no block align explains': [
      riff(chunk('fmt ', format({ channels: 2, tag: 3, bits: 16, blockAlign: 6 })), data(1)),
      /bits per sample .* is 16; expected 32, 64 for float/,
    ],
    ADPCM: [
      riff(chunk('fmt ', format({ tag: 17, bits: 4, blockAlign: 256 })), data(1)),
      /format 17 \(IMA ADPCM\).*ffmpeg/,
    ],
    RIFX: [
      text('RIFX\0\0\0\x24WAVE'),
      /not a WAV file but its big-endian sibling RIFX; convert it: ffmpeg -i 'a b\.wav'/,
    ],
    AVI: [text('RIFF\0\0\0\x24AVI LIST'), /RIFF of the form 'AVI '/],
    'MP3 with tags': [text('ID3\x03\0\0\0\0\0\0\0\0'), /but MP3/],
    'MP3 without': [text('\xff\xfb\x90\x64\0\0\0\0\0\0\0\0'), /but MP3/],
    FLAC: [text('fLaC\0\0\0\x22\0\0\0\0'), /but FLAC/],
    Ogg: [text('OggS\0\x02\0\0\0\0\0\0'), /but Ogg/],
    M4A: [text('\0\0\0\x20ftypM4A \0\0'), /but MP4/],
    text: [text('Dear diary, today'), /something else \(it begins with "Dear dia"\)/],
    'a Git LFS pointer': [text('version https://git-lfs.github.com/spec/v1'), /Git LFS pointer/],
  };
  for (const [name, [bytes, expected]] of Object.entries(cases)) {
    test(name, async () => {
      assert.throws(() => decodeWav(bytes, 'a b.wav'), { message: expected });
      const path = stored('bad.wav', bytes);
      await assert.rejects(recordingInfo(path), /bad\.wav: /);
      await assert.rejects(readRecording(path), /bad\.wav: /);
    });
  }
});
