import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Numbers another program measured, with the tool's versions; a missing value is null in the file. */
export function readReference<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(__dirname, '..', 'reference', `${name}.json`), 'utf8')) as T;
}
