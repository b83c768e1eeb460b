import type { Remark, Skipped } from '../skipped';

/** The scales of ratings. */
export const scaleNames = ['valence', 'arousal', 'dominance'] as const;
export type ScaleName = (typeof scaleNames)[number];

/** One row of a corpus's labels: what one rater, or all of them together, said of an utterance. */
export interface LabelRow {
  /** The table, relative to the data folder, and the line in it, from 1. */
  readonly table: string;
  readonly line: number;
  /** The recording, as the table names it. */
  readonly file: string;
  /** s; 0 where the table does not say it */
  readonly start: number;
  /** s; Infinity for the end of the recording */
  readonly end: number;
  /** Empty where missing, as all texts. */
  readonly speaker: string;
  readonly session: string;
  readonly sex: 'F' | 'M' | '';
  readonly transcript: string;
  /** The project's code, or the table's word. */
  readonly emotion: string;
  /** 1 to 5; NaN where missing */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
  /** Empty where the row names none. */
  readonly rater: string;
  /** Whether the row holds what all raters said together, which goes before the mean of the single ones. */
  readonly isCommon: boolean;
}

/** The labels of a corpus, whatever tables they come from. */
export interface CorpusLabels {
  /** The file that the messages name: `mine/labels.csv`. */
  readonly file: string;
  readonly rows: readonly LabelRow[];
  /** Whether the tables have a column for these at all. */
  readonly hasSpeaker: boolean;
  readonly hasSession: boolean;
  readonly hasRatings: boolean;
  readonly skipped: readonly Skipped[];
  readonly remarks: readonly Remark[];
}

/** The text of a field about a person; undefined for a word that is not understood. */
export function sexOf(text: string): 'F' | 'M' | '' | undefined {
  const word = text.trim().toLowerCase();
  if (word === '') return '';
  if (['f', 'female', 'w', 'woman', 'weiblich', 'frau', 'femme'].includes(word)) return 'F';
  if (['m', 'male', 'man', 'männlich', 'mann', 'homme'].includes(word)) return 'M';
  return undefined;
}
