import type { Remark, Skipped } from './skipped';
import type { Scales, Utterance } from './utterance';

/** A corpus of utterances with a reader of its own: its name, its folder, and how to read it. */
export interface Corpus {
  readonly name: string;
  /** Its folder in the data folder; case does not matter. */
  readonly folder: string;
  readonly scales: Scales;
  /** Paths in its folder, with notes, for the documentation. */
  readonly layout: readonly (readonly [path: string, note?: string])[];
  /** Distributor and licence, in Markdown; the documentation puts it after the name and a colon. */
  readonly source: string;
  /** Folders with another name than `folder` in which the data folder holds it; '' is the data folder itself. */
  readonly elsewhere?: (dataDir: string) => Promise<readonly string[]>;
  /**
   * What is said or played in an utterance of this name, the same for every speaker: a script, a scene or a text. A corpus
   * without such names leaves it out.
   *
   * @returns undefined for a name that tells of none
   */
  readonly scenario?: (id: string) => string | undefined;
  /**
   * Reads all its utterances.
   *
   * @throws Error when there is none
   */
  readonly read: (dataDir: string) => Promise<Pick<CorpusContent, 'utterances' | 'skipped'>>;
}

/** Corpora of any name whose labels are tables of one form. */
export interface CorpusFamily {
  /** What the documentation calls them. */
  readonly name: string;
  /** Names of the file by which a folder is recognised as such a corpus; the first that is there is read. */
  readonly labels: readonly string[];
  /** Paths in the data folder, with notes, for the documentation. */
  readonly layout: Corpus['layout'];
  readonly source: string;
  /**
   * Reads all utterances of one of them.
   *
   * @param folder below the data folder; '' is the data folder itself
   * @param labels the file of `labels` in its spelling on disk, relative to the data folder
   * @param name   of the corpus
   * @throws Error when there is none, or the tables cannot be read
   */
  readonly read: (dataDir: string, folder: string, labels: string, name: string) => Promise<CorpusContent>;
}

/** The utterances of a corpus, and what was not used. */
export interface CorpusContent {
  readonly utterances: readonly Utterance[];
  readonly scales: Scales;
  readonly skipped: readonly Skipped[];
  /** How tables were read where that is not obvious, and what had to be decided. */
  readonly remarks: readonly Remark[];
}
