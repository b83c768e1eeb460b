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
