import type { Signal } from '../../lib/audio/signal';
import { mix, noise, sampled, tone, vowel } from './signals';

/** Pitch and seed of tones in noise whose correlation has, in some frame, two tops within two samples of each other. */
const twoTops = [
  [181, 13],
  [440, 20],
  [442, 42],
  [350, 50],
  [461, 53],
  [371, 83],
] as const;

/**
 * Signals that show, each, why single frames once differed from Praat's where nearly all others were the same: two tops of a
 * correlation within two samples, and a length that is a whole number and a half of samples at another rate. The last one
 * shows what still differs: in digital silence formants are those of the low-pass filter's ringing.
 */
export function outlierSignals(): Record<string, Signal> {
  const noisy = twoTops.map(([hz, seed]): [string, Signal] => [
    `two tops, ${hz} Hz`,
    mix(tone(hz, 0.25, 16000, 0.3), noise(0.25, 16000, 0.225, 7919 * seed)),
  ]);
  const voice = vowel((t) => 120 + 40 * t).samples;
  const half = { samples: voice.slice(0, 4504), sampleRate: 16000 }; // 3096.5 samples at 11 kHz
  const pause = sampled(0.5, 16000, () => 0);
  pause.samples.set(voice.subarray(0, 3000));
  pause.samples.set(voice.subarray(3000, 5000), 6000);
  return { ...Object.fromEntries(noisy), 'half a sample': half, 'digital silence': pause };
}
