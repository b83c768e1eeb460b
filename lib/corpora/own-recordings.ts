import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { recordingKey } from '../text/names';
import { readUserTable } from '../text/read-table';
import { byCharacterCode } from './folder';
import { personOf, type Interview, type InterviewCorpus } from './interviews';
import { ownScores, ownTrait, scoreTableNeeds } from './own-scores';
import { listRecordings, whyUnheard } from './recordings';
import type { Remark, Skipped } from './skipped';

/**
 * Interviews of a user's own: a folder of WAV files, and a CSV with the columns `participant` and `score`, and, where
 * there are such, `rater` (several rows per participant, one per rater) and `person` (who is heard: rows of one person
 * stay on one side of every split; without it each participant is a person, but `p1` and `pp1` are one).
 *
 * `participant` is the recording's name in any script, with or without folders and ending; capitals and the ways of
 * composing a letter do not count. The score of a participant is that of the row whose rater is `AGGR`, else the mean
 * over the raters. The CSV may come from any spreadsheet (`parseUserTable`), in any usual encoding: that under which
 * its names are those of the recordings. Recordings are found, not opened.
 *
 * @param folder    holds the recordings; `file` of each interview is relative to it
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
    isKnown: (name) => recordings.wavs.has(name),
  });
  const remarks: Remark[] = table.remarks.map((reason) => ({ file, reason }));
  const scores = ownScores(table, file, skipped, remarks);
  const withoutRecording = [...scores.keys()].filter((id) => !recordings.wavs.has(id));
  if (withoutRecording.length === scores.size) {
    const found = [...recordings.wavs.values()][0] ?? [...recordings.others.values()][0] ?? 'no *.wav';
    throw table.fault(
      `no recording of any participant in ${folder}: found ${found}, expected ${withoutRecording[0]}.wav; ` +
        `the column ${table.key} holds names of recordings, which are WAV files` +
        (table.remarks.length > 0 ? `; ${table.remarks.join('; ')}` : ''),
    );
  }
  const ids = [...new Set([...scores.keys(), ...recordings.wavs.keys()])].sort(byCharacterCode);
  const interviews = ids.map((id): Interview => {
    const { score = NaN, person, raters = [] } = scores.get(id) ?? {};
    const recording = recordings.wavs.get(id);
    if (Number.isNaN(score)) {
      skipped.push({
        kind: 'interview without scores (kept)',
        file: recording ?? file,
        reason: `no score of ${id}`,
      });
    }
    if (recording === undefined) {
      const reason = whyUnheard(id, recordings);
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
