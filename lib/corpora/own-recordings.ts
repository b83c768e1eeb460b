import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { byCharacterCode, visibleNames } from './folder';
import { personOf, type Interview, type InterviewCorpus } from './interviews';
import { namedRows, type NamedRow } from './numeric-csv';
import type { Rater } from './rater-scores';
import type { Skipped } from './skipped';
import { readText } from './text-file';

/** The one trait of such a corpus. */
const trait = 'score';

/**
 * Interviews of a user's own: a folder of WAV files, and a CSV with the columns `participant` and `score`, and, where
 * there are such, `rater` (several rows per participant, one per rater) and `person` (who is heard: rows of one person
 * stay on one side of every split; without it each participant is a person, but `p1` and `pp1` are one).
 *
 * `participant` is the recording's name, with or without `.wav`, in any script; case and the ways of composing a letter
 * do not count. The score of a participant is that of the row whose rater is `AGGR`, else the mean over the raters.
 * The CSV is UTF-8 (with or without byte order mark), UTF-16 or Shift_JIS. Recordings are found, not opened.
 *
 * @param folder    holds the recordings; `file` of each interview is relative to it
 * @param scoreFile the CSV
 * @throws Error naming file, line, column, what was found and the way out
 */
export async function readOwnRecordings(folder: string, scoreFile: string): Promise<InterviewCorpus> {
  if (!existsSync(scoreFile)) throw new Error(`${scoreFile}: no such file; name the CSV of scores`);
  const file = basename(scoreFile);
  const skipped: Skipped[] = [];
  const scores = parseOwnScores(await readText(scoreFile, 'shift_jis'), file, skipped);
  const wavs = (await visibleNames(folder)).filter((name) => /\.wav$/i.test(name));
  const recordings = new Map(wavs.map((name) => [nameOf(name), name]));
  const unheard = [...scores.keys()].filter((id) => !recordings.has(id));
  if (unheard.length === scores.size) {
    throw new Error(
      `${folder}: no recording of any participant in ${file}: found ${wavs[0] ?? 'no *.wav'}, ` +
        `expected ${unheard[0]}.wav; the column participant holds names of recordings`,
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
      skipped.push({ kind: 'interview without recording (kept)', file, reason: `no ${id}.wav` });
    }
    const own = personOf(id);
    return {
      id,
      person: person ?? own.person,
      take: own.take,
      ...(recording !== undefined && { file: recording }),
      ratings: { [trait]: score },
      raters,
    };
  });
  return { interviews, traits: [trait], skipped };
}

interface OwnScore {
  readonly score: number;
  readonly person: string | undefined;
  readonly raters: readonly Rater[];
}

/**
 * The rows of such a CSV, by participant. A row without a score is left out and added to `skipped`.
 *
 * @param text with line ends `\n`
 * @param file what errors call it
 */
export function parseOwnScores(text: string, file: string, skipped: Skipped[]): Map<string, OwnScore> {
  const { columns, rows } = namedRows(text, file);
  const column = (name: string) => columns.find((found) => found.toLowerCase() === name);
  const [participant, score, rater, person] = ['participant', 'score', 'rater', 'person'].map(column);
  if (participant === undefined || score === undefined) {
    throw new Error(
      `${file}: no column ${participant === undefined ? 'participant' : 'score'}; found ${columns.join(', ')}; ` +
        'needed are participant,score and, where there are such, rater,person',
    );
  }
  const collected = new Map<
    string,
    { person: string | undefined; scores: Map<string, number>; line: number }
  >();
  for (const row of rows) {
    const where = `${file}, line ${row.line}`;
    const id = nameOf(row.text(participant));
    checkName(id, row.text(participant), `${where}, column ${participant}`);
    const who = person === undefined ? undefined : row.text(person) || undefined;
    const entry = collected.get(id) ?? { person: who, scores: new Map<string, number>(), line: row.line };
    collected.set(id, entry);
    if (entry.person !== who) {
      throw new Error(
        `${where}: ${id} is person ${who}, but ${entry.person} in line ${entry.line}; correct one`,
      );
    }
    const by = rater === undefined ? '' : row.text(rater);
    if (entry.scores.has(by)) {
      throw new Error(
        `${where}: ${id} has a score${by === '' ? '' : ` of rater ${by}`} before; ` +
          'remove one, or name the raters in a column rater',
      );
    }
    entry.scores.set(by, scoreIn(row, score, file, id, skipped));
  }
  return new Map(
    [...collected].map(([id, entry]) => {
      const given = [...entry.scores].filter(([, value]) => !Number.isNaN(value));
      const single = given.filter(([by]) => by !== '' && by.toUpperCase() !== 'AGGR');
      const common = given.find(([by]) => by === '' || by.toUpperCase() === 'AGGR');
      const value = common?.[1] ?? single.reduce((sum, [, one]) => sum + one, 0) / single.length;
      const raters = single.map(([worker, one]) => ({ worker, ratings: { [trait]: one } }));
      return [id, { score: value, person: entry.person, raters }];
    }),
  );
}

function scoreIn(row: NamedRow, column: string, file: string, id: string, skipped: Skipped[]): number {
  const value = row.number(column);
  if (Number.isNaN(value)) {
    skipped.push({ kind: 'score not given', file, line: row.line, reason: `${id}: ${column} is empty` });
  }
  return value;
}

/** What names of recordings are compared by: without `.wav`, in lower case, each letter composed in one way. */
function nameOf(found: string): string {
  return found
    .replace(/\.wav$/i, '')
    .normalize('NFC')
    .toLowerCase();
}

/** The name becomes part of paths and of tables, so it may not lead out of a folder. */
function checkName(id: string, found: string, where: string): void {
  if (id !== '' && !/[/\\\p{Cc}]/u.test(id) && !id.startsWith('.')) return;
  throw new Error(`${where}: found ${JSON.stringify(found)}, expected the name of a recording`);
}
