import type { Corpus } from './corpus';
import { emodb } from './emodb';
import { iemocap } from './iemocap';
import { ravdess } from './ravdess';
import type { Utterance } from './utterance';

/** Every corpus of utterances. Add new ones at the end: the order decides the numbers of sessions (`sessionNumber`). */
export const corpora: readonly Corpus[] = [iemocap, ravdess, emodb];

/** An utterance of any corpus; no two corpora share a session number. */
export interface CorpusUtterance extends Utterance {
  /** Name of the corpus. */
  readonly corpus: string;
}

/** Largest session number of a corpus, plus one. */
const SESSIONS = 100;

/**
 * Number of a session among the sessions of all corpora: its number in the corpus plus 100 times the index of the corpus in
 * the registry. IEMOCAP has 1 to 5, RAVDESS 101 to 112, EmoDB 203 to 216.
 *
 * @throws RangeError when there is no such corpus, or the number is not a whole one from 1 to 99
 */
export function sessionNumber(corpus: string, own: number): number {
  if (!Number.isInteger(own) || own < 1 || own >= SESSIONS)
    throw new RangeError(
      `${corpus}: session ${own}; a corpus numbers its sessions from 1 to ${SESSIONS - 1}`,
    );
  return SESSIONS * corpora.indexOf(corpusNamed(corpus)) + own;
}

/**
 * Whether valence, arousal and dominance of a corpus are nominal: a fixed point for each acted emotion (`nominalPoint`). A
 * score against them measures how well acted emotions are told apart, not how people rate a voice.
 *
 * @throws RangeError when there is no such corpus
 */
export function isNominal(corpus: string): boolean {
  return corpusNamed(corpus).scales === 'nominal';
}

function corpusNamed(name: string): Corpus {
  const found = corpora.find((corpus) => corpus.name === name);
  if (found !== undefined) return found;
  throw new RangeError(`no corpus ${name}; there are ${corpora.map((corpus) => corpus.name).join(', ')}`);
}
