import { join } from 'node:path';
import { recordingInfo } from '../audio/recording';
import { foldName, isMediaFile, recordingKey } from '../text/names';
import { visibleNames } from './folder';
import type { Skipped } from './skipped';

export { isMediaFile } from '../text/names';

/** Names of the recordings in a folder, by `recordingKey`. */
export type Recordings = ReadonlyMap<string, string>;

const isWav = (name: string): boolean => /\.wav$/i.test(name);

/**
 * Lists the audio and video files in a folder, by `recordingKey`, see `oneFormatEach`.
 *
 * @param shown the folder's name in `skipped`, with a slash at its end, or ''
 * @returns no recordings when there is no such folder
 */
export async function listRecordings(folder: string, shown: string, skipped: Skipped[]): Promise<Recordings> {
  return oneFormatEach((await visibleNames(folder)).filter(isMediaFile), shown, skipped);
}

/**
 * Chooses one of several files with the same name in the same folder: a WAV file, else the first one. A second WAV file, or a
 * second one where none is a WAV file, is added to `skipped`.
 *
 * @param files paths with forward slashes
 * @param shown what `skipped` puts before them
 * @returns the files by their folder in lower case and `recordingKey`: `kim/part 1`
 */
export function oneFormatEach(files: readonly string[], shown: string, skipped: Skipped[]): Recordings {
  const found = new Map<string, string>();
  for (const file of files) {
    const key = foldName(file.slice(0, file.lastIndexOf('/') + 1)) + recordingKey(file);
    const before = found.get(key);
    if (before === undefined || (isWav(file) && !isWav(before))) found.set(key, file);
    else if (isWav(file) === isWav(before)) {
      const reason = `${recordingKey(file)} has ${shown}${before}, which counts`;
      skipped.push({ kind: 'second recording', file: `${shown}${file}`, reason });
    }
  }
  return found;
}

/** The reason why an interview has no recording. */
export function whyNoRecording(id: string): string {
  return `no ${id}.wav, nor ${id} in another format`;
}

/** Depth of subfolders that `findRecordings` searches. */
const DEPTH = 6;

/** Paths of the recordings in a folder, up to six folders deep, relative to the data folder, in order of the names. */
export async function findRecordings(
  dataDir: string,
  folder: string,
  depth: number = DEPTH,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of await visibleNames(join(dataDir, folder))) {
    const file = folder === '' ? name : `${folder}/${name}`;
    if (isMediaFile(name)) found.push(file);
    else if (depth > 0) for (const one of await findRecordings(dataDir, file, depth - 1)) found.push(one);
  }
  return found;
}

/** Duration, s, or what is wrong with the file. */
export async function durationOf(path: string): Promise<number | string> {
  try {
    return (await recordingInfo(path)).duration;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
