import { resample } from '../../lib/audio/resample';
import { demoVoices } from './demo-voices';

const RATE = 16_000;
const utterances = demoVoices()
  .filter(({ kind }) => kind === 'utterance')
  .map(({ signal }) => signal.samples);

/**
 * Utterances of synthetic voices one after the other, at 16 kHz, which every way of finding speech takes for speech.
 *
 * @param seed which utterance is the first
 */
export function talk(seconds: number, seed: number): Float64Array {
  return strung(seconds, (i) => utterances[(seed + i) % utterances.length]);
}

/** Two voices who take turns every ten seconds, each in a channel in which the other is faint. */
export function takingTurns(seconds: number): Float64Array[] {
  const turn = (i: number) => Math.floor(i / (10 * RATE)) % 2;
  return [talk(seconds, 3), talk(seconds, 7)].map((voice, who) =>
    voice.map((x, i) => (turn(i) === who ? x : 0.0005 * x)),
  );
}

/** One utterance again and again; those that begin from `from` to `to`, s, are an octave higher, and faster. */
export function talkOfOne(seconds: number, from: number, to: number): Float64Array {
  const [plain] = utterances;
  const higher = resample({ samples: plain, sampleRate: 2 * RATE }, RATE).samples;
  return strung(seconds, (_, start) => (start >= from && start < to ? higher : plain));
}

function strung(seconds: number, next: (index: number, start: number) => Float64Array): Float64Array {
  const whole = new Float64Array(seconds * RATE);
  for (let at = 0, i = 0; at < whole.length; i++) {
    const said = next(i, at / RATE);
    whole.set(said.subarray(0, whole.length - at), at);
    at += said.length;
  }
  return whole;
}
