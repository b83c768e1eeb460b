import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { recordingKey } from '../text/names';
import { readUserTable } from '../text/read-table';
import { byCharacterCode } from './folder';
import { personOf, type Interview, type InterviewCorpus } from './interviews';
import { indexRecordings } from './labelled/recording-index';
import { mixedFormats } from './mixed-formats';
import { namedFiles } from './named-files';
import { listOwnFolder, ownFiles, participantNames } from './own-files';
import { fileColumn, ownScores, scoreTableNeeds } from './own-scores';
import { whyNoRecording } from './recordings';
import type { Remark, Skipped } from './skipped';

/**
 * Reads a user's own interviews: a folder of recordings in any format, and a table with the columns `participant` and `score`,
 * or with a column for each rater (`scoreColumns`). Optional columns are `rater` (a row per participant and rater), `person` (a
 * split keeps rows of one person on one side; without it each participant is a person, but `p1` and `pp1` are one) and `file`.
 *
 * `participant` is the name of the recording, with or without folders and extension; case and Unicode normalization do not
 * matter. A participant may have several recordings, which the column `file`, a folder or numbers tell (`ownFiles`). The table
 * may come from any spreadsheet (`parseUserTable`) in any usual encoding (`readUserTable`). Recordings are found, not opened.
 *
 * @param folder    folder of the recordings; `files` of each interview are relative to it
 * @param scoreFile the table
 * @throws Error naming file, line, column, what was found and the way out
 */
export async function readOwnRecordings(folder: string, scoreFile: string): Promise<InterviewCorpus> {
  if (!existsSync(scoreFile)) throw new Error(`${scoreFile}: no such file; name the table of scores`);
  const file = basename(scoreFile);
  const skipped: Skipped[] = [];
  const there = await listOwnFolder(folder, skipped);
  const names = participantNames(there);
  const table = await readUserTable(scoreFile, scoreTableNeeds(file), {
    nameOf: recordingKey,
    isKnown: (name) => names.has(name),
  });
  const remarks: Remark[] = table.remarks.map((reason) => ({ file, reason }));
  const { traits, scores } = ownScores(table, file, skipped, remarks);
  const participants = new Set(scores.keys());
  const column = fileColumn(table);
  const claimed =
    column === undefined
      ? new Map<string, readonly string[]>()
      : namedFiles(table, column, await indexRecordings(folder, '', folder), file, skipped);
  const files = await ownFiles(folder, there, participants, claimed, { skipped, remarks });
  const without = [...participants].filter((id) => !files.has(id));
  if (without.length === participants.size) {
    const found = [...there.recordings.values(), ...there.folders.keys()][0] ?? 'no recording';
    throw table.fault(
      `no recording of any participant in ${folder}: found ${found}, expected ${without[0]}.wav; ` +
        `the column ${table.key} holds names of recordings` +
        (table.remarks.length > 0 ? `; ${table.remarks.join('; ')}` : ''),
    );
  }
  const mixed = mixedFormats([...participants].map((id) => files.get(id) ?? []));
  if (mixed !== undefined) remarks.push({ file: basename(folder), reason: mixed });
  const nobodys = [...files.keys()].filter((name) => !participants.has(name));
  const ids = [...participants, ...nobodys].sort(byCharacterCode);
  const interviews = ids.map((id): Interview => {
    const { ratings = {}, person, raters = [] } = scores.get(id) ?? {};
    const own = files.get(id) ?? [];
    if (!traits.some((trait) => Number.isFinite(ratings[trait]))) {
      skipped.push({
        kind: 'interview without scores (kept)',
        file: own[0] ?? file,
        reason: `no score of ${id}${hint(id, participants, 'add a row')}`,
      });
    }
    if (own.length === 0) {
      const reason = `${whyNoRecording(id)}${hint(id, nobodys, 'rename it')}`;
      skipped.push({ kind: 'interview without recording (kept)', file, reason });
    }
    const { take, person: named } = personOf(id);
    return {
      ...{ id, person: person ?? named, take, files: own, raters },
      ratings: Object.fromEntries(traits.map((trait) => [trait, ratings[trait] ?? NaN])),
    };
  });
  return { interviews, traits, skipped, remarks };
}

/** That another name is this one with something after it, or before that, and what to do where both mean the same. */
function hint(id: string, names: Iterable<string>, way: string): string {
  const like = [...names].find((name) => name !== id && (goesOn(name, id) || goesOn(id, name)));
  if (like === undefined) return '';
  return `; there is ${like}: if that is the same participant, ${way}, or name the recording in a column file`;
}

/** Whether a name is another one with a further word or number: `kim-final` and `kim2` for `kim`, not `p11` for `p1`. */
function goesOn(name: string, start: string): boolean {
  const goesOnWithin = /^(?:\p{L}\p{L}|\p{N}\p{N})$/u.test(name.slice(start.length - 1, start.length + 1));
  return name.startsWith(start) && !goesOnWithin;
}
