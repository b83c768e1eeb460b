import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that can be looked at anywhere, in memory or on disk. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `position` on; fewer where the source ends before. */
  readonly at: (position: number, length: number) => Uint8Array;
}

export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, at: (position, length) => bytes.subarray(position, position + length) };
}

/** Hands the bytes of a file to `use`, which may look at any of them; the file is closed then. */
export function withFile<T>(path: string, use: (bytes: ByteSource) => T): T {
  const file = openSync(path, 'r');
  try {
    return use({
      size: fstatSync(file).size,
      at: (position, length) => {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, readSync(file, bytes, 0, length, position));
      },
    });
  } finally {
    closeSync(file);
  }
}

/** All bytes, in pieces of 1 MiB. */
export function* piecesOf({ size, at }: ByteSource): Generator<Uint8Array> {
  const length = 1 << 20;
  for (let position = 0; position < size; position += length)
    yield at(position, Math.min(length, size - position));
}
