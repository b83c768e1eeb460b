import type { Skipped } from './skipped';
import type { Utterance } from './utterance';

/** A corpus of utterances: its name, its folder, and how to read it. */
export interface Corpus {
  readonly name: string;
  /** Its folder in the data folder; case does not matter. */
  readonly folder: string;
  /**
   * Whether people rated valence, arousal and dominance of the recordings (`rated`), or each emotion has a fixed point
   * (`nominalPoint`) that nobody heard (`nominal`).
   */
  readonly scales: 'rated' | 'nominal';
  /** Paths in its folder, with notes, for the documentation. */
  readonly layout: readonly (readonly [path: string, note?: string])[];
  /** Distributor and licence, in Markdown; the documentation puts it after the name and a colon. */
  readonly source: string;
  /** Whether the data folder holds it under another name than `folder`. */
  readonly isElsewhere?: (dataDir: string) => Promise<boolean>;
  /**
   * Reads all its utterances.
   *
   * @throws Error when there is none
   */
  readonly read: (dataDir: string) => Promise<CorpusContent>;
}

/** The utterances of a corpus, and what was not used. */
export interface CorpusContent {
  readonly utterances: readonly Utterance[];
  readonly skipped: readonly Skipped[];
}
