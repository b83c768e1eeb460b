import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { cacheFolder } from '../text/project-folder';
import { withFile } from './byte-source';
import { contentHash } from './content-hash';
import type { DecodedSound } from './decode';
import type { ByteSource, PcmLayout } from './layout';

/** Raised when the same file would be decoded to other samples. */
const RULE = 1;
/** Bytes of decoded sound that are kept: the most recently used. */
const KEPT = 8 * 2 ** 30;
/** ms; an unfinished file of this age was left by a process that ended. */
const ABANDONED = 24 * 3600 * 1000;

/** What stands behind the samples of a decoded file, as JSON, followed by its length in four bytes. */
interface Tail extends DecodedSound {
  /** Bytes of the samples. */
  readonly bytes: number;
}

/** Writes decoded samples, and says what they are. */
export type Decode = (write: (bytes: Uint8Array) => void) => Promise<DecodedSound>;

/**
 * Where the decoded sound of a recording is kept: by a hash of its contents and of the way it is decoded, in
 * processed-data/cache.
 *
 * @param way what decodes it, where that is not this library
 */
export async function decodedPath(recording: string, way: string = ''): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify([await contentHash(recording), RULE, way]));
  return path.join(cacheFolder(), `decoded-${key.digest('hex').slice(0, 16)}.f32`);
}

/**
 * Calls `use` with the samples of a decoded file.
 *
 * @returns undefined where there is no such file, or it is torn
 */
export async function useDecoded<T>(
  file: string,
  use: (source: ByteSource, layout: PcmLayout) => T,
): Promise<{ readonly result: T } | undefined> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  return withFile(file, (source) => {
    const layout = layoutIn(source);
    if (layout === undefined) return undefined;
    const now = new Date();
    utimesSync(file, now, now); // the most recently used
    return { result: use(source, layout) };
  });
}

function layoutIn(source: ByteSource): PcmLayout | undefined {
  if (source.size < 4) return undefined;
  const length = Buffer.from(source.read(source.size - 4, 4)).readUInt32LE();
  if (length > source.size - 4 || length > 1 << 20) return undefined;
  const text = Buffer.from(source.read(source.size - 4 - length, length)).toString();
  let tail: Tail;
  try {
    tail = JSON.parse(text) as Tail;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // torn
    throw error;
  }
  const { sampleRate, channels, skip, frames, notes, bytes } = tail;
  if (bytes + length + 4 !== source.size) return undefined;
  const dataStart = 4 * channels * skip;
  return { format: 'float', bytesPerSample: 4, channels, sampleRate, dataStart, frames, notes };
}

/**
 * Writes a decoded file, whole or not at all, and deletes the least recently used where there are too many.
 *
 * @throws Error naming the file when it cannot be written, and whatever `decode` throws
 */
export async function storeDecoded(file: string, decode: Decode): Promise<void> {
  const temporary = `${file}.${process.pid}-${threadId}.tmp`;
  const writing = <T>(step: () => T): T => {
    try {
      return step();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const way =
        'free some space, or name another folder for what is computed (--artifacts DIR, SAA_ARTIFACTS)';
      throw new Error(`decoded sound cannot be kept in ${file}: ${reason}; ${way}`, { cause });
    }
  };
  const open = writing(() => {
    mkdirSync(path.dirname(file), { recursive: true });
    return openSync(temporary, 'w');
  });
  try {
    let bytes = 0;
    const write = (part: Uint8Array): void => {
      for (let at = 0; at < part.length;) at += writing(() => writeSync(open, part, at));
      bytes += part.length;
    };
    const sound = await decode(write);
    const tail = Buffer.from(JSON.stringify({ ...sound, bytes } satisfies Tail));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(tail.length);
    write(Buffer.concat([tail, length]));
    writing(() => renameSync(temporary, file));
  } finally {
    closeSync(open);
    rmSync(temporary, { force: true });
  }
  prune(file);
}

/** Deletes decoded files beyond what is kept, the least recently used first, but never the one just written. */
function prune(newest: string): void {
  const folder = path.dirname(newest);
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('decoded-'))
    .flatMap((name) => {
      const file = path.join(folder, name);
      const found = statSync(file, { throwIfNoEntry: false });
      return found === undefined ? [] : [{ file, bytes: found.size, used: found.mtimeMs }];
    })
    .sort((a, b) => b.used - a.used);
  let kept = 0;
  for (const { file, bytes, used } of files) {
    const unfinished = file.endsWith('.tmp');
    if (unfinished ? Date.now() - used > ABANDONED : kept + bytes > KEPT && file !== newest)
      rmSync(file, { force: true });
    else kept += bytes;
  }
}
