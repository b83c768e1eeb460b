import type { Signal } from '../../lib/audio/signal';
import { express } from '../../lib/demo/affect';
import { drawSpeaker } from '../../lib/demo/speaker';
import { nonsense, planUtterance } from '../../lib/demo/utterance';
import { synthesize } from '../../lib/demo/voice';
import { random } from '../../lib/stats/random';

/** Utterances of a synthetic woman and a synthetic man, `count` each, without room noise. */
export function synthesisedSpeakers(count: number): [Signal[], Signal[]] {
  const stream = random(5);
  const utterances = (sex: 'F' | 'M'): Signal[] => {
    const speaker = drawSpeaker(sex, stream);
    return Array.from({ length: count }, () => {
      const { voice, prosody } = express(speaker, { valence: 3, arousal: 3, dominance: 3 }, stream);
      const plan = {
        ...planUtterance(nonsense(stream.integer(6, 12), stream), prosody, stream),
        noise: -Infinity,
      };
      return synthesize(voice, plan, 16000, stream).signal;
    });
  };
  return [utterances('F'), utterances('M')];
}
