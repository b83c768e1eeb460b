import { basename, resolve } from 'node:path';
import { foldName } from '../text/names';
import type { CorpusContent } from './corpus';
import { contentsOf, onDisk, visibleNames } from './folder';
import { interviewFolder } from './interviews';
import { corpora, families, sessionNumber, type CorpusUtterance } from './registry';
import type { Remark, Skipped } from './skipped';

/** The folders of a data folder, for messages: `IEMOCAP_full_release/, …, EmoDB/, a folder with labels.csv and data_interview/`. */
export const dataFolders: string =
  `${corpora.map(({ folder }) => `${folder}/`).join(', ')}, ` +
  `a folder with ${families.map(({ labels }) => labels[0]).join(' or ')} and ${interviewFolder}/`;

/** The utterances of every corpus in the data folder. */
export interface LinkedCorpora {
  /** Names of the corpora, in the order of the registry. */
  readonly names: readonly string[];
  readonly utterances: readonly CorpusUtterance[];
  readonly skipped: readonly Skipped[];
  readonly remarks: readonly Remark[];
}

/** A corpus that lies in the data folder. */
interface Linked {
  readonly name: string;
  /** See `sessionNumber`. */
  readonly place: number;
  readonly read: (dataDir: string) => Promise<CorpusContent>;
}

/**
 * Names of the corpora of utterances in the data folder: those with a reader of their own, found by `folder` or `elsewhere`, then
 * every other folder that holds the tables of a family.
 */
export async function linkedCorpora(dataDir: string): Promise<string[]> {
  return (await linked(dataDir, [])).map(({ name }) => name);
}

/**
 * Reads every corpus of utterances in the data folder.
 *
 * @throws Error when there is none, or when a corpus has no usable utterance
 */
export async function readLinkedCorpora(dataDir: string): Promise<LinkedCorpora> {
  const skipped: Skipped[] = [];
  const there = await linked(dataDir, skipped);
  const utterances: CorpusUtterance[] = [];
  const remarks: Remark[] = [];
  for (const { name: corpus, place, read } of there) {
    const content = await read(dataDir);
    const { scales } = content;
    for (const one of content.utterances)
      utterances.push({ ...one, corpus, scales, session: sessionNumber(corpus, place, one.session) });
    for (const one of content.skipped) skipped.push(one);
    for (const one of content.remarks) remarks.push(one);
  }
  if (there.length === 0) {
    const wanted = corpora.map(({ name, folder }) => `${folder}/ (${name})`).join(', ');
    const tables = families.map(({ labels }) => labels[0]).join(' or ');
    throw new Error(
      `${dataDir}: no corpus of utterances (${await contentsOf(dataDir)}); put or link ${wanted} or a folder with ${tables} there`,
    );
  }
  return { names: there.map(({ name }) => name), utterances, skipped, remarks };
}

/** @param skipped is given the tables that are not read because the folder belongs to a corpus with a reader of its own */
async function linked(dataDir: string, skipped: Skipped[]): Promise<Linked[]> {
  const found: Linked[] = [];
  const owners = new Map<string, string>([[foldName(interviewFolder), 'the interviews']]);
  for (const [place, { name, folder, scales, elsewhere, read }] of corpora.entries()) {
    const named = await onDisk(dataDir, '', folder);
    const others = (await elsewhere?.(dataDir)) ?? [];
    for (const one of [named, ...others]) if (one !== undefined) owners.set(foldName(one), name);
    if (named === undefined && others.length === 0) continue;
    found.push({
      ...{ name, place },
      read: async (from) => ({ ...(await read(from)), scales, remarks: [] }),
    });
  }
  for (const folder of ['', ...(await visibleNames(dataDir))]) {
    const [first, ...further] = await tablesIn(dataDir, folder);
    if (first === undefined) continue;
    const owner = owners.get(foldName(folder));
    const unread = owner === undefined ? further : [first, ...further];
    for (const { file } of unread) {
      const reason =
        owner === undefined
          ? `${first.file} is read; remove one of the two`
          : `the folder is read as ${owner}; give it another name to use this table`;
      skipped.push({ kind: 'table of labels not used', file, reason });
    }
    if (owner !== undefined) continue;
    const name = nameOf(folder === '' ? basename(resolve(dataDir)) : folder, found);
    found.push({
      ...{ name, place: Math.max(corpora.length, ...found.map(({ place }) => place + 1)) },
      read: (from) => first.read(from, folder, first.file, name),
    });
  }
  return found;
}

/** The tables of labels in a folder, by the order of the families. */
async function tablesIn(dataDir: string, folder: string) {
  const found = await Promise.all(
    families.flatMap(({ labels, read }) =>
      labels.map(async (name) => ({ file: await onDisk(dataDir, folder, name), read })),
    ),
  );
  return found.flatMap(({ file, read }) => (file === undefined ? [] : [{ file, read }]));
}

/** The folder's name, unless a corpus has it. */
function nameOf(folder: string, found: readonly Linked[]): string {
  const taken = [...corpora, ...found].some(({ name }) => foldName(name) === foldName(folder));
  return taken ? `${folder} (labels)` : folder;
}
