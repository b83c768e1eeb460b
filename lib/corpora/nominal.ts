/** A point on the three scales, 1 to 5; 3 is the middle. */
export interface Point {
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
}

/** Pleasure, arousal and dominance of an emotion's word, −1 to 1. */
const words: Readonly<Record<string, readonly [number, number, number]>> = {
  ang: [-0.51, 0.59, 0.25],
  bor: [-0.65, -0.62, -0.33],
  // Not among Russell & Mehrabian's terms in use: half the radius of Russell's circumplex (1980), at 316°.
  cal: [0.36, -0.35, 0],
  dis: [-0.6, 0.35, 0.11],
  fea: [-0.64, 0.6, -0.43],
  hap: [0.81, 0.51, 0.46],
  neu: [0, 0, 0],
  sad: [-0.63, -0.27, -0.33],
  sur: [0.4, 0.67, -0.13],
};

/** Distance from neutral of an emotion of normal intensity, relative to a strong one: our choice. */
const NORMAL = 2 / 3;

/**
 * Nominal valence, arousal and dominance of an acted emotion: ratings of its *word*, not of a recording.
 *
 * They are mean ratings of emotion terms by Russell & Mehrabian, scaled from −1 … 1 to 1 … 5. Neutral is the middle by
 * definition; calm comes from Russell's circumplex.
 *
 * @param emotion `ang`, `bor`, `cal`, `dis`, `fea`, `hap`, `neu`, `sad` or `sur`
 * @param intensity 'normal' is two thirds as far from neutral as 'strong'
 * @throws RangeError for another emotion
 *
 * J. Russell, A. Mehrabian (1977), "Evidence for a three-factor theory of emotions", Journal of Research in Personality
 * 11: 273-294. J. Russell (1980), "A circumplex model of affect", Journal of Personality and Social Psychology 39:
 * 1161-1178.
 */
export function nominalPoint(emotion: string, intensity: 'normal' | 'strong' = 'strong'): Point {
  const word = Object.hasOwn(words, emotion) ? words[emotion] : undefined;
  if (word === undefined) {
    throw new RangeError(
      `no nominal point for emotion ${emotion}; there are ${Object.keys(words).join(', ')}`,
    );
  }
  const [valence, arousal, dominance] = word.map(
    (value) => 3 + 2 * value * (intensity === 'strong' ? 1 : NORMAL),
  );
  return { valence, arousal, dominance };
}

/** Nominal point of a strong emotion, NaN on each scale where there is none for its word. */
export function nominalPointOrNone(emotion: string): Point {
  return Object.hasOwn(words, emotion)
    ? nominalPoint(emotion)
    : { valence: NaN, arousal: NaN, dominance: NaN };
}
