import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';

/**
 * A text file as a string: UTF-8 with or without byte order mark, else Latin-1 (every byte is a character there, so
 * nothing is lost). Line ends come out as `\n`.
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
