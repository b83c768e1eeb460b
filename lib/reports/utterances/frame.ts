import type { CorpusUtterance } from '../../corpora/registry';
import type { Feature } from '../../features/feature-set';
import { frame, type Frame } from '../../frames/frame';
import type { FeatureTable } from '../../tables/feature-table';

/**
 * A row per labelled utterance: `id`, `speaker`, `sex`, `emotion` (IEMOCAP's three letters), the ratings, `agreement` of the
 * annotators, `length` (s), then the features. Features are missing (NaN) where they could not be measured, all of them where
 * the recording could not be read.
 *
 * @param described the features with units and meanings
 */
export function utteranceFrame(
  utterances: readonly CorpusUtterance[],
  table: FeatureTable,
  described: readonly Feature[],
): Frame {
  const rows = new Map(table.segments.map(({ id }, row) => [id, row]));
  const width = table.features.length;
  const feature = (column: number) =>
    utterances.map(({ id }) => {
      const row = rows.get(id);
      return row === undefined ? NaN : table.values[row * width + column];
    });
  return frame(
    {
      id: utterances.map(({ id }) => id),
      speaker: utterances.map(({ speaker }) => speaker),
      sex: utterances.map(({ sex }) => (sex === 'F' ? 'female' : 'male')),
      emotion: utterances.map(({ emotion }) => emotion),
      valence: utterances.map(({ valence }) => valence),
      arousal: utterances.map(({ arousal }) => arousal),
      dominance: utterances.map(({ dominance }) => dominance),
      agreement: utterances.map(({ agreement }) => agreement),
      length: utterances.map(({ start, end }) => end - start),
      ...Object.fromEntries(table.features.map((name, column) => [name, feature(column)])),
    },
    Object.fromEntries(described.map(({ name, unit, meaning }) => [name, { unit, meaning }])),
  );
}
