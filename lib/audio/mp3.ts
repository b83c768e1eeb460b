import { createRequire } from 'node:module';
import { forEachResampled } from './resample';
import { readerOf, type SampleReader } from './sample-reader';
import type { Signal } from './signal';

/** An MP3 file. */
export interface Mp3 {
  readonly bytes: Uint8Array;
  /** Delay of the sound, s: 1105 samples, in players that read no LAME tag. */
  readonly delay: number;
}

/** The part of wasm-media-encoders in use; the compiler does not find the package's own types. */
interface Encoders {
  createMp3Encoder(): Promise<Encoder>;
}

interface Encoder {
  configure(options: { channels: 1; sampleRate: number; bitrate: number }): void;
  encode(channels: readonly Float32Array[]): Uint8Array;
  finalize(): Uint8Array;
}

const HIGHEST_RATE = 16000; // Hz; enough to understand speech
const KILOBITS = 24; // per second: 3,000 bytes
const RATES = [8000, 11025, 12000, 16000]; // Hz, rates of MPEG up to the highest
const ENCODER_DELAY = 1105; // samples: 576 of the encoder, 529 of the decoder

let encoder: Promise<Encoder> | undefined;
/** Most samples encoded at a time. */
const PIECE = 2 ** 16;

/**
 * Encodes a signal as MP3 for listening: mono, at most 16 kHz, 24 kbit/s (180 kB a minute).
 *
 * @throws RangeError when the signal has no samples
 */
export function encodeMp3(signal: Signal): Promise<Mp3> {
  if (signal.samples.length === 0) throw new RangeError('no samples to encode as MP3; give at least one');
  return mp3Encoder().then((encodeAll) => encodeAll(readerOf(signal)));
}

/** The same of a recording that is never in memory as a whole: encodes what a reader reads. */
export async function mp3Encoder(): Promise<(reader: SampleReader) => Mp3> {
  encoder ??= (createRequire(__filename)('wasm-media-encoders') as Encoders).createMp3Encoder();
  const open = await encoder;
  return (reader) => encode(open, reader);
}

/** At once and without a pause, as the encoder holds the state of one stream. */
function encode(open: Encoder, reader: SampleReader): Mp3 {
  const sampleRate = RATES.includes(reader.sampleRate) ? reader.sampleRate : HIGHEST_RATE;
  open.configure({ channels: 1, sampleRate, bitrate: KILOBITS });
  const parts: Buffer[] = [];
  forEachResampled(reader, sampleRate, (samples) => {
    // What the encoder returns lies in its memory, which its next call overwrites: Buffer.from copies it.
    for (let from = 0; from < samples.length; from += PIECE)
      parts.push(Buffer.from(open.encode([Float32Array.from(samples.subarray(from, from + PIECE))])));
  });
  parts.push(Buffer.from(open.finalize()));
  return { bytes: Buffer.concat(parts), delay: ENCODER_DELAY / sampleRate };
}
