import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { readRecording } from '../../lib/audio/recording';
import { decodeWav } from '../../lib/audio/wav';
import { pitch } from '../../lib/praat/pitch';
import { mean } from '../../lib/stats/summary';
import { temporaryFolder } from '../support/folder';
import { chunk, format, int16, latin1, riff } from '../support/wav';

/** Of each odd header: fields, data, and samples of the first channel as Praat 6.1.38 and libsndfile 1.2 read them. */
const samples = Array.from({ length: 64 }, (_, i) => 500 * (i % 7) - 1234);
const stereo = samples.flatMap((x) => [x, -x]);
const bytes32 = (shift: number) => {
  const values = Int32Array.from(samples, (x) => x << shift);
  return new Uint8Array(values.buffer);
};

const odd: Record<string, [Parameters<typeof format>[0], Uint8Array, number[], RegExp | undefined]> = {
  'block align 4, 16 bits, mono': [
    { blockAlign: 4, byteRate: 32000 },
    int16(...samples),
    samples,
    /block align 4 \(expected 2\); read as 1 channel of 16 bits/,
  ],
  'block align and byte rate of 4 bytes': [{ blockAlign: 4 }, int16(...samples), samples, /byte rate 64000/],
  'block align 1': [{ blockAlign: 1, byteRate: 32000 }, int16(...samples), samples, /block align 1/],
  'block align 2, stereo': [
    { channels: 2, blockAlign: 2, byteRate: 64000 },
    int16(...stereo),
    samples,
    /block align 2 \(expected 4\); read as 2 channels/,
  ],
  'byte rate doubled': [
    { byteRate: 64000 },
    int16(...samples),
    samples,
    /byte rate 64000 \(expected 32000\)/,
  ],
  'byte rate 0': [{ byteRate: 0 }, int16(...samples), samples, /byte rate 0/],
  'bits 0': [
    { bits: 0, blockAlign: 2 },
    int16(...samples),
    samples,
    /bits per sample 0; read as 1 channel of 16/,
  ],
  'bits 64': [{ bits: 64, blockAlign: 2 }, int16(...samples), samples, /bits per sample 64/],
  'mu-law of 16 bits': [
    { tag: 7, bits: 16 },
    Uint8Array.from({ length: 64 }, () => 0xff),
    samples.map(() => 0),
    /bits per sample 16, block align 2 \(expected 1\)/,
  ],
  '16 bits at the top of 32': [{ blockAlign: 4 }, bytes32(16), samples, undefined],
  '24 bits at the top of 32': [{ bits: 24, blockAlign: 4 }, bytes32(16), samples, undefined],
  '20 bits in 24': [
    { bits: 20, blockAlign: 3 },
    Uint8Array.from(samples.flatMap((x) => [0, x & 255, (x >> 8) & 255])),
    samples,
    undefined,
  ],
};
for (const [name, [fields, content, expected, note]] of Object.entries(odd)) {
  test(`${name}: read as players do, with a note where fields contradict each other`, () => {
    const { channels, notes } = decodeWav(
      riff(chunk('fmt ', format(fields)), chunk('data', content)),
      'x.wav',
    );
    assert.deepEqual(
      Array.from(channels[0], (x) => x * 32768),
      expected,
    );
    if (note === undefined) assert.deepEqual(notes, []);
    else assert.match(notes.join('; '), note);
  });
}

const fmt = chunk('fmt ', format());
const behind: Record<string, [Uint8Array, RegExp | undefined]> = {
  'nothing behind the data': [riff(fmt, chunk('data', int16(...samples))), undefined],
  'a LIST chunk': [riff(fmt, chunk('data', int16(...samples)), chunk('LIST', latin1('INFO'))), undefined],
  'zeros to a full block': [
    Buffer.concat([riff(fmt, chunk('data', int16(...samples))), new Uint8Array(50)]),
    undefined,
  ],
  'a single byte': [
    Buffer.concat([riff(fmt, chunk('data', int16(...samples))), Uint8Array.of(7)]),
    /1 byte lies behind the data/,
  ],
  'sizes of the first flush': [
    riff(fmt, chunk('data', int16(...stereo, ...stereo), { size: 128 })),
    /384 bytes lie behind the data and belong to no chunk \(0\.012 s if they are sound\)/,
  ],
  'scraps behind a chunk': [
    Buffer.concat([
      riff(fmt, chunk('data', int16(...samples)), chunk('LIST', latin1('INFO'))),
      latin1('\x01\x02\x03'),
    ]),
    /3 bytes lie behind/,
  ],
};
for (const [name, [file, note]] of Object.entries(behind)) {
  test(`${name}: ${note === undefined ? 'no note' : 'a note'}`, () => {
    const { channels, notes } = decodeWav(file, 'x.wav');
    assert.equal(channels[0].length, 64);
    if (note === undefined) assert.deepEqual(notes, []);
    else assert.match(notes.join('; '), note);
  });
}

// The shared scripts of odd files, where they are, with the project's Python, which the set-up of the tests gives numpy.
const scripts = path.join(process.env.SAA_SHARED_DATA ?? '', '..', 'field');
const python = path.join(__dirname, '..', '..', '.venv', 'bin', 'python');
const skip = process.env.SAA_SHARED_DATA === undefined || !existsSync(scripts) || !hasNumpy();

function hasNumpy(): boolean {
  try {
    execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('files of odd headers, as people reported them', { skip }, async () => {
  const folder = temporaryFolder({});
  execFileSync(python, [path.join(scripts, 'wav', 'make.py')], { cwd: folder });
  const rows: readonly [file: string, seconds: number, hz: number, note: RegExp | undefined][] = [
    ['00-plain', 3, 150, undefined],
    ['01-block4-mono16', 2, 150, /block align 4/],
    ['02-block1-mono16', 3, 150, /block align 1/],
    ['04-block2-stereo16', 3, 150, /block align 2/],
    ['05-byterate-doubled', 3, 150, /byte rate/],
    ['07-list-393164', 3, 150, undefined],
    ['08-junk-fllr', 3, 150, undefined],
    ['09-junk-fllr-killed', 3, 150, /open \(0\)/],
    ['10-mulaw-no-fact', 3, 150, undefined],
    ['11-mulaw-bits16', 3, 150, /bits per sample 16/],
    ['12-mulaw-bits16-block2', 3, 150, /bits per sample 16/],
    ['13-mulaw-bits0', 3, 150, /bits per sample 0/],
    ['14-trailing-3', 3, 150, /3 bytes lie behind/],
    ['15-ambisonic-24bit-4ch', 3, 150, undefined],
    ['20-first-flush-size', 1, 130, /64000 bytes lie behind .*2\.000 s/],
    ['21-ffmpeg-pipe', 3, 150, /open/],
  ];
  for (const [name, seconds, hz, note] of rows) {
    const { channels, sampleRate, notes } = await readRecording(path.join(folder, `${name}.wav`));
    assert.equal(channels[0].length / sampleRate, seconds, name);
    const f0 = mean(pitch({ samples: channels[0], sampleRate }).values);
    assert.ok(Math.abs(f0 - hz) < 3, `${name}: ${f0} Hz`);
    if (note === undefined) assert.deepEqual(notes, [], name);
    else assert.match(notes.join('; '), note, name);
  }
  for (const [name, message] of [
    ['06-data-size-doubled', /truncated/],
    ['17-webm', /Matroska or WebM that cannot be read: there is no sound track in it; .*convert it/],
    ['18-nist', /NIST SPHERE; convert it/],
  ] as const)
    await assert.rejects(readRecording(path.join(folder, `${name}.wav`)), message);
});
