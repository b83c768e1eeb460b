import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { projectRoot } from '../text/project-folder';
import { decodeToFile, type DecodeRequest } from './decode-file';

let pool: Piscina<DecodeRequest, string | undefined> | undefined;

/** Seconds that decoding may take: two minutes, and as long as 16-bit sound at 16 kHz of the file's size lasts. */
const limitOf = (bytes: number): number => 120 + bytes / 32_000;

/**
 * Decodes a recording into a file, in a worker thread that is ended when it takes too long. A thread that measures does it
 * itself: it is watched.
 *
 * @param limit s that decoding may take, by the file's size
 * @throws Error naming the recording, what was found and a way out
 */
export async function decodeInThread(
  request: DecodeRequest,
  limit: (bytes: number) => number = limitOf,
): Promise<void> {
  if (!isMainThread) return decodeToFile(request);
  const { size } = await stat(request.recording);
  const seconds = limit(size);
  pool ??= new Piscina<DecodeRequest, string | undefined>({
    filename: path.join(projectRoot(), 'dist', 'audio', 'decode-worker.js'),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 1000, // ms
    atomics: 'disabled', // a thread that waits asynchronously can be ended
  });
  const signal = AbortSignal.timeout(Math.ceil(1000 * seconds));
  const message = await pool.run(request, { signal }).catch((cause: unknown) => {
    const ended = cause instanceof Error ? cause.message : String(cause);
    const why = signal.aborted
      ? `it was not decoded within ${Math.ceil(seconds)} s`
      : `it ended its decoder: ${ended}`;
    throw new Error(`${request.recording}: ${why}; copy or export it again`, { cause });
  });
  if (message !== undefined) throw new Error(message);
}
