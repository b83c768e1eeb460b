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

/** Where everything computed lies: SAA_ARTIFACTS, else processed-data/. */
export function artifactsFolder(): string {
  return path.resolve(process.env.SAA_ARTIFACTS ?? path.join(projectRoot(), 'processed-data'));
}

/** Where results of long steps are kept, to be deleted at any time. */
export function cacheFolder(): string {
  return path.join(artifactsFolder(), 'cache');
}
