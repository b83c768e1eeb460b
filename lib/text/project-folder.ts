import { existsSync } from 'node:fs';
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

/** The folder of data and results: the project's, or the current one where the library is an installed package. */
export function workFolder(): string {
  const root = projectRoot();
  return root.split(path.sep).includes('node_modules') ? process.cwd() : root;
}

/** Where everything computed lies: SAA_ARTIFACTS, else processed-data/. */
export function artifactsFolder(): string {
  return path.resolve(process.env.SAA_ARTIFACTS ?? path.join(workFolder(), 'processed-data'));
}

/** Where results of long steps are kept, to be deleted at any time. */
export function cacheFolder(): string {
  return path.join(artifactsFolder(), 'cache');
}
