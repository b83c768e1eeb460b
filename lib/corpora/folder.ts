import { readdir } from 'node:fs/promises';

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

/** Order of two strings by character code, for sorting. */
export function byCharacterCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
