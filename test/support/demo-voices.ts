import type { Signal } from '../../lib/audio/signal';
import { express } from '../../lib/demo/affect';
import { drawSpeaker } from '../../lib/demo/speaker';
import { nonsense, planUtterance } from '../../lib/demo/utterance';
import { steadyVowel, synthesize, type Truth, type Voice } from '../../lib/demo/voice';
import { random } from '../../lib/stats/random';

/** A healthy voice without irregularities. */
export const plainVoice: Voice = {
  openQuotient: 0.6,
  tilt: 4000,
  jitter: 0,
  shimmer: 0,
  breath: 0,
  upperFormants: [3500, 4500, 5500, 6500, 7500],
  bandwidths: [60, 90, 150, 200, 250, 300, 350, 400],
};

export interface Synthesised {
  readonly name: string;
  readonly kind: 'vowel' | 'utterance';
  readonly signal: Signal;
  readonly truth: Truth;
}

function vowel(name: string, f0: number, formants: [number, number, number]): Synthesised {
  return {
    name,
    kind: 'vowel',
    ...synthesize(plainVoice, steadyVowel({ duration: 0.5, f0, formants }), 16000, random(1)),
  };
}

function utterance(name: string, sex: 'F' | 'M', arousal: number, seed: number): Synthesised {
  const stream = random(seed);
  const { voice, prosody } = express(drawSpeaker(sex, stream), { valence: 3, arousal, dominance: 3 }, stream);
  const plan = planUtterance(nonsense(8, stream), prosody, stream);
  return { name, kind: 'utterance', ...synthesize(voice, plan, 16000, stream) };
}

/** Signals whose pitch and formants are known, 16 kHz; measured by Praat in reference/demo-voices.json. */
export function demoVoices(): Synthesised[] {
  return [
    vowel('hod, 110 Hz', 110, [730, 1090, 2440]),
    vowel('heed, 110 Hz', 110, [270, 2290, 3010]),
    vowel('head, 140 Hz', 140, [530, 1840, 2480]),
    vowel('hod, 90 Hz', 90, [730, 1090, 2440]),
    vowel('head, 180 Hz', 180, [530, 1840, 2480]),
    utterance('calm man', 'M', 2, 11),
    utterance('aroused man', 'M', 4, 12),
    utterance('calm woman', 'F', 2, 13),
    utterance('aroused woman', 'F', 4, 14),
  ];
}
