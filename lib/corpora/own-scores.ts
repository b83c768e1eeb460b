import { recordingKey } from '../text/names';
import { quoted, type TableNeeds, type UserTable } from '../text/user-table';
import type { Rater } from './rater-scores';
import { rowRecording } from './row-recording';
import { doubtfulScores } from './score-scale';
import type { Remark, Skipped } from './skipped';

/** The one trait of a user's own scores. */
export const ownTrait = 'score';

/** Requirements of a table of a user's own scores. */
export function scoreTableNeeds(file: string): TableNeeds {
  const keys = ['participant', 'participant id', 'participant name', 'file', 'file name', 'recording'];
  return { file, keys, wanted: 'participant,score and, where there are such, rater,person' };
}

/** The scores of one recording. */
export interface OwnScore {
  /** NaN without a score. */
  readonly score: number;
  readonly person: string | undefined;
  readonly raters: readonly Rater[];
}

interface Collected {
  readonly person: string | undefined;
  readonly line: number;
  /** By rater; '' without one. */
  readonly scores: Map<string, number>;
}

/**
 * Reads a table of a user's own scores, by `recordingKey` of the participant. It adds scores that are missing, or taken as
 * missing (`doubtfulScores`), to `skipped`, and doubtful scores in use to `remarks`.
 *
 * @throws Error naming file, line, column, what was found and the way out
 */
export function ownScores(
  table: UserTable,
  file: string,
  skipped: Skipped[],
  remarks: Remark[],
): Map<string, OwnScore> {
  const { key, fault } = table;
  const score = table.column('score');
  const [rater, person] = [table.column('rater'), table.column('person')];
  if (score === undefined) {
    throw fault(
      `no column score; found ${table.columns.join(', ')}; needed are participant,score and, where there are such, rater,person`,
    );
  }
  const values = scoresIn(table, score, file, skipped, remarks);
  const collected = new Map<string, Collected>();
  table.rows.forEach((row, i) => {
    const id = rowRecording(row, table);
    const who = person === undefined ? undefined : row.text(person).normalize('NFC') || undefined;
    const entry = collected.get(id) ?? { person: who, scores: new Map<string, number>(), line: row.line };
    collected.set(id, entry);
    if (entry.person !== who) {
      throw fault(`${id} is person ${who}, but ${entry.person} in line ${entry.line}; correct one`, row.line);
    }
    const by = rater === undefined ? '' : row.text(rater);
    if (entry.scores.has(by)) {
      const before = `${id} has a score${by === '' ? '' : ` of rater ${by}`} before, in line ${entry.line} or below`;
      throw fault(
        `found ${quoted(row.text(key))}: ${before}; remove one, or name the raters in a column rater`,
        row.line,
        key,
      );
    }
    entry.scores.set(by, values[i]);
  });
  return new Map([...collected].map(([id, entry]) => [id, combined(entry)]));
}

/** The score of every row; NaN where it is missing or taken as missing. */
function scoresIn(
  table: UserTable,
  column: string,
  file: string,
  skipped: Skipped[],
  remarks: Remark[],
): number[] {
  const values = table.rows.map((row) => {
    if (row.misfit === undefined) return row.number(column);
    throw table.fault(`${row.misfit}; put a field that holds a separator between double quotes`, row.line);
  });
  const doubts = doubtfulScores(values, column);
  return table.rows.map((row, i) => {
    const id = recordingKey(row.text(table.key));
    const [value, doubt, found] = [values[i], doubts[i], row.text(column)];
    if (Number.isNaN(value)) {
      const reason = `${id}: ${column} is ${found === '' ? 'empty' : quoted(found)}`;
      skipped.push({ kind: 'score not given', file, line: row.line, reason });
    }
    if (doubt === undefined) return value;
    const reason = `${id}: ${column} is ${quoted(found)}, ${doubt.reason}`;
    if (doubt.isMissing) skipped.push({ kind: 'score taken as missing', file, line: row.line, reason });
    else remarks.push({ file, reason: `line ${row.line}, ${reason}; it is used unchanged` });
    return doubt.isMissing ? NaN : value;
  });
}

/** One score from all raters: that of AGGR or of a row without rater, else the mean. */
function combined({ scores, person }: Collected): OwnScore {
  const given = [...scores].filter(([, value]) => !Number.isNaN(value));
  const single = given.filter(([by]) => by !== '' && by.toUpperCase() !== 'AGGR');
  const common = given.find(([by]) => by === '' || by.toUpperCase() === 'AGGR');
  const score = common?.[1] ?? single.reduce((sum, [, one]) => sum + one, 0) / single.length;
  const raters = single.map(([worker, one]) => ({ worker, ratings: { [ownTrait]: one } }));
  return { score, person, raters };
}
