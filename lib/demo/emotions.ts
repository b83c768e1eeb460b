import type { Random } from '../stats/random';
import type { Affect } from './affect';

export type Emotion = 'ang' | 'hap' | 'exc' | 'sad' | 'neu' | 'fru';

interface Profile {
  /** Category name of IEMOCAP's annotators. */
  readonly name: string;
  /** Mean affective state, 1 to 5. */
  readonly centre: Affect;
  /** Emotions for which listeners mistake it. */
  readonly mistaken: readonly Emotion[];
}

/** Emotions at roughly the positions in the figures of Busso et al. (2008), Language Resources and Evaluation 42: 335-359. */
export const emotions: Readonly<Record<Emotion, Profile>> = {
  ang: { name: 'Anger', centre: { valence: 1.9, arousal: 3.8, dominance: 4 }, mistaken: ['fru'] },
  hap: {
    name: 'Happiness',
    centre: { valence: 4.1, arousal: 3.4, dominance: 3.2 },
    mistaken: ['exc', 'neu'],
  },
  exc: { name: 'Excited', centre: { valence: 4.1, arousal: 4.2, dominance: 3.6 }, mistaken: ['hap'] },
  sad: { name: 'Sadness', centre: { valence: 2.1, arousal: 2, dominance: 2.5 }, mistaken: ['neu', 'fru'] },
  neu: {
    name: 'Neutral',
    centre: { valence: 3, arousal: 2.6, dominance: 3 },
    mistaken: ['fru', 'sad', 'hap'],
  },
  fru: {
    name: 'Frustration',
    centre: { valence: 2.3, arousal: 3.1, dominance: 3.3 },
    mistaken: ['ang', 'neu'],
  },
};

/** Draws an affective state around the centre of an emotion. */
export function drawAffect(emotion: Emotion, random: Random): Affect {
  const { valence, arousal, dominance } = emotions[emotion].centre;
  return {
    valence: clip(random.normal(valence, 0.45), 1, 5),
    arousal: clip(random.normal(arousal, 0.45), 1, 5),
    dominance: clip(random.normal(dominance, 0.45), 1, 5),
  };
}

/** One listener's labels of one utterance. */
export interface Annotation {
  /** One category, now and then two. */
  readonly categories: readonly Emotion[];
  /** Whole numbers, 1 to 5. */
  readonly affect: Affect;
}

/** Draws a listener's labels: the right category in four of five cases, the affect within about half a point. */
export function annotate(emotion: Emotion, affect: Affect, random: Random): Annotation {
  const heard = random.next() < 0.8 ? emotion : random.choice(emotions[emotion].mistaken);
  const second = random.next() < 0.06 ? random.choice(emotions[heard].mistaken) : undefined;
  const score = (value: number) => clip(Math.round(random.normal(value, 0.55)), 1, 5);
  return {
    categories: second === undefined ? [heard] : [heard, second],
    affect: {
      valence: score(affect.valence),
      arousal: score(affect.arousal),
      dominance: score(affect.dominance),
    },
  };
}

/** The only category that more than half of the listeners named; otherwise `xxx`, as in IEMOCAP. */
export function consensus(annotations: readonly Annotation[]): Emotion | 'xxx' {
  const majority = (Object.keys(emotions) as Emotion[]).filter(
    (emotion) =>
      annotations.filter(({ categories }) => categories.includes(emotion)).length > annotations.length / 2,
  );
  return majority.length === 1 ? majority[0] : 'xxx';
}

/** Limits a value to `low` … `high`. */
export function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
