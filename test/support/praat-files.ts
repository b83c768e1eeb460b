import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '..', 'reference', 'praat-files');

/** A file that Praat wrote; see test/reference/make/praat-files.py. */
export function praatFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(folder, name)));
}

/** Its text, of those in UTF-8. */
export function praatText(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

/** The text with the line of this number, counted from 1, replaced; without it where there is no replacement. */
export function withLine(text: string, number: number, ...replacement: string[]): string {
  const lines = text.split('\n');
  lines.splice(number - 1, 1, ...replacement);
  return lines.join('\n');
}
