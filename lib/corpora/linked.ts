import { readEmodb } from './emodb';
import { contentsOf, onDisk } from './folder';
import { iemocapFolders, readIemocap } from './iemocap';
import { readRavdess } from './ravdess';
import type { Skipped } from './skipped';
import { utteranceCorpora, type CorpusUtterance, type UtteranceCorpus } from './utterance';

/** Folder of each corpus within the data folder. */
const folders: Readonly<Record<UtteranceCorpus, string>> = {
  IEMOCAP: 'IEMOCAP_full_release',
  RAVDESS: 'RAVDESS',
  EmoDB: 'EmoDB',
};

/** The utterances of every corpus that lies in the data folder. */
export interface LinkedCorpora {
  /** Which there are, in the order IEMOCAP, RAVDESS, EmoDB. */
  readonly names: readonly UtteranceCorpus[];
  readonly utterances: readonly CorpusUtterance[];
  readonly skipped: readonly Skipped[];
}

/**
 * Which corpora of utterances lie in the data folder: RAVDESS and EmoDB by their folders' names, IEMOCAP also by its
 * sessions in a folder of another name; capital letters do not matter.
 */
export async function linkedCorpora(dataDir: string): Promise<UtteranceCorpus[]> {
  const found: UtteranceCorpus[] = [];
  for (const name of utteranceCorpora) {
    const named = await onDisk(dataDir, '', folders[name]);
    const there = named !== undefined || (name === 'IEMOCAP' && (await iemocapFolders(dataDir)).length > 0);
    if (there) found.push(name);
  }
  return found;
}

/**
 * Reads every corpus of utterances in the data folder, one after the other.
 *
 * @throws Error when there is none, and when a folder is there with nothing usable in it
 */
export async function readLinkedCorpora(dataDir: string): Promise<LinkedCorpora> {
  const names = await linkedCorpora(dataDir);
  const utterances: CorpusUtterance[] = [];
  const skipped: Skipped[] = [];
  for (const name of names) {
    const corpus = await readers[name](dataDir);
    utterances.push(...(corpus?.utterances ?? []));
    skipped.push(...(corpus?.skipped ?? []));
  }
  if (names.length === 0) {
    const wanted = utteranceCorpora.map((name) => `${folders[name]}/ (${name})`).join(', ');
    throw new Error(
      `${dataDir}: no corpus of utterances (${await contentsOf(dataDir)}); put or link ${wanted} there`,
    );
  }
  return { names, utterances, skipped };
}

const readers = {
  IEMOCAP: async (dataDir: string) => {
    const { utterances, skipped } = await readIemocap(dataDir);
    return { utterances: utterances.map((one) => ({ corpus: 'IEMOCAP' as const, ...one })), skipped };
  },
  RAVDESS: readRavdess,
  EmoDB: readEmodb,
};
