import type { Feature } from '../../features/feature-set';
import { frame, type Frame } from '../../frames/frame';
import type { FeatureTable } from '../../tables/feature-table';
import type { Label } from '../../tables/labels';

/** The columns of labels: who spoke, what annotators said, and the length, s. */
export type LabelColumns = Readonly<
  Record<'id' | 'speaker' | 'sex' | 'emotion', string[]> &
    Record<'valence' | 'arousal' | 'dominance' | 'agreement' | 'length', number[]>
>;

const sexNames: Readonly<Record<Label['sex'], string>> = { F: 'female', M: 'male', unknown: 'unknown' };

/**
 * Labels by column: `id`, `speaker`, `sex`, `emotion` (IEMOCAP's three letters), the ratings, `agreement` of the annotators and
 * `length` (s).
 */
export function labelColumns(labels: readonly Label[]): LabelColumns {
  return {
    id: labels.map(({ id }) => id),
    speaker: labels.map(({ speaker }) => speaker),
    sex: labels.map(({ sex }) => sexNames[sex]),
    emotion: labels.map(({ emotion }) => emotion),
    valence: labels.map(({ valence }) => valence),
    arousal: labels.map(({ arousal }) => arousal),
    dominance: labels.map(({ dominance }) => dominance),
    agreement: labels.map(({ agreement }) => agreement),
    length: labels.map(({ start, end }) => end - start),
  };
}

/**
 * A row per labelled utterance: the columns of its label (`labelColumns`), then the features. Features are missing (NaN) where
 * they could not be measured, all of them where the recording could not be read.
 *
 * @param described the features with units and meanings
 */
export function utteranceFrame(
  utterances: readonly Label[],
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
      ...labelColumns(utterances),
      ...Object.fromEntries(table.features.map((name, column) => [name, feature(column)])),
    },
    Object.fromEntries(described.map(({ name, unit, meaning }) => [name, { unit, meaning }])),
  );
}
