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

/** What a file of `processed-data/` is, by its first bytes. */
export type ArtifactFormat = 'missing' | 'arrow' | 'pickle' | 'other';

/** Which notebook writes which artifact; the names are a contract with existing users, spelling included. */
const makers: Record<string, string> = {
  'input.obj': 'preprocess_data',
  'output.obj': 'preprocess_data',
  'input-interview-frameLengh4-overlap2.obj': 'preprocess_data_interview_data',
};

/** What to do about an artifact that cannot be read, to end an error message with. */
export function remedy(path: string): string {
  const maker = makers[basename(path)];
  if (maker === undefined) return 'delete it and run `npm start`';
  return `delete it and run notebook ${maker} (\`npm run notebooks -- --only ${maker}\`)`;
}

/** What the file is: one of ours (Arrow), a Python pickle left by the original project, none, or something else. */
export function artifactFormat(path: string): ArtifactFormat {
  const start = readStart(path);
  if (start === undefined) return 'missing';
  if (startsWith(start, 'ARROW1')) return 'arrow';
  return start[0] === 0x80 && start[1] >= 2 && start[1] <= 5 ? 'pickle' : 'other';
}

/** Whether the bytes begin and end as an Arrow IPC file does. A file cut short has lost its end. */
export function isArrowFile(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'ARROW1') && startsWith(bytes.subarray(-6), 'ARROW1') && bytes.length > 12;
}

/** In words, what a file of `size` bytes that begins with `bytes` seems to be. */
export function describeBytes(bytes: Uint8Array, size: number): string {
  if (size === 0) return 'an empty file';
  if (startsWith(bytes, 'ARROW1')) return `an Arrow file cut short (${size} bytes)`;
  if (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5) return 'a Python pickle of the original project';
  if (bytes[0] === 0x7b || bytes[0] === 0x5b) return 'a JSON text';
  const hex = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return `something else (${size} bytes, beginning with ${hex})`;
}

/** The bytes of an artifact, or an Error that says how to make it. */
export function readArtifact(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (errorCode(cause) === 'ERR_FS_FILE_TOO_LARGE') {
      const way = `\`npx saa parquet ${path} --out F\` converts it, pandas and DuckDB read it as it is`;
      throw new Error(`${path} has more than 2 GiB, too much to be read whole here; ${way}`, { cause });
    }
    if (errorCode(cause) !== 'ENOENT') throw fileError(cause, path);
    throw new Error(`${path} is missing; ${remedy(path).replace('delete it and ', '')}`, { cause });
  }
}

/**
 * Writes a file whole or not at all: to a temporary file beside it, through to the disk, then renamed over it, and the
 * folder's new entry through to the disk as well.
 * A kill or a full disk at any moment leaves the previous file as it was.
 *
 * @param elsewhere what to do to have it written to another place, for the error
 * @throws Error naming the file, the reason and the way out when it cannot be written
 */
export function replaceFile(
  path: string,
  content: Uint8Array | string | Iterable<string>,
  elsewhere?: string,
): void {
  const temporary = writing(path, elsewhere, () => beginFile(path));
  const whole = typeof content === 'string' || content instanceof Uint8Array;
  try {
    for (const piece of whole ? [content] : content)
      writing(path, elsewhere, () => writeFileSync(temporary.file, piece));
    writing(path, elsewhere, temporary.keep);
  } finally {
    temporary.end();
  }
}

/** Writes bytes after those written before, or over some of them. */
export type WriteBytes = (bytes: Uint8Array, position?: number) => void;

/**
 * Writes a file whole or not at all, as `replaceFile`, where `fill` writes it piece by piece.
 *
 * @throws Error as `replaceFile`, and whatever `fill` throws, as it is; an earlier file is then unchanged
 */
export async function replaceFileBy(
  path: string,
  fill: (write: WriteBytes) => Promise<void>,
  elsewhere?: string,
): Promise<void> {
  const temporary = writing(path, elsewhere, () => beginFile(path));
  const write: WriteBytes = (bytes, position) =>
    writing(path, elsewhere, () => {
      if (position === undefined) writeFileSync(temporary.file, bytes);
      else writeSync(temporary.file, bytes, 0, bytes.length, position);
    });
  try {
    await fill(write);
    writing(path, elsewhere, temporary.keep);
  } finally {
    temporary.end();
  }
}

/** A temporary file beside `path`: `keep` puts it in its place, through to the disk; `end` is to be called in any case. */
function beginFile(path: string): {
  readonly file: number;
  readonly keep: () => void;
  readonly end: () => void;
} {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w');
  return {
    file,
    keep() {
      fsyncSync(file);
      renameSync(temporary, path);
      syncFolder(dirname(path));
    },
    end() {
      closeSync(file);
      rmSync(temporary, { force: true });
    },
  };
}

/** Does a step of writing `path`; its error says which file, why, and the way out. */
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
        'what was there before is unchanged',
      { cause },
    );
  }
}

/** Through to the disk with the names in a folder, too; Windows has no way to ask for it and does it by itself. */
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
  ENOENT: 'no file can be made in that folder; make the folder and run again',
  ENOTDIR: 'what should be its folder is a file; move that away and run again',
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
