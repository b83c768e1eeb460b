import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from './arguments';

/** Files to read. */
export interface Readable {
  /** In order of the names: files, and copies of pipes. */
  readonly paths: readonly string[];
  /** Replaces the paths of copies in a text by their names in the command. */
  readonly named: (text: string) => string;
}

/**
 * Calls `use` with files that can be read more than once: it copies pipes (`-`, `/dev/stdin`, `<(…)`) to temporary files,
 * and deletes these afterwards.
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
    const copies = new Map(piped.map((name, i) => [name, path.join(folder, `${i}.recording`)]));
    for (const [name, copy] of copies) await pipeline(opened(name), createWriteStream(copy));
    const named = (text: string) =>
      [...copies].reduce((result, [name, copy]) => result.replaceAll(copy, name), text);
    return await use({ paths: names.map((name) => copies.get(name) ?? name), named });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a name is neither a file nor a folder, so that it can be read only once. */
function isPiped(name: string): boolean {
  if (name === '-') return true;
  if (!existsSync(name)) return false;
  const stat = statSync(name);
  return !stat.isFile() && !stat.isDirectory();
}

/** One name for standard input. */
const input = (name: string): string => (['-', '/dev/stdin', '/dev/fd/0'].includes(name) ? '-' : name);

function opened(name: string): NodeJS.ReadableStream {
  if (input(name) !== '-') return createReadStream(name);
  if (process.stdin.isTTY) throw new UsageError(`${name} is the keyboard; pipe a recording into the command`);
  return process.stdin;
}
