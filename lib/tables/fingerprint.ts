import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Size and hash of a file. */
export interface Fingerprint {
  /** bytes; 0 for a missing file */
  readonly bytes: number;
  /** SHA-256 of the content, 64 hexadecimal digits; 'missing' for a missing file */
  readonly sum: string;
}

/**
 * Fingerprints of files by name, in order of the names.
 *
 * @param dataDir folder of the files
 * @param files   names relative to it, with forward slashes
 */
export async function fingerprints(
  dataDir: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, Fingerprint>> {
  const found = new Map<string, Fingerprint>();
  for (const file of [...new Set(files)].sort()) found.set(file, await fingerprint(path.join(dataDir, file)));
  return found;
}

/** Files of so many bytes are read in one piece: a stream would cost more than the hash. */
const SMALL = 1 << 22;

/** The fingerprint of one file. */
export async function fingerprint(file: string): Promise<Fingerprint> {
  if (!existsSync(file)) return { bytes: 0, sum: 'missing' };
  const hash = createHash('sha256');
  const { size } = await stat(file);
  if (size <= SMALL) hash.update(await readFile(file));
  else await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return { bytes: size, sum: hash.digest('hex') };
}

/** SHA-256 of all names and contents, 64 hexadecimal digits. */
export function combinedHash(files: ReadonlyMap<string, Fingerprint>): string {
  const whole = createHash('sha256');
  for (const [file, { sum }] of files) whole.update(`${file}\0${sum}\n`);
  return whole.digest('hex');
}

/** `combinedHash` of files, in any order; files may be missing. */
export async function hashFiles(dataDir: string, files: readonly string[]): Promise<string> {
  return combinedHash(await fingerprints(dataDir, files));
}
