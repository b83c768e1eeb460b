import { isMediaFile, recordingKey } from '../text/names';
import { visibleNames } from './folder';
import type { Skipped } from './skipped';

/** The recordings in a folder, by `recordingKey`. */
export interface Recordings {
  /** Names of the WAV files. */
  readonly wavs: ReadonlyMap<string, string>;
  /** Names of other audio and video files. */
  readonly others: ReadonlyMap<string, string>;
}

/**
 * Lists the recordings in a folder. Of two WAV files with the same key the first counts; the second is added to `skipped`.
 *
 * @param shown the folder's name in `skipped`, with a slash at its end, or ''
 * @returns no recordings when there is no such folder
 */
export async function listRecordings(folder: string, shown: string, skipped: Skipped[]): Promise<Recordings> {
  const wavs = new Map<string, string>();
  const others = new Map<string, string>();
  for (const name of await visibleNames(folder)) {
    if (!isMediaFile(name)) continue;
    const key = recordingKey(name);
    if (!/\.wav$/i.test(name)) {
      if (!others.has(key)) others.set(key, name);
      continue;
    }
    const before = wavs.get(key);
    if (before === undefined) wavs.set(key, name);
    else {
      const reason = `${key} has ${shown}${before}, which counts`;
      skipped.push({ kind: 'second recording', file: `${shown}${name}`, reason });
    }
  }
  return { wavs, others };
}

/** The reason why an interview has no recording: no file, or a file of another format. */
export function whyNoRecording(id: string, { others }: Recordings): string {
  const other = others.get(id);
  return other === undefined
    ? `no ${id}.wav`
    : `no ${id}.wav beside ${other}; convert it to WAV (ffmpeg -i ${JSON.stringify(other)} ${JSON.stringify(`${id}.wav`)})`;
}
