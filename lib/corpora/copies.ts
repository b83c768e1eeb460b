import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Skipped } from './skipped';

/**
 * Leaves out files with the content of an earlier one, as a second download `kim (1).m4a` beside `kim.m4a`, and adds them to
 * `skipped`. It reads files of equal length alone, and keeps those that cannot be read.
 *
 * @param files paths below `folder`
 */
export async function withoutCopies(
  folder: string,
  files: readonly string[],
  skipped: Skipped[],
): Promise<readonly string[]> {
  if (files.length < 2) return files;
  const sizes = files.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.size);
  const first = new Map<string, string>();
  const kept: string[] = [];
  for (const [i, file] of files.entries()) {
    const alone = sizes.filter((size) => size === sizes[i]).length === 1;
    const content = (alone ? undefined : await contentOf(join(folder, file))) ?? file;
    const before = first.get(content);
    if (before === undefined) {
      first.set(content, file);
      kept.push(file);
    } else {
      skipped.push({
        kind: 'copy of a recording',
        file,
        reason: `the same content as ${before}, which counts`,
      });
    }
  }
  return kept;
}

/** Hash of a file's content; undefined where it cannot be read, which measuring it says. */
async function contentOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}
