import { statSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../audio/content-hash';
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
    const content = (alone ? undefined : await hashOf(join(folder, file))) ?? file;
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

/** Undefined where it cannot be read, which measuring it says. */
async function hashOf(path: string): Promise<string | undefined> {
  return contentHash(path).catch(() => undefined);
}
