import { pow } from '../stats/pow';
import type { Random } from '../stats/random';

export type Sex = 'F' | 'M';

/** One synthetic person: the properties of the voice that do not depend on affect. */
export interface Speaker {
  readonly sex: Sex;
  /** Hz, mean of a neutral voice */
  readonly pitch: number;
  /** Semitones by which a neutral accent rises */
  readonly range: number;
  /** Syllables per second */
  readonly rate: number;
  /** dB re full scale */
  readonly level: number;
  /** Formants relative to those of an adult man. */
  readonly tract: number;
  /** Share of a period in which the glottis is open. */
  readonly openQuotient: number;
  /** Hz, see Voice.tilt */
  readonly tilt: number;
  readonly jitter: number;
  readonly shimmer: number;
  readonly breath: number;
  /** Size of the effects of affect; 1 is average. */
  readonly expressivity: number;
  /** dB re full scale, noise of the room */
  readonly noise: number;
}

/**
 * Draws a person.
 *
 * Pitch and tract follow the means of Peterson & Barney (1952), JASA 24: 175-184 (men 132 Hz, women 223 Hz in read words,
 * lower in running speech; women's formants 1.16 times the men's). Persons differ by about two semitones in pitch and four
 * per cent in tract. Jitter and shimmer are those of healthy voices.
 */
export function drawSpeaker(sex: Sex, random: Random): Speaker {
  const woman = sex === 'F';
  return {
    sex,
    pitch: (woman ? 195 : 112) * pow(2, random.normal(0, 1.8) / 12),
    range: 3 * Math.exp(random.normal(0, 0.2)),
    rate: 4.6 * Math.exp(random.normal(0, 0.1)),
    level: random.normal(-27, 2),
    tract: (woman ? 1.16 : 1) * (1 + random.normal(0, 0.035)),
    openQuotient: Math.min(0.75, Math.max(0.45, random.normal(woman ? 0.65 : 0.58, 0.04))),
    tilt: 2200 * Math.exp(random.normal(0, 0.25)),
    jitter: 0.007 * Math.exp(random.normal(0, 0.3)),
    shimmer: 0.05 * Math.exp(random.normal(0, 0.3)),
    breath: 0.03 * Math.exp(random.normal(woman ? 0.3 : 0, 0.3)),
    expressivity: Math.exp(random.normal(0, 0.25)),
    noise: random.normal(-66, 3),
  };
}
