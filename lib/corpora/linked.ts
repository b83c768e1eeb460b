import type { Corpus } from './corpus';
import { contentsOf, onDisk } from './folder';
import { interviewFolder } from './interviews';
import { corpora, sessionNumber, type CorpusUtterance } from './registry';
import type { Skipped } from './skipped';

/** The folders of a data folder, for messages: `IEMOCAP_full_release/, …, EmoDB/ and data_interview/`. */
export const dataFolders: string = `${corpora.map(({ folder }) => `${folder}/`).join(', ')} and ${interviewFolder}/`;

/** The utterances of every corpus in the data folder. */
export interface LinkedCorpora {
  /** Names of the corpora, in the order of the registry. */
  readonly names: readonly string[];
  readonly utterances: readonly CorpusUtterance[];
  readonly skipped: readonly Skipped[];
}

/** Names of the corpora of utterances in the data folder, found by `folder` or `isElsewhere`. */
export async function linkedCorpora(dataDir: string): Promise<string[]> {
  return (await linked(dataDir)).map(({ name }) => name);
}

/**
 * Reads every corpus of utterances in the data folder.
 *
 * @throws Error when there is none, or when a corpus has no usable utterance
 */
export async function readLinkedCorpora(dataDir: string): Promise<LinkedCorpora> {
  const there = await linked(dataDir);
  const utterances: CorpusUtterance[] = [];
  const skipped: Skipped[] = [];
  for (const { name: corpus, read } of there) {
    const content = await read(dataDir);
    for (const one of content.utterances)
      utterances.push({ ...one, corpus, session: sessionNumber(corpus, one.session) });
    skipped.push(...content.skipped);
  }
  if (there.length === 0) {
    const wanted = corpora.map(({ name, folder }) => `${folder}/ (${name})`).join(', ');
    throw new Error(
      `${dataDir}: no corpus of utterances (${await contentsOf(dataDir)}); put or link ${wanted} there`,
    );
  }
  return { names: there.map(({ name }) => name), utterances, skipped };
}

async function linked(dataDir: string): Promise<Corpus[]> {
  const found: Corpus[] = [];
  for (const corpus of corpora) {
    const named = await onDisk(dataDir, '', corpus.folder);
    if (named !== undefined || (await corpus.isElsewhere?.(dataDir))) found.push(corpus);
  }
  return found;
}
