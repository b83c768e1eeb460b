import type { Corpus, CorpusFamily } from './corpus';
import { emodb } from './emodb';
import { iemocap } from './iemocap';
import { audformatDatabases, labelTables } from './labelled/label-tables';
import { ravdess } from './ravdess';
import type { Scales, Utterance } from './utterance';

/** Every corpus with a reader of its own. Add new ones at the end: the order decides the numbers of sessions. */
export const corpora: readonly Corpus[] = [iemocap, ravdess, emodb];

/** Every form of tables of labels; a folder in which several lie is read by the first. */
export const families: readonly CorpusFamily[] = [labelTables, audformatDatabases];

/** An utterance of any corpus; no two corpora share a session number. */
export interface CorpusUtterance extends Utterance {
  /** Name of the corpus. */
  readonly corpus: string;
  /** Of the corpus. */
  readonly scales: Scales;
}

/** Largest session number of a corpus, plus one. */
const SESSIONS = 100;

/**
 * Number of a session among the sessions of all corpora: its number in the corpus plus 100 times the place of the corpus.
 * IEMOCAP has 1 to 5, RAVDESS 101 to 112, EmoDB 203 to 216; corpora whose labels are tables follow from 301 on.
 *
 * @param place of the corpus, from 0: its index in the registry, or beyond
 * @throws RangeError when the number is not a whole one from 1 to 99
 */
export function sessionNumber(corpus: string, place: number, own: number): number {
  if (!Number.isInteger(own) || own < 1 || own >= SESSIONS)
    throw new RangeError(
      `${corpus}: session ${own}; a corpus numbers its sessions from 1 to ${SESSIONS - 1}`,
    );
  return SESSIONS * place + own;
}

/**
 * Script, scene or text of an utterance, named so that two corpora share none: `IEMOCAP impro04`, `RAVDESS statement 1`,
 * `EmoDB a01`; undefined where its corpus, such as one whose labels are a table, names none.
 */
export function scenarioOf({ corpus, id }: Pick<CorpusUtterance, 'corpus' | 'id'>): string | undefined {
  const found = corpora.find(({ name }) => name === corpus)?.scenario?.(id);
  return found === undefined ? undefined : `${corpus} ${found}`;
}

/** Names of the corpora of some utterances whose scales are nominal. */
export function nominalCorpora(utterances: readonly Pick<CorpusUtterance, 'corpus' | 'scales'>[]): string[] {
  return [...new Set(utterances.flatMap(({ corpus, scales }) => (scales === 'nominal' ? [corpus] : [])))];
}
