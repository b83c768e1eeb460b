import type { Segment } from './segment';

/** An utterance with its labels, as the reader of its corpus gives it. */
export interface Utterance {
  readonly segment: Segment;
  /** The recording's name without `.wav`. */
  readonly id: string;
  /** Counted within the corpus, 1 to 99; utterances of one session stay together when sessions are left out. */
  readonly session: number;
  /** `Ses01M` */
  readonly speaker: string;
  readonly sex: 'F' | 'M';
  /** Where it lies in its dialog, or in its own recording, s. */
  readonly start: number;
  readonly end: number;
  /** Three letters, as in IEMOCAP; `cal` (calm) and `bor` (bored) exist in acted corpora alone, `xxx` where annotators disagree. */
  readonly emotion: string;
  /** About 1 to 5: means over annotators where the scales are rated, NaN where there are none; else nominal (see `isNominal`). */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
  /** Share of the most frequent category among all given. */
  readonly agreement: number;
  readonly categories: readonly string[];
  /** Empty where there is none. */
  readonly transcript: string;
}
