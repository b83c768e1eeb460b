import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes with random access, in memory or on disk. */
export interface ByteSource {
  readonly size: number;
  /** `length` bytes from `position` on; fewer at the end. */
  readonly at: (position: number, length: number) => Uint8Array;
}

/** Bytes in memory as a source. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, at: (position, length) => bytes.subarray(position, position + length) };
}

/** Calls `use` with the bytes of a file, then closes the file. */
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
