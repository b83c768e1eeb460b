import path from 'node:path';
import type { Piscina } from 'piscina';
import { projectRoot } from './project-folder';
import type { Sheet } from './workbook-sheets';

let pool: Piscina<Uint8Array | 'ready?', readonly Sheet[] | string> | undefined;

/** Time that reading may take, ms, for a file of this size, byte: ten times what large workbooks take. */
const limitOf = (bytes: number): number => Math.ceil(5000 + 0.004 * bytes);
/** Memory that it may take, MB. */
const memory = 1024;

/**
 * The sheets of a workbook, read in a worker thread that is ended when it takes too long or too much memory: a small damaged
 * workbook may do either.
 *
 * @param file name in errors
 * @throws Error naming the file, what is wrong with it and a way out
 */
export async function sheetsInThread(bytes: Uint8Array, file: string): Promise<readonly Sheet[]> {
  const { Piscina: Pool } = await import('piscina'); // most tables are text, and need no thread
  pool ??= new Pool({
    filename: path.join(projectRoot(), 'dist', 'text', 'workbook-worker.js'),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 1000, // ms
    atomics: 'disabled', // a thread that waits asynchronously can be ended
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  await pool.run('ready?'); // a slow start is not the workbook's fault
  const limit = limitOf(bytes.length);
  const signal = AbortSignal.timeout(limit);
  const found = await pool.run(bytes, { signal }).catch((cause: unknown) => {
    const ended = cause instanceof Error ? cause.message : String(cause);
    return signal.aborted ? `it was not read within ${limit / 1000} s` : `it ended its reader: ${ended}`;
  });
  if (typeof found !== 'string') return found;
  throw new Error(
    /password|encrypt/i.test(found)
      ? `${file}: a workbook protected by a password; remove the password, or save the table as CSV in UTF-8`
      : `${file}: it cannot be read as an Excel or OpenDocument workbook (${found}); save the table as CSV in UTF-8`,
  );
}
