import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * One hash of the names and contents of `files`: equal exactly when the data are.
 *
 * @param dataDir folder the names are relative to
 * @param files   names with forward slashes; their order does not matter; one that is missing counts as missing
 * @returns SHA-256, 64 hexadecimal digits
 */
export async function hashFiles(dataDir: string, files: readonly string[]): Promise<string> {
  const whole = createHash('sha256');
  for (const file of [...new Set(files)].sort()) {
    const full = path.join(dataDir, file);
    whole.update(`${file}\0${existsSync(full) ? await hashFile(full) : 'missing'}\n`);
  }
  return whole.digest('hex');
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
