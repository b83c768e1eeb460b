// Signals through lossy codecs at low rates, as calls and messengers send them.
import { createRequire } from 'node:module';
import type OpusScript from 'opusscript';
import { resample } from './resample';
import type { Signal } from './signal';

const RATE = 16000; // Hz
const FRAME = 320; // samples: 20 ms
/** libopus's look-ahead at 16 kHz, samples. */
const DELAY = 104;
/** libopus's OPUS_SET_BITRATE. */
const SET_BITRATE = 4002;

/**
 * The signal through Opus for speech at a bit rate, at 16 kHz and without its delay.
 *
 * @param kilobits per second, 6 to 64
 * @throws RangeError for other rates
 *
 * RFC 6716; libopus 1.4 of the package opusscript.
 */
export function opusCodec(signal: Signal, kilobits: number): Signal {
  if (!(kilobits >= 6 && kilobits <= 64)) throw new RangeError(`Opus at ${kilobits} kbit/s; give 6 to 64`);
  const Opus = createRequire(__filename)('opusscript') as typeof OpusScript;
  const { samples } = signal.sampleRate === RATE ? signal : resample(signal, RATE);
  const codec = new Opus(RATE, 1, Opus.Application.VOIP);
  try {
    codec.encoderCTL(SET_BITRATE, 1000 * kilobits);
    const decoded = new Float64Array(samples.length + DELAY + FRAME);
    for (let first = 0; first < samples.length + DELAY; first += FRAME) {
      const frame = Buffer.alloc(2 * FRAME);
      for (let i = 0; i < FRAME && first + i < samples.length; i++) {
        frame.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(32768 * samples[first + i]))), 2 * i);
      }
      const back = codec.decode(codec.encode(frame, FRAME));
      for (let i = 0; i < FRAME; i++) decoded[first + i] = back.readInt16LE(2 * i) / 32768;
    }
    return { samples: decoded.slice(DELAY, DELAY + samples.length), sampleRate: RATE };
  } finally {
    codec.delete();
  }
}
