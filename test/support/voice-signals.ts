import type { Signal } from '../../lib/audio/signal';
import { demoVoices } from './demo-voices';
import { join, noise, referenceSignals, vowel } from './signals';

/** A vowel whose periods are irregular by the same per cent in every run, and a little noise. */
function hoarseVowel(): Signal {
  const wobble = noise(1, 100, 0.04, 5).samples;
  return join(vowel((t) => 120 * (1 + wobble[Math.min(99, Math.floor(100 * t))])));
}

/**
 * What test/reference/voice.json was measured in: the signals of the other references, a hoarse vowel, two utterances
 * of the demo corpus, and speech with pauses.
 */
export function voiceSignals(): Record<string, Signal> {
  const demo = new Map(demoVoices().map(({ name, signal }) => [name, signal]));
  const voice = (name: string): Signal => {
    const signal = demo.get(name);
    if (signal === undefined) throw new Error(`the demo voices have no ${name}`);
    return signal;
  };
  const calm = voice('calm man');
  const aroused = voice('aroused woman');
  return {
    ...referenceSignals(),
    hoarse: hoarseVowel(),
    calm,
    aroused,
    talk: join(
      noise(0.4, 16000, 0.0005, 2),
      calm,
      noise(0.7, 16000, 0.0005, 3),
      calm,
      noise(0.2, 16000, 0.0005, 4),
    ),
  };
}
