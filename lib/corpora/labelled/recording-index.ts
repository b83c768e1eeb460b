import { foldName, recordingKey } from '../../text/names';
import { findRecordings } from '../recordings';

/** The recordings below a corpus's folder, by what a table may call them. */
export interface RecordingIndex {
  /** The corpus's folder, relative to the data folder. */
  readonly folder: string;
  /** Paths relative to the data folder. */
  readonly files: readonly string[];
  /** Whether a key (`recordingKey`) is the name of a recording. */
  readonly isKnown: (key: string) => boolean;
  /** The recording that a table means by a name, or why it is none. */
  readonly find: (name: string) => { readonly file: string } | { readonly reason: string };
}

/**
 * Lists the recordings below a folder. A table may name a recording with or without folders and extension; case, Unicode
 * normalization and the direction of slashes do not matter. A WAV file goes before another one of the same name.
 *
 * @param shown the folder's name in a reason
 */
export async function indexRecordings(
  dataDir: string,
  folder: string,
  shown: string = folder === '' ? 'the data folder' : `${folder}/`,
): Promise<RecordingIndex> {
  const files = await findRecordings(dataDir, folder);
  const byPath = new Map<string, string>();
  const byName = new Map<string, string[]>();
  const wavsFirst = [...files].sort((a, b) => Number(isWav(b)) - Number(isWav(a)));
  for (const file of wavsFirst) {
    const inside = folder === '' ? file : file.slice(folder.length + 1);
    const path = pathKey(inside);
    if (!byPath.has(path)) byPath.set(path, file);
    const bare = barePath(inside);
    if (byPath.has(bare)) continue; // the same name with another extension
    byPath.set(bare, file);
    byName.set(recordingKey(inside), [...(byName.get(recordingKey(inside)) ?? []), file]);
  }
  return {
    folder,
    files,
    isKnown: (key) => byName.has(key),
    find: (name) => {
      const exact = byPath.get(pathKey(name)) ?? byPath.get(barePath(name));
      if (exact !== undefined) return { file: exact };
      const named = byName.get(recordingKey(name)) ?? [];
      if (named.length === 1) return { file: named[0] };
      return named.length === 0
        ? {
            reason: `no such recording in ${shown}; correct the name, or put the recording there`,
          }
        : { reason: `${named[0]} and ${named[1]} both have that name; write the folder before it` };
    },
  };
}

const isWav = (name: string): boolean => /\.wav$/i.test(name);

/** A path folded for comparison, with forward slashes and without `./` before it. */
function pathKey(path: string): string {
  return foldName(path)
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/u, '');
}

/** The same without the extension of an audio or video file. */
function barePath(path: string): string {
  const key = pathKey(path);
  return key.slice(0, key.lastIndexOf('/') + 1) + recordingKey(key);
}
