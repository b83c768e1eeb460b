import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Message and way out by error code of the system. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) =>
    existsSync(dirname(path))
      ? 'no such file; check its name'
      : `no such file: there is no folder ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is a file, not a folder; check the path`,
  EISDIR: () => 'a folder; name the files in it',
  EACCES: () => 'this user may not read it; change its permissions (chmod +r), or copy it',
  EPERM: () => 'this user may not read it; change its permissions (chmod +r), or copy it',
  EIO: () => 'the disk reports an error; copy the file from elsewhere',
  ENAMETOOLONG: () => 'the name is too long for this system; shorten it',
  ELOOP: () => 'a link that points to itself; name the file itself',
  EMFILE: () => 'too many files are open; close some, or raise the limit (ulimit -n)',
  ENXIO: () => 'a device or socket, not a file; copy the recording to a file',
};

/**
 * Replaces a system error such as `ENOENT: no such file or directory, open 'x'` by a plain sentence.
 *
 * @param path the file, as the message names it
 * @returns an error that names the file, what is wrong and a way out; any other error unchanged
 */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = Object.hasOwn(sentences, code) ? sentences[code](path) : undefined;
  return sentence === undefined ? error : new Error(`${path}: ${sentence}`, { cause: error });
}
