import { join } from 'node:path';
import { foldName } from '../text/names';
import { visibleNames } from './folder';

/**
 * A path below a folder as it is spelled on disk: each part as given or, where there is none such, the first that
 * differs only in capitals or in the way of composing letters; undefined where a part is not there.
 *
 * @param path with forward slashes
 */
export async function pathOnDisk(root: string, path: string): Promise<string | undefined> {
  let found = '';
  for (const part of path.split('/')) {
    const names = await visibleNames(join(root, found));
    const name = names.includes(part) ? part : names.find((one) => foldName(one) === foldName(part));
    if (name === undefined) return undefined;
    found = found === '' ? name : `${found}/${name}`;
  }
  return found;
}
