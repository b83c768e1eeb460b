import { quoted, type TableNeeds, type UserRow, type UserTable } from '../text/user-table';
import { rowRecording } from './row-recording';
import type { Skipped } from './skipped';

/** Traits that raters score from 1 to 7, and their sum: the columns of the score file. */
const traitColumns = [
  ...[
    'Overall',
    'RecommendHiring',
    'Colleague',
    'Engaged',
    'Excited',
    'EyeContact',
    'Smiled',
    'SpeakingRate',
  ],
  ...[
    'NoFillers',
    'Friendly',
    'Paused',
    'EngagingTone',
    'StructuredAnswers',
    'Calm',
    'NotStressed',
    'Focused',
  ],
  ...['Authentic', 'NotAwkward', 'Total'],
];

/** Scores by trait; NaN where missing. */
export type Ratings = Readonly<Record<string, number>>;

/** One rater's scores of an interview. */
export interface Rater {
  readonly worker: string;
  readonly ratings: Ratings;
}

/** The scores of one participant. */
export interface Scores {
  /** The row whose Worker is AGGR. */
  readonly truth?: Ratings;
  /** The other rows, in the order of the file. */
  readonly raters: readonly Rater[];
}

/** The scores in a file. */
export interface RaterScores {
  /** In the order of the file. */
  readonly traits: readonly string[];
  /** By `recordingKey` of the participant. */
  readonly scores: ReadonlyMap<string, Scores>;
}

/** Requirements of a raters' file. */
export function raterTableNeeds(file: string): TableNeeds {
  const keys = ['Participant', 'Participant ID', 'Participant name'];
  return { file, keys, wanted: 'Participant,Worker,Overall,RecommendHiring and the other traits' };
}

/**
 * Reads the rows of a score file, by `recordingKey` of the participant.
 *
 * It leaves out a rater's row with a score out of range or not a number, a second row of a rater, or a wrong number of
 * fields, and adds it to `skipped`. The same fault in an AGGR row, the ground truth, is an error. A missing score is NaN
 * and added to `skipped`, as are traits without a column. It ignores other columns.
 *
 * @param file path for `skipped`
 * @throws Error naming file, line, column, what was found and a way out: no column Worker or of any trait, a participant
 *   who cannot be a file name, a faulty AGGR row
 */
export function parseScores(table: UserTable, file: string, skipped: Skipped[]): RaterScores {
  const { columns, fault } = table;
  const columnOf = new Map<string, string>();
  for (const trait of traitColumns) {
    const column = table.column(trait);
    if (column !== undefined) columnOf.set(trait, column);
  }
  const worker = table.column('Worker');
  const absent = traitColumns.filter((trait) => !columnOf.has(trait));
  if (worker === undefined || columnOf.size === 0) {
    const wanted = worker === undefined ? 'Worker' : absent.join(', ');
    throw fault(`no column ${wanted}; found ${columns.join(', ')}; the first line must name the columns`);
  }
  if (absent.length > 0) {
    const reason = `no column ${absent.join(', ')}; found ${columns.join(', ')}`;
    skipped.push({ kind: 'trait without a column', file, reason });
  }
  const place = (trait: string) => columns.indexOf(columnOf.get(trait) ?? '');
  const traits = [...columnOf.keys()].sort((a, b) => place(a) - place(b));
  const scores = new Map<string, { truth?: Ratings; raters: Rater[] }>();
  for (const row of table.rows) {
    const participant = rowRecording(row, table);
    const who = row.text(worker);
    const isTruth = who.toUpperCase() === 'AGGR';
    const entry = scores.get(participant) ?? { raters: [] };
    scores.set(participant, entry);

    const known = isTruth ? entry.truth !== undefined : entry.raters.some((rater) => rater.worker === who);
    const read = known ? `${participant} has a row of ${who} before` : readRatings(row, columnOf);
    if (typeof read === 'string') {
      if (isTruth) throw fault(`${participant} AGGR: ${read}; correct or remove the row`, row.line);
      skipped.push({ kind: "rater's row", file, line: row.line, reason: `${participant} ${who}: ${read}` });
      continue;
    }
    for (const trait of traits) {
      if (!Number.isNaN(read[trait])) continue;
      const found = row.text(columnOf.get(trait) ?? '');
      const reason = `${participant} ${who}: ${trait} is ${found === '' ? 'empty' : quoted(found)}`;
      skipped.push({ kind: 'score not given', file, line: row.line, reason });
    }
    if (isTruth) entry.truth = read;
    else entry.raters.push({ worker: who, ratings: read });
  }
  return { traits, scores };
}

/** The scores of a row, or a text that says what is wrong with it. */
function readRatings(row: UserRow, columnOf: ReadonlyMap<string, string>): Ratings | string {
  if (row.misfit !== undefined) return row.misfit;
  const ratings: Record<string, number> = {};
  for (const [trait, column] of columnOf) {
    const found = row.field(column);
    const value = found.kind === 'number' ? found.value : NaN;
    const top = trait === 'Total' ? Infinity : 7;
    if (found.kind !== 'missing' && !(value >= 1 && value <= top)) {
      return `${trait} is ${quoted(row.text(column))}, expected a number ${trait === 'Total' ? 'above 0' : 'from 1 to 7'}`;
    }
    ratings[trait] = value;
  }
  return ratings;
}
