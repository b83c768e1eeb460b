import { pow } from '../stats/pow';
import type { Random } from '../stats/random';
import type { Speaker } from './speaker';
import type { Prosody } from './utterance';
import type { Voice } from './voice';

/** An affective state on IEMOCAP's scales, 1 to 5; 3 is the middle. */
export interface Affect {
  /** unpleasant to pleasant */
  readonly valence: number;
  /** calm to aroused */
  readonly arousal: number;
  /** submissive to dominant */
  readonly dominance: number;
}

/**
 * Voice and prosody of a speaker in an affective state.
 *
 * Arousal raises pitch, accents, tempo, loudness and F1, and makes the voice tenser: shorter open phase, flatter spectrum,
 * less breath. Valence has smaller effects: livelier accents and a rising ending, spread lips (F2 and F3), a smoother voice.
 * The directions follow Banse & Scherer (1996), JPSP 70: 614-636; Scherer (2003), Speech Communication 40: 227-256; Juslin &
 * Laukka (2003), Psychological Bulletin 129: 770-814. The sizes and random variations are chosen so that models score about
 * as well as on acted speech.
 */
export function express(
  speaker: Speaker,
  { valence, arousal }: Affect,
  random: Random,
): { voice: Voice; prosody: Prosody } {
  const a = (speaker.expressivity * (arousal - 3)) / 2; // about −1 to 1
  const v = (speaker.expressivity * (valence - 3)) / 2;
  /** A factor that grows with arousal and valence, with random variation. */
  const factor = (ofArousal: number, ofValence: number, chance: number) =>
    Math.exp(ofArousal * a + ofValence * v + random.normal(0, chance));

  const open = factor(0.08, 0, 0.02); // of the jaw
  const spread = factor(0, 0.03, 0.015); // of the lips
  const breath = speaker.breath * factor(-0.35, 0, 0.3);

  return {
    voice: {
      openQuotient: Math.min(0.85, Math.max(0.35, speaker.openQuotient * factor(-0.1, 0, 0.05))),
      tilt: speaker.tilt * factor(0.6, 0, 0.2),
      jitter: speaker.jitter * factor(0, -0.3, 0.3),
      shimmer: speaker.shimmer * factor(0, -0.3, 0.25),
      breath,
      upperFormants: [3500, 4500, 5500, 6500, 7500].map((hz) => hz * speaker.tract),
      // After Klatt (1980); a breathy glottis damps F1.
      bandwidths: [60 * (1 + 4 * breath), 90, 150, 200, 250, 300, 350, 400],
    },
    prosody: {
      pitch: speaker.pitch * pow(2, (4.2 * a + 0.5 * v + random.normal(0, 1.3)) / 12),
      range: speaker.range * factor(0.4, 0.18, 0.2),
      declination: -2 + 0.3 * v + random.normal(0, 0.5),
      ending: -2 + 1.2 * v + random.normal(0, 1.2),
      rate: speaker.rate * factor(0.16, 0.05, 0.09),
      pauses: Math.min(0.8, Math.max(0.05, 0.3 - 0.12 * a + random.normal(0, 0.08))),
      precision: Math.min(1.1, Math.max(0.5, 0.85 + 0.1 * a + random.normal(0, 0.06))),
      tract: [speaker.tract * open, speaker.tract * spread, speaker.tract * Math.sqrt(spread)],
      level: speaker.level + 4 * a + random.normal(0, 2.5),
      noise: speaker.noise,
    },
  };
}
