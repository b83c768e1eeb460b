import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileError } from '../text/file-error';

/** Format of a file in `processed-data/`, by its first bytes. */
export type ArtifactFormat = 'missing' | 'arrow' | 'pickle' | 'other';

/** The notebook that writes an artifact. The names keep their spelling for existing users. */
const notebooks: Record<string, string> = {
  'input.obj': 'preprocess_data',
  'output.obj': 'preprocess_data',
  'input-interview-frameLengh4-overlap2.obj': 'preprocess_data_interview_data',
};

/** The way out when an artifact cannot be read, for the end of an error message. */
export function remedy(path: string): string {
  const notebook = notebooks[basename(path)];
  if (notebook === undefined) return 'delete it and run `npm start`';
  return `delete it and run notebook ${notebook} (\`npm run notebooks -- --only ${notebook}\`)`;
}

/** Format of a file: Arrow of this project, a Python pickle of the original project, missing, or something else. */
export function artifactFormat(path: string): ArtifactFormat {
  const start = readStart(path);
  if (start === undefined) return 'missing';
  if (startsWith(start, 'ARROW1')) return 'arrow';
  return start[0] === 0x80 && start[1] >= 2 && start[1] <= 5 ? 'pickle' : 'other';
}

/** Whether bytes begin and end as an Arrow IPC file; a truncated file lacks the end. */
export function isArrowFile(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'ARROW1') && startsWith(bytes.subarray(-6), 'ARROW1') && bytes.length > 12;
}

/** Describes a file of `size` bytes by its first bytes. */
export function describeBytes(bytes: Uint8Array, size: number): string {
  if (size === 0) return 'an empty file';
  if (startsWith(bytes, 'ARROW1')) return `a truncated Arrow file (${size} bytes)`;
  if (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5) return 'a Python pickle of the original project';
  if (bytes[0] === 0x7b || bytes[0] === 0x5b) return 'a JSON text';
  const hex = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return `something else (${size} bytes, beginning with ${hex})`;
}

/**
 * Reads the bytes of an artifact.
 *
 * @throws Error that says how to make it when it is missing, or how to read it when it is too large
 */
export function readArtifact(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (errorCode(cause) === 'ERR_FS_FILE_TOO_LARGE') {
      const way = `convert it with \`npx saa parquet ${path} --out F\`, or read it with pandas or DuckDB`;
      throw new Error(`${path} has more than 2 GiB, too much to read whole; ${way}`, { cause });
    }
    if (errorCode(cause) !== 'ENOENT') throw fileError(cause, path);
    throw new Error(`${path} is missing; ${remedy(path).replace('delete it and ', '')}`, { cause });
  }
}

/**
 * Writes a file whole or not at all: it writes a temporary file, flushes it to the disk, renames it, and flushes the folder.
 * A kill or a full disk at any moment leaves the earlier file unchanged.
 *
 * @param elsewhere how to choose another place, for the error
 * @throws Error naming the file, the reason and the way out when it cannot be written
 */
export function replaceFile(
  path: string,
  content: Uint8Array | string | Iterable<string>,
  elsewhere?: string,
): void {
  const temporary = writing(path, elsewhere, () => openTemporary(path));
  const whole = typeof content === 'string' || content instanceof Uint8Array;
  try {
    for (const piece of whole ? [content] : content)
      writing(path, elsewhere, () => writeFileSync(temporary.file, piece));
    writing(path, elsewhere, temporary.commit);
  } finally {
    temporary.close();
  }
}

/** Appends bytes, or overwrites bytes at `position`. */
export type WriteBytes = (bytes: Uint8Array, position?: number) => void;

/**
 * Writes a file whole or not at all, as `replaceFile`; `fill` writes it piece by piece.
 *
 * @throws Error as `replaceFile`, and the error of `fill`; an earlier file is then unchanged
 */
export async function replaceFileBy(
  path: string,
  fill: (write: WriteBytes) => Promise<void>,
  elsewhere?: string,
): Promise<void> {
  const temporary = writing(path, elsewhere, () => openTemporary(path));
  const write: WriteBytes = (bytes, position) =>
    writing(path, elsewhere, () => {
      if (position === undefined) writeFileSync(temporary.file, bytes);
      else writeSync(temporary.file, bytes, 0, bytes.length, position);
    });
  try {
    await fill(write);
    writing(path, elsewhere, temporary.commit);
  } finally {
    temporary.close();
  }
}

/** Opens a temporary file beside `path`; `commit` renames it to `path`, `close` must be called in any case. */
function openTemporary(path: string): {
  readonly file: number;
  readonly commit: () => void;
  readonly close: () => void;
} {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w');
  return {
    file,
    commit() {
      fsyncSync(file);
      renameSync(temporary, path);
      syncFolder(dirname(path));
    },
    close() {
      closeSync(file);
      rmSync(temporary, { force: true });
    },
  };
}

/** Runs a step of writing `path`; its error names the file, the reason and the way out. */
function writing<T>(
  path: string,
  elsewhere = 'choose another folder with --artifacts DIR',
  step: () => T,
): T {
  try {
    return step();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `cannot write ${path}: ${reasons[errorCode(cause)] ?? reason}, or ${elsewhere}; ` +
        'the earlier file is unchanged',
      { cause },
    );
  }
}

/** Flushes the entries of a folder to the disk; Windows does so by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space and run again',
  EDQUOT: 'the disk quota is used up; free some space and run again',
  EFBIG: 'the file would be larger than is allowed here; raise the limit and run again',
  EACCES: 'no permission; change it and run again',
  EROFS: 'the disk is read-only; make it writable and run again',
  EISDIR: 'there is a folder of that name; move it away and run again',
  ENOENT: 'there is no such folder; make it and run again',
  ENOTDIR: 'its folder is a file; move that file away and run again',
};

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function readStart(path: string): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw fileError(cause, path);
  }
  try {
    const start = new Uint8Array(8);
    return start.subarray(0, readSync(file, start, 0, start.length, 0));
  } finally {
    closeSync(file);
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}
