import type { SampleReader } from '../lib/audio/sample-reader';
import type { Signal } from '../lib/audio/signal';
import { express } from '../lib/demo/affect';
import { drawSpeaker } from '../lib/demo/speaker';
import { nonsense, planUtterance } from '../lib/demo/utterance';
import { synthesize } from '../lib/demo/voice';
import { random } from '../lib/stats/random';

const sampleRate = 16000;

/**
 * Seeded synthetic speech of men and women in turn with pauses between utterances, 16 kHz. The first minute is
 * synthesised; what is longer repeats it.
 */
export function speech(seconds: number): Signal {
  const stream = random(20);
  const samples = new Float64Array(Math.round(seconds * sampleRate));
  const minute = Math.min(samples.length, 60 * sampleRate);
  for (let at = 0, i = 0; at < minute; i++) {
    const speaker = drawSpeaker(i % 2 === 0 ? 'F' : 'M', stream);
    const affect = { valence: 3, arousal: stream.uniform(1.5, 4.5), dominance: 3 };
    const { voice, prosody } = express(speaker, affect, stream);
    const plan = planUtterance(nonsense(10, stream), prosody, stream);
    const piece = synthesize(voice, plan, sampleRate, stream).signal.samples;
    samples.set(piece.subarray(0, minute - at), at);
    at += piece.length + Math.round(stream.uniform(0.3, 0.8) * sampleRate);
  }
  for (let at = minute; at < samples.length; at += minute) samples.copyWithin(at, 0, minute);
  return { samples, sampleRate };
}

/** The same of any length without having it in memory. */
export function speechReader(seconds: number): SampleReader {
  const { samples, sampleRate } = speech(Math.min(60, seconds));
  const read = (from: number, to: number): Float64Array => {
    const start = from % samples.length;
    if (start + to - from <= samples.length) return samples.subarray(start, start + to - from);
    const piece = new Float64Array(to - from);
    for (let at = from; at < to;) {
      const end = Math.min(to, at + samples.length - (at % samples.length));
      piece.set(samples.subarray(at % samples.length, (at % samples.length) + end - at), at - from);
      at = end;
    }
    return piece;
  };
  return { sampleRate, length: Math.round(seconds * sampleRate), read };
}
