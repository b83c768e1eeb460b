import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Hashes by file, size and time of change: a long recording is read in many stretches. */
const hashes = new Map<string, string>();

/** SHA-256 of a recording's content, kept while its size and time of change are the same. */
export async function contentHash(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  const key = `${path.resolve(file)}\0${size}\0${mtimeMs}`;
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  const sum = hash.digest('hex');
  if (hashes.size > 1000) hashes.clear();
  hashes.set(key, sum);
  return sum;
}
