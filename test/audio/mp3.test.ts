import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeMp3 } from '../../lib/audio/mp3';

const tone = (sampleRate: number, seconds: number) => ({
  sampleRate,
  samples: Float64Array.from({ length: sampleRate * seconds }, (_, i) => 0.3 * Math.sin(i / 9)),
});

/** The fields of the first frame's header, ISO/IEC 13818-3 section 2.4.1.3: MPEG-2 layer III. */
function header(bytes: Uint8Array) {
  const [sync, kind, rates, mode] = bytes;
  const bitrates = [0, 8, 16, 24, 32, 40, 48, 56, 64];
  return {
    sync: (sync << 3) | (kind >> 5),
    kilobits: bitrates[rates >> 4],
    sampleRate: [22050, 24000, 16000][(rates >> 2) & 3],
    mono: mode >> 6 === 3,
  };
}

test('speech becomes mono MP3 of 24 kbit/s at 16 kHz: 3,000 bytes a second', async () => {
  for (const sampleRate of [44100, 16000]) {
    const { bytes, delay } = await encodeMp3(tone(sampleRate, 5));
    assert.deepEqual(header(bytes), { sync: 0x7ff, kilobits: 24, sampleRate: 16000, mono: true });
    // Frames of 36 ms, one of them begun and one for what the encoder holds back.
    assert.ok(bytes.length >= 15000 && bytes.length < 15000 + 3 * 108, `${bytes.length} bytes`);
    assert.equal(delay, 1105 / 16000);
  }
});

test('several at once do not mix, and the same signal gives the same bytes', async () => {
  const [short, long, again] = await Promise.all([1, 3, 1].map((seconds) => encodeMp3(tone(16000, seconds))));
  assert.ok(Buffer.from(short.bytes).equals(Buffer.from(again.bytes)));
  assert.ok(long.bytes.length > 2.5 * short.bytes.length);
});

test('nothing is refused', () => {
  assert.throws(() => encodeMp3({ samples: new Float64Array(0), sampleRate: 16000 }), RangeError);
});
