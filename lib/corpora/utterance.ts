import type { Segment } from './segment';

/**
 * Whether people rated valence, arousal and dominance of the recordings (`rated`), or each emotion has a fixed point
 * (`nominalPoint`) that nobody heard (`nominal`). A score against the latter measures how well acted emotions are told apart,
 * not how people rate a voice.
 */
export type Scales = 'rated' | 'nominal';

/** An utterance with its labels, as the reader of a corpus returns it. */
export interface Utterance {
  readonly segment: Segment;
  /** The recording's name without `.wav`; `mine/a.wav@1.5-3` of a corpus whose labels are tables. */
  readonly id: string;
  /** Number within the corpus, 1 to 99; a split keeps utterances of one session together. */
  readonly session: number;
  /** `Ses01M` */
  readonly speaker: string;
  readonly sex: 'F' | 'M' | 'unknown';
  /** Time in its dialog, or in its own recording, s. */
  readonly start: number;
  readonly end: number;
  /**
   * IEMOCAP's three letters; acted corpora also have `cal` (calm) and `bor` (bored), rated ones `xxx` (no agreement), and tables
   * of labels words of their own and `unknown`.
   */
  readonly emotion: string;
  /** About 1 to 5: means over annotators, NaN where missing; or nominal (see `Scales`). */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
  /** Share of the most frequent category among all categories; NaN without categories. */
  readonly agreement: number;
  readonly categories: readonly string[];
  /** Empty where there is none. */
  readonly transcript: string;
}
