import { createRequire } from 'node:module';
import { resample } from './resample';
import type { Signal } from './signal';

/** A compressed recording. */
export interface Mp3 {
  readonly bytes: Uint8Array;
  /** How much later than in the signal everything is heard, s: 1105 samples, which players that read no LAME tag keep. */
  readonly delay: number;
}

/** What is used of wasm-media-encoders; its own types are named in a way this project's compiler does not look up. */
interface Encoders {
  createMp3Encoder(): Promise<Encoder>;
}

interface Encoder {
  configure(options: { channels: 1; sampleRate: number; bitrate: number }): void;
  encode(channels: readonly Float32Array[]): Uint8Array;
  finalize(): Uint8Array;
}

const HIGHEST_RATE = 16000; // Hz; speech needs no more to be understood
const KILOBITS = 24; // per second: 3,000 bytes
const RATES = [8000, 11025, 12000, 16000]; // Hz, of those MPEG knows
const ENCODER_DELAY = 1105; // samples: 576 of the encoder, 529 of the decoder

let encoder: Promise<Encoder> | undefined;
/** One at a time: the encoder holds the state of a stream. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A signal as MP3 for listening: mono, at most 16 kHz, 24 kbit/s, which is 180 kB a minute.
 *
 * @throws RangeError when there is nothing to encode
 */
export function encodeMp3(signal: Signal): Promise<Mp3> {
  if (signal.samples.length === 0) throw new RangeError('no samples to encode as MP3; give at least one');
  const start = (): Promise<Mp3> => encode(signal);
  const work = last.then(start, start);
  last = work;
  return work;
}

async function encode(signal: Signal): Promise<Mp3> {
  const { samples, sampleRate } = RATES.includes(signal.sampleRate) ? signal : resample(signal, HIGHEST_RATE);
  encoder ??= (createRequire(__filename)('wasm-media-encoders') as Encoders).createMp3Encoder();
  const open = await encoder;
  open.configure({ channels: 1, sampleRate, bitrate: KILOBITS });
  // Both results lie in the encoder's own memory, which the next call writes over: Buffer.from copies.
  const parts = [Buffer.from(open.encode([Float32Array.from(samples)]))];
  parts.push(Buffer.from(open.finalize()));
  return { bytes: Buffer.concat(parts), delay: ENCODER_DELAY / sampleRate };
}
