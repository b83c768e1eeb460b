import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../text/file-error';
import { foldName } from '../text/names';

/**
 * Names in a folder but hidden ones (`.DS_Store`, `._Ses01F_impro01.txt`), sorted by character code: the same order on every
 * machine.
 *
 * @returns no names when there is no such folder
 */
export async function visibleNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort(byCharacterCode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw fileError(error, folder);
  }
}

/**
 * Path of a folder or file below `dataDir` in its spelling on disk; case and Unicode normalization do not matter.
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

/** The content of a folder for messages: its first names, or that it is empty. */
export async function contentsOf(folder: string): Promise<string> {
  const names = await visibleNames(folder);
  const more = names.length > 8 ? ` and ${names.length - 8} more` : '';
  return names.length === 0 ? 'nothing is there' : `found ${names.slice(0, 8).join(', ')}${more}`;
}

/** Compares two strings by character code, for sorting. */
export function byCharacterCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
