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

/** A lock that this process holds. */
export interface Lock {
  /** @throws Error when the lock file was removed, so that another run may have taken the folder */
  readonly check: () => void;
  readonly release: () => void;
}

/** The locked byte: far after the text, since Windows does not let others read locked bytes. */
const LOCKED_BYTE = 2 ** 40;

/**
 * Takes the lock `file`.
 *
 * It is a lock of the operating system, which frees it however the process ends; it holds between machines where the network
 * folder supports locks (NFS 4, SMB).
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
      closeSync(descriptor); // the holder removed it between opening and locking
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

/** Whether `file` is still the open file. */
function isFile(descriptor: number, file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino;
}
