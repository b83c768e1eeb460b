import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../tables/project';

/** Rooms of lib/ that only show results and cannot change them. */
const SHOWING = ['notebook', 'plots'];

/**
 * SHA-256 of every source file that could change a number: lib/ without the rooms that only show, and the lock file,
 * which fixes the packages. An edit of any of them is a new version, also one that a computation never reaches: too
 * much is recomputed rather than too little.
 */
export function codeHash(root: string = projectRoot()): string {
  const hash = createHash('sha256');
  const lib = path.join(root, 'lib');
  const files = readdirSync(lib, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !SHOWING.includes(file.split(path.sep)[0]))
    .sort();
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(lib, file)))
      .update('\0');
  const lock = path.join(root, 'package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return hash.digest('hex');
}
