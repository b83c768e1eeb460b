import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of the project: the nearest one above this file with a package.json, but dist/. */
export function projectRoot(): string {
  let folder = __dirname;
  while (path.basename(folder) === 'dist' || !existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json in any folder above ${__dirname}`);
    folder = parent;
  }
  return folder;
}

/** Versions for the provenance of an artifact; not that of Node, since all versions of Node make the same bytes. */
export function versions(): { package: string } {
  const description = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return { package: description.version };
}
