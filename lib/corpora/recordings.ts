import { isMediaFile, recordingKey } from '../text/names';
import { visibleNames } from './folder';
import type { Skipped } from './skipped';

/** The recordings of a folder, by what their names are compared by (`recordingKey`). */
export interface Recordings {
  /** Names of the WAV files. */
  readonly wavs: ReadonlyMap<string, string>;
  /** Names of files of sound or film that are no WAV files. */
  readonly others: ReadonlyMap<string, string>;
}

/**
 * The recordings in a folder; none where there is no such folder. Of two WAV files with one name (in other letters, or
 * composed otherwise) the first counts, the second is added to `skipped`.
 *
 * @param shown the folder as `skipped` names it, with a slash at its end, or nothing
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

/** Why there is no recording of a name: nothing there, or a file that is no WAV file. */
export function whyUnheard(id: string, { others }: Recordings): string {
  const other = others.get(id);
  return other === undefined
    ? `no ${id}.wav`
    : `no ${id}.wav beside ${other}; convert it to WAV (ffmpeg -i ${JSON.stringify(other)} ${JSON.stringify(`${id}.wav`)})`;
}
