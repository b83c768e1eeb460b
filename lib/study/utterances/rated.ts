import { InsufficientData } from '../../stats/insufficient-data';
import type { Label } from '../../tables/labels';

/** The scales that utterances are rated on. */
export const ratedScales = ['valence', 'arousal', 'dominance'] as const;
export type RatedScale = (typeof ratedScales)[number];

/**
 * Places of the utterances that are rated. Needed are valence and arousal, each where any utterance is rated on it, and dominance
 * where any utterance of the same corpus is.
 */
export function ratedRows(labels: readonly Label[]): number[] {
  const has = (label: Label, scale: RatedScale) => Number.isFinite(label[scale]);
  const needed = (['valence', 'arousal'] as const).filter((scale) =>
    labels.some((label) => has(label, scale)),
  );
  const dominant = new Set(labels.flatMap((label) => (has(label, 'dominance') ? [label.corpus] : [])));
  return labels.flatMap((label, row) =>
    needed.every((scale) => has(label, scale)) && (has(label, 'dominance') || !dominant.has(label.corpus))
      ? [row]
      : [],
  );
}

/** The scales on which every one of these utterances is rated. */
export function scalesOfAll(labels: readonly Label[]): RatedScale[] {
  return ratedScales.filter((scale) => labels.every((label) => Number.isFinite(label[scale])));
}

/**
 * The ratings of a scale.
 *
 * @throws InsufficientData where an utterance has none
 */
export function ratingsOf(labels: readonly Label[], scale: RatedScale): Float64Array {
  const values = Float64Array.from(labels, (label) => label[scale]);
  const unrated = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  if (unrated > 0)
    throw new InsufficientData(`${unrated} of ${labels.length} utterances are not rated for ${scale}`);
  return values;
}
