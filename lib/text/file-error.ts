import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What is wrong, with a way out, by the code that the system gives. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) =>
    existsSync(dirname(path))
      ? 'no such file; look at its name'
      : `no such file: there is no folder ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is a file, not a folder; look at the path`,
  EISDIR: () => 'a folder; name the files in it',
  EACCES: () => 'this user may not read it; change its permissions (chmod +r), or copy it',
  EPERM: () => 'this user may not read it; change its permissions (chmod +r), or copy it',
  EIO: () => 'the disk reports an error; copy the file from elsewhere',
  ENAMETOOLONG: () => 'the name is too long for this system; shorten it',
  ELOOP: () => 'a link that leads back to itself; name the file itself',
  EMFILE: () => 'too many files are open; close some, or raise the limit (ulimit -n)',
  ENXIO: () => 'no file but a device or socket; copy the recording to a file',
};

/**
 * The error with a plain sentence in place of the system's `ENOENT: no such file or directory, open 'x'`.
 *
 * @param path the file that was to be read, as it is to be named
 * @returns an error that names the file, what is wrong and a way out; one that is not the system's, as it is
 */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = Object.hasOwn(sentences, code) ? sentences[code](path) : undefined;
  return sentence === undefined ? error : new Error(`${path}: ${sentence}`, { cause: error });
}
