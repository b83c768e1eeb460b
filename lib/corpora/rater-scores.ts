import { quoted, type TableNeeds, type UserRow, type UserTable } from '../text/user-table';
import { rowRecording } from './row-recording';
import type { Skipped } from './skipped';

/** What raters are asked about an interview, from 1 to 7, and the sum of it: the columns of the score file. */
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

/** Scores by trait; NaN where none was given. */
export type Ratings = Readonly<Record<string, number>>;

/** What one person, or all of them together, said of an interview. */
export interface Rater {
  readonly worker: string;
  readonly ratings: Ratings;
}

/** The scores of one participant. */
export interface Scores {
  /** The row whose Worker is AGGR; absent where there is none. */
  readonly truth?: Ratings;
  /** The other rows, in the file's order. */
  readonly raters: readonly Rater[];
}

/** What a file says of all participants. */
export interface RaterScores {
  /** In the file's order. */
  readonly traits: readonly string[];
  /** By `recordingKey` of the participant. */
  readonly scores: ReadonlyMap<string, Scores>;
}

/** What a raters' file must have. */
export function raterTableNeeds(file: string): TableNeeds {
  const keys = ['Participant', 'Participant ID', 'Participant name'];
  return { file, keys, wanted: 'Participant,Worker,Overall,RecommendHiring and the other traits' };
}

/**
 * The rows of a score file, by `recordingKey` of the participant.
 *
 * A row of a single rater that cannot be used (a score out of range or no number, a rater who is there before, too
 * many or too few fields) is left out and added to `skipped`; the AGGR rows are what everything is compared with, so
 * the same fault there is an error. A score that was not given is NaN, and added to `skipped` too, as are traits that have
 * no column. Other columns than Participant, Worker and the traits are passed over.
 *
 * @param file what `skipped` calls the table's file
 * @returns the traits in the file's order, and the scores
 * @throws Error naming file, line, column, what was found and a way out: no column Worker or of any trait, a
 *   participant's name that could not be a file's name, a faulty AGGR row
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

/** The scores of a row, or what is wrong with it. */
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
