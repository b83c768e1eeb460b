import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { resample } from './resample';
import type { Signal } from './signal';

/** A compressed recording. */
export interface Mp3 {
  readonly bytes: Uint8Array;
  /** How much later than in the signal everything is heard, s: 1105 samples, which players that read no LAME tag keep. */
  readonly delay: number;
}

const HIGHEST_RATE = 16000; // Hz; speech needs no more to be understood
const KILOBITS = 24; // per second: 3,000 bytes
const RATES = [8000, 11025, 12000, 16000]; // Hz, of those MPEG knows
const ENCODER_DELAY = 1105; // samples: 576 of the encoder, 529 of the decoder

/** Run in a thread of its own. The encoder's results lie in its own memory, which the next call writes over: Buffer.from copies. */
const ENCODE = `
const { parentPort, workerData: { encoders, samples, sampleRate, bitrate } } = require('node:worker_threads');
require(encoders).createMp3Encoder().then((encoder) => {
  encoder.configure({ channels: 1, sampleRate, bitrate });
  const parts = [Buffer.from(encoder.encode([samples])), Buffer.from(encoder.finalize())];
  parentPort.postMessage(new Uint8Array(Buffer.concat(parts)));
});`;

/**
 * A signal as MP3 for listening: mono, at most 16 kHz, 24 kbit/s, which is 180 kB a minute. It is encoded beside whatever
 * else is done meanwhile.
 *
 * @throws RangeError when there is nothing to encode
 */
export async function encodeMp3(signal: Signal): Promise<Mp3> {
  if (signal.samples.length === 0) throw new RangeError('no samples to encode as MP3; give at least one');
  const { samples, sampleRate } = RATES.includes(signal.sampleRate) ? signal : resample(signal, HIGHEST_RATE);
  const encoders = require.resolve('wasm-media-encoders');
  const workerData = { encoders, samples: Float32Array.from(samples), sampleRate, bitrate: KILOBITS };
  const thread = new Worker(ENCODE, { eval: true, workerData });
  const [bytes] = (await once(thread, 'message')) as [Uint8Array]; // an error in the thread is thrown here
  return { bytes, delay: ENCODER_DELAY / sampleRate };
}
