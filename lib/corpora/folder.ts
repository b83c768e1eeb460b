import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { foldName } from '../text/names';

/**
 * Names in a folder without hidden ones (`.DS_Store`, `._Ses01F_impro01.txt`), by character code so that the order is
 * the same on every machine; none where there is no such folder.
 */
export async function visibleNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort(byCharacterCode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/**
 * Path of a folder or file below `dataDir` as it is spelled on disk; capital letters and the ways of composing letters
 * do not matter.
 *
 * @param below folders and a name with `/` between, such as `sentences/wav`
 * @returns relative to `dataDir`, with forward slashes; undefined where there is none
 */
export async function onDisk(dataDir: string, folder: string, below: string): Promise<string | undefined> {
  let found = folder;
  for (const wanted of below.split('/')) {
    const names = await visibleNames(join(dataDir, found));
    const name =
      names.find((one) => one === wanted) ?? names.find((one) => foldName(one) === foldName(wanted));
    if (name === undefined) return undefined;
    found = found === '' ? name : `${found}/${name}`;
  }
  return found;
}

/** Order of two strings by character code, for sorting. */
export function byCharacterCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
