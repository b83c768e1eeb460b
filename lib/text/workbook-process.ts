import { fork } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from './project-folder';
import type { Sheet } from './workbook-sheets';

/** Time that reading may take, ms, for a file of this size, byte: ten times what large workbooks take. */
const limitOf = (bytes: number): number => Math.ceil(5000 + 0.004 * bytes);
/** Memory that it may take, MB. */
const memory = 1024;

/**
 * The sheets of a workbook, read in a process of their own that is ended when it takes too long or too much memory: a small
 * damaged workbook may do either, or crash the engine, which would end a thread's whole program.
 *
 * @param file name in errors
 * @throws Error naming the file, what is wrong with it and a way out
 */
export async function sheetsApart(bytes: Uint8Array, file: string): Promise<readonly Sheet[]> {
  const found = await answerOf(bytes, file);
  if (typeof found !== 'string') return found;
  throw new Error(
    /password|encrypt/i.test(found)
      ? `${file}: a workbook protected by a password; remove the password, or save the table as CSV in UTF-8`
      : `${file}: it cannot be read as an Excel or OpenDocument workbook (${found}); save the table as CSV in UTF-8`,
  );
}

/** The sheets, or what was wrong. */
function answerOf(bytes: Uint8Array, file: string): Promise<readonly Sheet[] | string> {
  const reader = fork(path.join(projectRoot(), 'dist', 'text', 'workbook-reader.js'), {
    execArgv: [`--max-old-space-size=${memory}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const limit = limitOf(bytes.length);
  let timer: NodeJS.Timeout | undefined; // none before it is ready: a slow start is not the workbook's fault
  return new Promise<readonly Sheet[] | string>((resolve, reject) => {
    reader.on('error', reject);
    reader.on('exit', (code, signal) => {
      const end = signal ?? `code ${code}`;
      if (timer === undefined) reject(new Error(`${file}: the reader of workbooks did not start (${end})`));
      resolve(`it ended its reader: ${end}, by damage or more than ${memory} MB of memory`);
    });
    reader.on('message', (message: readonly Sheet[] | string | null) => {
      if (message !== null) {
        resolve(message);
        return;
      }
      timer = setTimeout(() => resolve(`it was not read within ${limit / 1000} s`), limit);
      reader.send(bytes);
    });
  }).finally(() => {
    clearTimeout(timer);
    reader.kill('SIGKILL');
  });
}
