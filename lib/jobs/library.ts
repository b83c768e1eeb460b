import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, versions } from '../tables/project';

/** What decides the numbers: the rooms that measure, and the mathematics of the JavaScript engine below them. */
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
 * Which library this is, as 'version 0.1.0, code 1a2b3c4d5e6f, V8 11.3': equal on two machines when both measure the same
 * numbers. Read from the files once per process.
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
  const engine = process.versions.v8.split('.').slice(0, 2).join('.');
  known = `version ${versions().package}, code ${code}, V8 ${engine}`;
  return known;
}

function filesOf(place: string): string[] {
  if (/\.\w+$/.test(place)) return [place];
  return readdirSync(place, { recursive: true })
    .map((name) => path.join(place, String(name)))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}
