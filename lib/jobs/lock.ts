import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { tryLock } from 'fs-native-extensions';

/** A folder held by this process alone. */
export interface Lock {
  /** @throws Error when the lock's file was removed, so that another run may have taken the folder */
  readonly check: () => void;
  readonly release: () => void;
}

/** The byte that is locked: far behind the text, which Windows would otherwise let nobody read. */
const LOCKED_BYTE = 2 ** 40;

/**
 * Takes the lock `file`, or says who has it.
 *
 * The operating system holds the lock, also between machines where the network folder supports locks (NFS 4, SMB), and
 * frees it when the process ends, however it ends.
 *
 * @throws Error naming the holder and the way out
 */
export function takeLock(file: string): Lock {
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    const descriptor = openSync(file, 'a+');
    if (!tryLock(descriptor, LOCKED_BYTE, 1)) {
      closeSync(descriptor);
      throw new Error(
        `${path.dirname(path.dirname(file))} is in use by ${readFileSync(file, 'utf8') || 'another process'}; ` +
          'wait until that run is finished, stop it, or choose another folder with --artifacts DIR',
      );
    }
    if (!isFile(descriptor, file)) {
      closeSync(descriptor); // the holder before removed it between opening and locking
      continue;
    }
    ftruncateSync(descriptor);
    writeSync(descriptor, `process ${process.pid} on ${hostname()}`);
    return {
      check() {
        if (!isFile(descriptor, file))
          throw new Error(`${file} was removed during the run, so another may have begun; run again`);
      },
      release() {
        if (isFile(descriptor, file)) rmSync(file);
        closeSync(descriptor);
      },
    };
  }
}

/** Whether `file` still names what was opened. */
function isFile(descriptor: number, file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino;
}
