import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, versions } from '../tables/project';
import { mathematics } from './mathematics';

let cached: string | undefined;

/**
 * Identifies the library, as 'version 0.1.0, code 1a2b3c4d5e6f, mathematics 6f5e4d3c2b1a': equal on two machines when both
 * measure the same numbers, as Node 20, 22, 24 and 26 do. It hashes the built files that measure and the versions of the
 * packages, once per process.
 */
export function libraryVersion(): string {
  if (cached !== undefined) return cached;
  const root = projectRoot();
  const dist = path.join(root, 'dist');
  const lock = path.join(root, 'package-lock.json');
  // The published package has no lock file, but the versions that the project has.
  const packages = existsSync(lock) ? lock : path.join(dist, 'versions.json');
  const hash = createHash('sha256').update(readFileSync(packages));
  for (const file of filesBelow(path.join(dist, 'tables', 'measure-recording.js'))) {
    const name = path.relative(dist, file).split(path.sep).join('/');
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  const code = hash.digest('hex').slice(0, 12);
  cached = `version ${versions().package}, code ${code}, mathematics ${mathematics()}`;
  return cached;
}

/** A built file and all library files that it imports, in order of their names. */
function filesBelow(file: string): string[] {
  const found = new Set([file]);
  for (const each of found) {
    for (const [, name] of readFileSync(each, 'utf8').matchAll(/^(?:import|export)\b[^;]*?"(\.[^"]+)";/gm))
      found.add(path.resolve(path.dirname(each), name));
  }
  return [...found].sort();
}
