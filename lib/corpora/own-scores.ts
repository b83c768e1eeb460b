import { recordingKey } from '../text/names';
import { isMissing } from '../text/number';
import { quoted, type TableNeeds, type UserRow, type UserTable } from '../text/user-table';
import { onOneScale } from './rater-scales';
import type { Rater, Ratings } from './rater-scores';
import { rowRecording } from './row-recording';
import { scoreColumns, type ScoreColumn } from './score-columns';
import { doubtfulScores } from './score-scale';
import type { Remark, Skipped } from './skipped';

const wanted = 'participant,score and, where there are such, rater,person,file';

/** Requirements of a table of a user's own scores. */
export function scoreTableNeeds(file: string): TableNeeds {
  const keys = ['participant', 'participant id', 'participant name', ...fileColumns];
  return { file, keys, wanted };
}

const fileColumns: readonly string[] = ['file', 'file name', 'recording', 'files', 'recordings'];

/** The column that says which recordings are a participant's; undefined where the participants are named as their recordings. */
export function fileColumn(table: UserTable): string | undefined {
  const column = table.column(...fileColumns);
  return column === table.key ? undefined : column;
}

/** The scores of one participant. */
export interface OwnScore {
  /** What all raters said together, by trait; NaN without a score. */
  readonly ratings: Ratings;
  readonly person: string | undefined;
  readonly raters: readonly Rater[];
}

/** The scores in a user's own table. */
export interface OwnScores {
  readonly traits: readonly string[];
  /** By `recordingKey` of the participant. */
  readonly scores: ReadonlyMap<string, OwnScore>;
}

/** A score, or a missing one, and where it stands. */
interface Given {
  readonly value: number;
  readonly column: string;
  /** What the field holds. */
  readonly found: string;
  readonly line: number;
  /** The recordings that its row names. */
  readonly files: string;
}

interface Collected {
  readonly person: string | undefined;
  readonly line: number;
  /** By trait and rater; '' is everybody. */
  readonly scores: Map<string, Map<string, Given>>;
}

/**
 * Reads a table of a user's own scores; `scoreColumns` says which columns hold scores. The score of a participant is that of the row
 * whose rater is `AGGR`, or of the column of everybody, else the mean over the raters.
 *
 * It adds scores that are missing, or taken as missing (`doubtfulScores`), to `skipped`, and doubtful scores in use to
 * `remarks`.
 *
 * @throws Error naming file, line, column, what was found and the way out
 */
export function ownScores(table: UserTable, file: string, skipped: Skipped[], remarks: Remark[]): OwnScores {
  const { fault } = table;
  const [rater, person] = [table.column('rater', 'rater id', 'rater name'), table.column('person')];
  const columns = scoreColumns(table);
  if (columns.length === 0) {
    throw fault(`no column score; found ${table.columns.join(', ')}; needed are ${wanted}`);
  }
  const single = columns.filter((one) => one.rater !== undefined);
  if (single.length > 0) {
    const names = single.map(({ column }) => column).join(', ');
    if (rater !== undefined) {
      throw fault(
        `the columns ${names} are of a rater each, and column ${rater} names raters, too; keep one of the two`,
      );
    }
    remarks.push({ file, reason: `scores of a rater each are the columns ${names}` });
  }
  const missing: Skipped[] = [];
  const found = columns.map(({ column }) => scoresIn(table, column, file, missing, remarks));
  const values = onOneScale(table, columns, found, rater, file, remarks);
  const collected = new Map<string, Collected>();
  const named = fileColumn(table);
  table.rows.forEach((row, i) => {
    const id = rowRecording(row, table);
    const who = person === undefined ? undefined : row.text(person).normalize('NFC') || undefined;
    const entry = collected.get(id) ?? {
      person: who,
      scores: new Map<string, Map<string, Given>>(),
      line: row.line,
    };
    collected.set(id, entry);
    if (entry.person !== who) {
      throw fault(`${id} is person ${who}, but ${entry.person} in line ${entry.line}; correct one`, row.line);
    }
    const files = named === undefined ? '' : row.text(named);
    columns.forEach((column, c) => {
      const by = column.rater ?? (rater === undefined ? '' : row.text(rater));
      const given = {
        ...{ value: values[c][i], line: row.line, files },
        ...{ column: column.column, found: row.text(column.column) },
      };
      const ofTrait = entry.scores.get(column.trait) ?? new Map<string, Given>();
      entry.scores.set(column.trait, ofTrait);
      ofTrait.set(by, merged({ table, row, id, by, column }, ofTrait.get(by), given));
    });
  });
  missing.push(...notGiven(collected, file));
  skipped.push(...missing.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  const traits = [...new Set(columns.map(({ trait }) => trait))];
  return { traits, scores: new Map([...collected].map(([id, entry]) => [id, combined(entry, traits)])) };
}

interface Place {
  readonly table: UserTable;
  readonly row: UserRow;
  readonly id: string;
  readonly by: string;
  readonly column: ScoreColumn;
}

/** The score of a rater in a further row of a participant, which names another recording and says the same or nothing. */
function merged({ table, row, id, by, column }: Place, before: Given | undefined, given: Given): Given {
  if (before === undefined) return given;
  const whose = by === '' ? '' : ` of rater ${by}`;
  if (before.files === given.files || given.files === '' || before.files === '') {
    throw table.fault(
      `found ${quoted(row.text(table.key))}: ${id} has a score${whose} before, in line ${before.line}; ` +
        'remove one, or name the raters in a column rater',
      row.line,
      table.key,
    );
  }
  if (Number.isNaN(given.value)) return before;
  if (Number.isNaN(before.value) || before.value === given.value) return given;
  throw table.fault(
    `${id} has the score ${given.value}${whose}, but ${before.value} in line ${before.line}: one participant has one score; ` +
      'write the same, or make each recording a participant, with the same name in a column person',
    row.line,
    column.column,
  );
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
    if (doubt === undefined) return value;
    const reason = `${id}: ${column} is ${quoted(found)}, ${doubt.reason}`;
    if (doubt.isMissing) skipped.push({ kind: 'score taken as missing', file, line: row.line, reason });
    else remarks.push({ file, reason: `line ${row.line}, ${reason}; it is used unchanged` });
    return doubt.isMissing ? NaN : value;
  });
}

/** The scores that no row of a participant gives, unless they are taken as missing. */
function notGiven(collected: ReadonlyMap<string, Collected>, file: string): Skipped[] {
  return [...collected].flatMap(([id, { scores }]) =>
    [...scores.values()]
      .flatMap((ofTrait) => [...ofTrait.values()])
      .filter(({ value, found }) => Number.isNaN(value) && isMissing(found))
      .map(({ line, column, found }) => ({
        ...{ kind: 'score not given', file, line },
        reason: `${id}: ${column} is ${found === '' ? 'empty' : quoted(found)}`,
      })),
  );
}

/** One score from all raters of each trait: that of AGGR or everybody, else the mean. */
function combined({ scores, person }: Collected, traits: readonly string[]): OwnScore {
  const ratings: Record<string, number> = {};
  const byRater = new Map<string, Record<string, number>>();
  for (const trait of traits) {
    const given = [...(scores.get(trait) ?? [])].filter(([, { value }]) => !Number.isNaN(value));
    const single = given.filter(([by]) => by !== '' && by.toUpperCase() !== 'AGGR');
    const common = given.find(([by]) => by === '' || by.toUpperCase() === 'AGGR');
    ratings[trait] =
      common?.[1].value ?? single.reduce((sum, [, { value }]) => sum + value, 0) / single.length;
    for (const [worker, { value }] of single) byRater.set(worker, { ...byRater.get(worker), [trait]: value });
  }
  const raters = [...byRater].map(([worker, own]) => ({
    worker,
    ratings: Object.fromEntries(traits.map((trait) => [trait, own[trait] ?? NaN])),
  }));
  return { ratings, person, raters };
}
