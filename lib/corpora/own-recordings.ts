import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { recordingKey } from '../text/names';
import { readUserTable } from '../text/read-table';
import { byCharacterCode } from './folder';
import { personOf, type Interview, type InterviewCorpus } from './interviews';
import { ownScores, ownTrait, scoreTableNeeds } from './own-scores';
import { listRecordings, whyNoRecording } from './recordings';
import type { Remark, Skipped } from './skipped';

/**
 * Reads a user's own interviews: a folder of recordings in any format, and a CSV with the columns `participant` and `score`. Optional columns
 * are `rater` (a row per participant and rater) and `person` (a split keeps rows of one person on one side; without it
 * each participant is a person, but `p1` and `pp1` are one).
 *
 * `participant` is the name of the recording, with or without folders and extension; case and Unicode normalization do not
 * matter. The score of a participant is that of the row whose rater is `AGGR`, else the mean over the raters. The CSV may
 * come from any spreadsheet (`parseUserTable`) in any usual encoding (`readUserTable`). Recordings are found, not opened.
 *
 * @param folder    folder of the recordings; `file` of each interview is relative to it
 * @param scoreFile the CSV
 * @throws Error naming file, line, column, what was found and the way out
 */
export async function readOwnRecordings(folder: string, scoreFile: string): Promise<InterviewCorpus> {
  if (!existsSync(scoreFile)) throw new Error(`${scoreFile}: no such file; name the CSV of scores`);
  const file = basename(scoreFile);
  const skipped: Skipped[] = [];
  const recordings = await listRecordings(folder, '', skipped);
  const table = await readUserTable(scoreFile, scoreTableNeeds(file), {
    nameOf: recordingKey,
    isKnown: (name) => recordings.has(name),
  });
  const remarks: Remark[] = table.remarks.map((reason) => ({ file, reason }));
  const scores = ownScores(table, file, skipped, remarks);
  const withoutRecording = [...scores.keys()].filter((id) => !recordings.has(id));
  if (withoutRecording.length === scores.size) {
    const found = [...recordings.values()][0] ?? 'no recording';
    throw table.fault(
      `no recording of any participant in ${folder}: found ${found}, expected ${withoutRecording[0]}.wav; ` +
        `the column ${table.key} holds names of recordings` +
        (table.remarks.length > 0 ? `; ${table.remarks.join('; ')}` : ''),
    );
  }
  const ids = [...new Set([...scores.keys(), ...recordings.keys()])].sort(byCharacterCode);
  const interviews = ids.map((id): Interview => {
    const { score = NaN, person, raters = [] } = scores.get(id) ?? {};
    const recording = recordings.get(id);
    if (Number.isNaN(score)) {
      skipped.push({
        kind: 'interview without scores (kept)',
        file: recording ?? file,
        reason: `no score of ${id}`,
      });
    }
    if (recording === undefined) {
      const reason = whyNoRecording(id);
      skipped.push({ kind: 'interview without recording (kept)', file, reason });
    }
    const own = personOf(id);
    return {
      id,
      person: person ?? own.person,
      take: own.take,
      ...(recording !== undefined && { file: recording }),
      ratings: { [ownTrait]: score },
      raters,
    };
  });
  return { interviews, traits: [ownTrait], skipped, remarks };
}
