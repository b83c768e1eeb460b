import { isMediaFile, recordingKey } from '../text/names';
import { visibleNames } from './folder';
import type { Skipped } from './skipped';

export { isMediaFile } from '../text/names';

/** Names of the recordings in a folder, by `recordingKey`. */
export type Recordings = ReadonlyMap<string, string>;

const isWav = (name: string): boolean => /\.wav$/i.test(name);

/**
 * Lists the audio and video files in a folder. Of several files with the same key a WAV file counts, else the first one; a
 * second WAV file, or a second one where none is a WAV file, is added to `skipped`.
 *
 * @param shown the folder's name in `skipped`, with a slash at its end, or ''
 * @returns no recordings when there is no such folder
 */
export async function listRecordings(folder: string, shown: string, skipped: Skipped[]): Promise<Recordings> {
  const found = new Map<string, string>();
  for (const name of await visibleNames(folder)) {
    if (!isMediaFile(name)) continue;
    const key = recordingKey(name);
    const before = found.get(key);
    if (before === undefined || (isWav(name) && !isWav(before))) found.set(key, name);
    else if (isWav(name) === isWav(before)) {
      const reason = `${key} has ${shown}${before}, which counts`;
      skipped.push({ kind: 'second recording', file: `${shown}${name}`, reason });
    }
  }
  return found;
}

/** The reason why an interview has no recording. */
export function whyNoRecording(id: string): string {
  return `no ${id}.wav, nor ${id} in another format`;
}
