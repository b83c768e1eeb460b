import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from './arguments';

/** Files to read, and how they were named. */
export interface Readable {
  /** In the order of the names: those that are files as they are, the others as copies. */
  readonly paths: readonly string[];
  /** A text in which the copies have the names that were given. */
  readonly named: (text: string) => string;
}

/**
 * Runs `use` with files that can be read more than once: what comes through a pipe (`-`, `/dev/stdin`, `<(…)`) is
 * copied to a temporary file first, which is deleted afterwards.
 *
 * @throws UsageError when standard input is named twice, or is a terminal
 */
export async function withPiped<T>(
  names: readonly string[],
  use: (files: Readable) => Promise<T>,
): Promise<T> {
  const piped = names.filter(isPiped);
  if (piped.length === 0) return use({ paths: names, named: (text) => text });
  const [again] = piped.filter((name, i) => piped.findIndex((other) => input(other) === input(name)) < i);
  if (again !== undefined) throw new UsageError(`${again} is named twice; a pipe is read once`);
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-piped-'));
  try {
    const copies = new Map(piped.map((name, i) => [name, path.join(folder, `${i}.wav`)]));
    for (const [name, copy] of copies) await pipeline(opened(name), createWriteStream(copy));
    const named = (text: string) =>
      [...copies].reduce((said, [name, copy]) => said.replaceAll(copy, name), text);
    return await use({ paths: names.map((name) => copies.get(name) ?? name), named });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is no file and no folder: it can be read once, from its beginning to its end. */
function isPiped(name: string): boolean {
  if (name === '-') return true;
  if (!existsSync(name)) return false;
  const stat = statSync(name);
  return !stat.isFile() && !stat.isDirectory();
}

/** The three names of standard input are one. */
const input = (name: string): string => (['-', '/dev/stdin', '/dev/fd/0'].includes(name) ? '-' : name);

function opened(name: string): NodeJS.ReadableStream {
  if (input(name) !== '-') return createReadStream(name);
  if (process.stdin.isTTY) throw new UsageError(`${name} is the keyboard; pipe a WAV file into the command`);
  return process.stdin;
}
