import { foldName, isMediaFile, recordingKey } from '../text/names';
import { withoutCopies } from './copies';
import { byCharacterCode, visibleNames } from './folder';
import { findRecordings, oneFormatEach } from './recordings';
import type { Remark, Skipped } from './skipped';

/** The recordings in a folder, as paths below it. */
export interface OwnFolder {
  /** Those directly in it, by `recordingKey`. */
  readonly recordings: ReadonlyMap<string, string>;
  /** Those in folders of it, by the folded name of the folder. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

/** Lists the recordings in a folder and in its folders; see `oneFormatEach`. */
export async function listOwnFolder(folder: string, skipped: Skipped[]): Promise<OwnFolder> {
  const names = await visibleNames(folder);
  const recordings = oneFormatEach(names.filter(isMediaFile), '', skipped);
  const folders = new Map<string, readonly string[]>();
  for (const name of names.filter((one) => !isMediaFile(one))) {
    const inside = oneFormatEach(await findRecordings(folder, name), '', skipped);
    const before = folders.get(foldName(name)) ?? [];
    if (inside.size > 0) folders.set(foldName(name), [...before, ...inside.values()]);
  }
  return { recordings, folders };
}

/** The names that participants with recordings in a folder may have. */
export function participantNames({ recordings, folders }: OwnFolder): ReadonlySet<string> {
  const numbered = [...recordings.keys()].flatMap((key) => beforeNumber(key) ?? []);
  return new Set([...recordings.keys(), ...folders.keys(), ...numbered]);
}

/**
 * The name before a number that counts recordings: `kim` for `kim-1`, `kim_2`, `kim 3`, `kim (4)` and `kim part 5`. Numbers of
 * three digits or more count something else.
 */
function beforeNumber(key: string): string | undefined {
  return /^(.*?[^\s_.-])(?:[\s_.-]+(?:part[\s_.-]*)?\d{1,2}|\s*\(\d{1,2}\))$/u.exec(key)?.[1];
}

/** Which recordings are whose, and what is decided on the way. */
interface Findings {
  readonly skipped: Skipped[];
  readonly remarks: Remark[];
}

/**
 * The recordings of each participant in order of time: those that the table names; of other participants the one with the
 * participant's name, all in a folder of that name, and those named by the participant and a number, unless that is the name of a
 * participant, too. Any other recording stands alone, by its own name.
 *
 * `remarks` says what is decided by folders and numbers. Recordings in a folder that is nobody's, those that the table leaves out
 * of a participant's, and copies are added to `skipped`.
 *
 * @param participants of the table
 * @param claimed      recordings of those participants for whom the table names any
 */
export async function ownFiles(
  folder: string,
  { recordings, folders }: OwnFolder,
  participants: ReadonlySet<string>,
  claimed: ReadonlyMap<string, readonly string[]>,
  { skipped, remarks }: Findings,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const taken = new Set([...claimed.values()].flat());
  const found = new Map<string, string[]>(
    [...claimed].map(([participant, files]) => [participant, [...files]]),
  );
  const give = (file: string, participant: string, by?: string): void => {
    if (taken.has(file)) return;
    if (claimed.has(participant)) {
      const reason = `the table names other recordings of ${participant}; name this one there, too, to have it used`;
      skipped.push({ kind: 'recording that the table leaves out', file, reason });
      return;
    }
    found.set(participant, [...(found.get(participant) ?? []), file]);
    if (by !== undefined) remarks.push({ file, reason: `taken as the participant's by ${by}` });
  };
  for (const [key, file] of recordings) {
    const owner = beforeNumber(key);
    if (participants.has(key) || owner === undefined || !participants.has(owner)) give(file, key);
    else give(file, owner, 'the name before its number');
  }
  for (const [name, files] of folders) {
    for (const file of files) {
      if (participants.has(name)) give(file, name, 'the name of the folder');
      else if (!taken.has(file)) {
        const reason =
          "its folder has no participant's name; rename the folder, or name the recording in a column file of the table";
        skipped.push({ kind: "recording in a folder that is nobody's", file, reason });
      }
    }
  }
  const all = new Map<string, readonly string[]>();
  for (const [participant, files] of found) {
    const inOrder = claimed.has(participant) ? files : files.sort(byNumber);
    all.set(participant, await withoutCopies(folder, inOrder, skipped));
  }
  return all;
}

const natural = new Intl.Collator('en', { numeric: true });

/** By folder and name, numbers by their size, whatever stands before them. */
function byNumber(a: string, b: string): number {
  const [one, two] = [a, b].map((file) => {
    const plain = file.slice(0, file.lastIndexOf('/') + 1) + recordingKey(file);
    return plain.replace(/[\s_.()-]+(?:part[\s_.-]*(?=\d))?/gu, ' ');
  });
  return natural.compare(one, two) || byCharacterCode(a, b);
}
