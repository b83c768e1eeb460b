import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What tells one recording from another of the same name. */
export interface Fingerprint {
  /** bytes; 0 for a file that is missing */
  readonly bytes: number;
  /** SHA-256 of the contents, 64 hexadecimal digits; 'missing' where there is no such file */
  readonly sum: string;
}

/**
 * The fingerprint of every file, by name, in the order of the names.
 *
 * @param dataDir folder the names are relative to
 * @param files   names with forward slashes
 */
export async function fingerprints(
  dataDir: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, Fingerprint>> {
  const found = new Map<string, Fingerprint>();
  for (const file of [...new Set(files)].sort()) found.set(file, await fingerprint(path.join(dataDir, file)));
  return found;
}

/** The fingerprint of one file. */
export async function fingerprint(file: string): Promise<Fingerprint> {
  if (!existsSync(file)) return { bytes: 0, sum: 'missing' };
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return { bytes: (await stat(file)).size, sum: hash.digest('hex') };
}

/** One hash of names and contents: equal exactly when the data are. SHA-256, 64 hexadecimal digits. */
export function combinedHash(files: ReadonlyMap<string, Fingerprint>): string {
  const whole = createHash('sha256');
  for (const [file, { sum }] of files) whole.update(`${file}\0${sum}\n`);
  return whole.digest('hex');
}

/** `combinedHash` of the files: their order does not matter; one that is missing counts as missing. */
export async function hashFiles(dataDir: string, files: readonly string[]): Promise<string> {
  return combinedHash(await fingerprints(dataDir, files));
}
