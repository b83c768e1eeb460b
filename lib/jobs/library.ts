import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, versions } from '../tables/project';
import { mathematics } from './mathematics';

/** What decides the numbers, with the mathematics of the JavaScript engine below it. */
const measuring = [
  'lib/stats',
  'lib/dsp',
  'lib/audio',
  'lib/features',
  'lib/tables/measure-recording.ts',
  'package-lock.json',
];

let known: string | undefined;

/**
 * Which library this is, as 'version 0.1.0, code 1a2b3c4d5e6f, mathematics 6f5e4d3c2b1a': equal on two machines when both
 * measure the same numbers, as Node 20, 22, 24 and 26 do. Read from the files once per process.
 */
export function libraryVersion(): string {
  if (known !== undefined) return known;
  const root = projectRoot();
  const hash = createHash('sha256');
  for (const place of measuring) {
    for (const file of filesOf(path.join(root, place))) {
      const name = path.relative(root, file).split(path.sep).join('/');
      hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    }
  }
  const code = hash.digest('hex').slice(0, 12);
  known = `version ${versions().package}, code ${code}, mathematics ${mathematics()}`;
  return known;
}

function filesOf(place: string): string[] {
  if (/\.\w+$/.test(place)) return [place];
  return readdirSync(place, { recursive: true })
    .map((name) => path.join(place, String(name)))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}
