import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileError } from '../text/file-error';
import type { ByteSource } from './layout';

/**
 * Opens a file for `use` and closes it afterwards. Reads within `use` are synchronous, so that one walk through a file's
 * structure serves files and bytes in memory.
 *
 * @throws Error naming the file when it cannot be opened, and whatever `use` throws
 */
export async function withFile<T>(path: string, use: (source: ByteSource) => T | Promise<T>): Promise<T> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileError(error, path);
  });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new Error(`${path}: a folder; name the files in it, such as ${path}/*.wav`);
    const { size } = stat;
    const read = (offset: number, length: number) => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file.fd, bytes, 0, length, offset));
    };
    return await use({ size, read });
  } finally {
    await file.close();
  }
}
