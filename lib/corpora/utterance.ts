import type { Segment } from './segment';

/** The corpora of utterances that are read. */
export const utteranceCorpora = ['IEMOCAP', 'RAVDESS', 'EmoDB'] as const;
export type UtteranceCorpus = (typeof utteranceCorpora)[number];

/** An utterance with its labels, whichever corpus it is from. */
export interface CorpusUtterance {
  readonly corpus: UtteranceCorpus;
  readonly segment: Segment;
  /** The recording's name without `.wav`. */
  readonly id: string;
  /** 1 to 5 in IEMOCAP, 101 to 112 in RAVDESS, 203 to 216 in EmoDB: kept together when sessions are left out. */
  readonly session: number;
  /** `Ses01M` */
  readonly speaker: string;
  readonly sex: 'F' | 'M';
  /** Where it lies in its dialog, or in its own recording, s. */
  readonly start: number;
  readonly end: number;
  /** Three letters, as in IEMOCAP; `cal` (calm) and `bor` (bored) exist in acted corpora alone, `xxx` where annotators disagree. */
  readonly emotion: string;
  /** About 1 to 5: means over annotators in IEMOCAP, NaN where there are none; nominal in acted corpora (see `isNominal`). */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
  /** Share of the most frequent category among all given. */
  readonly agreement: number;
  readonly categories: readonly string[];
  /** Empty where there is none. */
  readonly transcript: string;
}

/**
 * Whether valence, arousal and dominance of a corpus are nominal: a fixed point for the emotion an actor was told to
 * play (`nominalPoint`), which nobody heard in the recording. A score against them says how well acted emotions are told
 * apart, and nothing of how anybody rates a voice.
 */
export function isNominal(corpus: UtteranceCorpus): boolean {
  return corpus !== 'IEMOCAP';
}
