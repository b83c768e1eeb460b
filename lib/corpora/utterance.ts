import type { Segment } from './segment';

/** An utterance with its labels, as the reader of a corpus returns it. */
export interface Utterance {
  readonly segment: Segment;
  /** The recording's name without `.wav`. */
  readonly id: string;
  /** Number within the corpus, 1 to 99; a split keeps utterances of one session together. */
  readonly session: number;
  /** `Ses01M` */
  readonly speaker: string;
  readonly sex: 'F' | 'M';
  /** Time in its dialog, or in its own recording, s. */
  readonly start: number;
  readonly end: number;
  /** IEMOCAP's three letters; acted corpora also have `cal` (calm) and `bor` (bored), rated ones `xxx` (no agreement). */
  readonly emotion: string;
  /** About 1 to 5: means over annotators, NaN where missing; or nominal (see `isNominal`). */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
  /** Share of the most frequent category among all categories. */
  readonly agreement: number;
  readonly categories: readonly string[];
  /** Empty where there is none. */
  readonly transcript: string;
}
