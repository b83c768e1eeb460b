import type { Signal } from '../../lib/audio/signal';
import { noise, sampled, tone, vowel } from './signals';

/** Recordings that measuring must survive: too short, silent, damaged, or at an unusual rate. */
export function edgeSignals(): Record<string, Signal> {
  const voice = vowel(() => 120, undefined, 0.3);
  const edges: Record<string, Signal> = {
    empty: { samples: new Float64Array(0), sampleRate: 16000 },
    'one sample': { samples: Float64Array.of(0.5), sampleRate: 16000 },
    'shorter than a window': tone(200, 0.02),
    silence: sampled(0.3, 16000, () => 0),
    'constant offset': sampled(0.3, 16000, () => 0.3),
    clipped: { ...voice, samples: voice.samples.map((x) => Math.max(-0.05, Math.min(0.05, x))) },
    'all NaN': sampled(0.3, 16000, () => NaN),
    'some NaN': { ...voice, samples: voice.samples.map((x, i) => (i % 1000 === 7 ? NaN : x)) },
    infinite: { ...voice, samples: voice.samples.map((x, i) => (i === 2000 ? Infinity : x)) },
    'lowest tone': tone(75, 0.3),
    'highest tone': tone(600, 0.3),
    whisper: noise(0.3, 16000, 0.1),
  };
  for (const rate of [100, 8000, 11025, 22050, 44100, 96000, 192000])
    edges[`${rate} Hz`] = tone(150, 0.25, rate);
  return edges;
}
