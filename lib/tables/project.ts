import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's folder: the nearest one above this file with a package.json, dist/ aside, which has one of its own. */
export function projectRoot(): string {
  let folder = __dirname;
  while (path.basename(folder) === 'dist' || !existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json in any folder above ${__dirname}`);
    folder = parent;
  }
  return folder;
}

/**
 * The versions that an artifact's provenance names. Not Node's: an artifact has the same bytes whichever version made it.
 */
export function versions(): { package: string } {
  const description = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return { package: description.version };
}
