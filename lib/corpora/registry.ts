import type { Corpus } from './corpus';
import { emodb } from './emodb';
import { iemocap } from './iemocap';
import { ravdess } from './ravdess';
import type { Utterance } from './utterance';

/**
 * Every corpus of utterances that is read. A new one goes to the end: sessions are numbered by the place in this list
 * (`sessionNumber`).
 */
export const corpora: readonly Corpus[] = [iemocap, ravdess, emodb];

/** An utterance of any corpus; sessions are numbered so that no two corpora share one. */
export interface CorpusUtterance extends Utterance {
  /** Name of the corpus. */
  readonly corpus: string;
}

/** Sessions of a corpus are numbered below this. */
const SESSIONS = 100;

/**
 * The number of a corpus's session among the sessions of all corpora: 100 times the corpus's place in the registry more
 * than its own, so 1 to 5 in IEMOCAP, 101 to 112 in RAVDESS, 203 to 216 in EmoDB.
 *
 * @throws RangeError when there is no such corpus, or its own number is not a whole one from 1 to 99
 */
export function sessionNumber(corpus: string, own: number): number {
  if (!Number.isInteger(own) || own < 1 || own >= SESSIONS)
    throw new RangeError(
      `${corpus}: session ${own}; a corpus numbers its sessions from 1 to ${SESSIONS - 1}`,
    );
  return SESSIONS * corpora.indexOf(corpusNamed(corpus)) + own;
}

/**
 * Whether valence, arousal and dominance of a corpus are nominal: a fixed point for the emotion an actor was told to
 * play (`nominalPoint`), which nobody heard in the recording. A score against them says how well acted emotions are told
 * apart, and nothing of how anybody rates a voice.
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
