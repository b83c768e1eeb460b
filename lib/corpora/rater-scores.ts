import { parseCsv } from './csv';
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

/** Words that stand for "no answer". */
const missing = ['', 'na', 'nan', '--undefined--'];

/**
 * The rows of a score file, by participant in lower case.
 *
 * A row of a single rater that cannot be used (a score out of range or no number, a rater who is there before, too
 * many or too few fields) is left out and added to `skipped`; the AGGR rows are what everything is compared with, so
 * the same fault there is an error. A score that was not given is NaN, and added to `skipped` too.
 *
 * @param text CSV with line ends `\n`; other columns than Participant, Worker and the traits are passed over
 * @param file what messages call it
 * @returns the traits in the file's order, and the scores
 * @throws Error naming file, line, column, what was found and a way out: missing columns, a participant's name that
 *   could not be a file's name, no rows, a faulty AGGR row
 */
export function parseScores(
  text: string,
  file: string,
  skipped: Skipped[],
): { traits: string[]; scores: Map<string, Scores> } {
  const [header, ...rows] = parseCsv(text, file);
  const columns = (header?.fields ?? []).map((name) => name.trim());
  const absent = ['Participant', 'Worker', ...traitColumns].filter((name) => !columns.includes(name));
  if (absent.length > 0) {
    throw new Error(
      `${file}: no column ${absent.join(', ')}; found ${columns.join(', ') || 'none'}; ` +
        'the first line must name them all, with commas between',
    );
  }
  const twice = columns.find((name, i) => columns.indexOf(name) !== i && name !== '');
  if (twice !== undefined) throw new Error(`${file}: column ${twice} is there twice; remove one`);
  if (rows.length === 0) throw new Error(`${file}: no rows below the column names; export the scores again`);

  const traits = columns.filter((name) => traitColumns.includes(name));
  const scores = new Map<string, { truth?: Ratings; raters: Rater[] }>();
  for (const { line, fields } of rows) {
    const participant = participantName(fields[columns.indexOf('Participant')] ?? '', file, line);
    const worker = (fields[columns.indexOf('Worker')] ?? '').trim();
    const isTruth = worker.toUpperCase() === 'AGGR';
    const entry = scores.get(participant) ?? { raters: [] };
    scores.set(participant, entry);

    const known = isTruth ? entry.truth !== undefined : entry.raters.some((rater) => rater.worker === worker);
    const read = known
      ? `${participant} has a row of ${worker} before`
      : readRatings(fields, columns, traits);
    if (typeof read === 'string') {
      if (isTruth)
        throw new Error(`${file}, line ${line}: ${participant} AGGR: ${read}; correct or remove the row`);
      skipped.push({ kind: "rater's row", file, line, reason: `${participant} ${worker}: ${read}` });
      continue;
    }
    for (const trait of traits) {
      if (!Number.isNaN(read[trait])) continue;
      skipped.push({
        kind: 'score not given',
        file,
        line,
        reason: `${participant} ${worker}: ${trait} is empty`,
      });
    }
    if (isTruth) entry.truth = read;
    else entry.raters.push({ worker, ratings: read });
  }
  return { traits, scores };
}

/** The scores of a row, or what is wrong with it. */
function readRatings(
  fields: readonly string[],
  columns: readonly string[],
  traits: readonly string[],
): Ratings | string {
  if (fields.length !== columns.length) return `${fields.length} fields, expected ${columns.length}`;
  const ratings: Record<string, number> = {};
  for (const trait of traits) {
    const found = fields[columns.indexOf(trait)].trim();
    const value = missing.includes(found.toLowerCase()) ? NaN : Number(found);
    const top = trait === 'Total' ? Infinity : 7;
    if (!missing.includes(found.toLowerCase()) && !(value >= 1 && value <= top && value < Infinity)) {
      return `${trait} is ${JSON.stringify(found)}, expected a number ${trait === 'Total' ? 'above 0' : 'from 1 to 7'}`;
    }
    ratings[trait] = value;
  }
  return ratings;
}

/** A participant in lower case. The name becomes part of paths, so it may not lead out of a folder. */
function participantName(found: string, file: string, line: number): string {
  const name = found.trim().toLowerCase();
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.-]*$/u.test(name) && !name.includes('..')) return name;
  throw new Error(
    `${file}, line ${line}: Participant is ${JSON.stringify(found)}; ` +
      'expected letters and digits, as in the name of the recording (p1 for P1.wav)',
  );
}
