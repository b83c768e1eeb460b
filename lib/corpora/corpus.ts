import type { Skipped } from './skipped';
import type { Utterance } from './utterance';

/** A corpus of utterances: what it is called, where it lies, how it is read. */
export interface Corpus {
  readonly name: string;
  /** Its folder within the data folder; capital letters do not matter. */
  readonly folder: string;
  /**
   * Valence, arousal and dominance are `rated` where people heard the recordings and judged them. They are `nominal`
   * where they are a fixed point for the emotion an actor was told to play (`nominalPoint`), which nobody heard.
   */
  readonly scales: 'rated' | 'nominal';
  /** How its folder looks inside, as a drawing of it shows: path, and what to know of it. */
  readonly layout: readonly (readonly [path: string, note?: string])[];
  /** Who distributes it, under which licence: Markdown, to stand behind the name and a colon. */
  readonly source: string;
  /** Whether it lies in the data folder under another name than `folder`. */
  readonly isElsewhere?: (dataDir: string) => Promise<boolean>;
  /**
   * Reads all its utterances.
   *
   * @throws Error when there is not one
   */
  readonly read: (dataDir: string) => Promise<CorpusContent>;
}

/** The utterances of a corpus, and what of it was not used. */
export interface CorpusContent {
  readonly utterances: readonly Utterance[];
  readonly skipped: readonly Skipped[];
}
