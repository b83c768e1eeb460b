import { headerKey } from '../text/header';
import { recordingKey } from '../text/names';
import { quoted, type TableNeeds, type UserRow, type UserTable } from '../text/user-table';
import { rowRecording } from './row-recording';

/** The features of one table, a row per participant. */
export interface FeatureRows {
  readonly features: readonly string[];
  /** By participant; `line` is that of the first row. */
  readonly rows: ReadonlyMap<string, { readonly line: number; readonly values: Float64Array }>;
  readonly remarks: readonly string[];
}

/** Key column of a table with a row per question, `P1Q1`. */
const byQuestionKey = 'participant&question';

/** Columns with the time of a row in the recording: opensmile-python's and openSMILE's. */
const timeColumns = ['start', 'end', 'frameTime', 'frameIndex'];

/** Requirements of a table of features. */
export function featureTableNeeds(file: string): TableNeeds {
  const keys = [
    'participant',
    'participant_id',
    byQuestionKey,
    'participant name',
    'file',
    'file name',
    'name',
  ];
  return { file, keys, wanted: 'participant,f0_mean,f0_sd' };
}

/** The participant in a field of the key column, as `recordingKey`. */
export function recordingOfField(field: string, key: string): string {
  const name = recordingKey(field);
  return isByQuestion(key) ? (/^(.+?)[ _-]?q\d+$/u.exec(name)?.[1] ?? name) : name;
}

/**
 * Reads the rows of a table of features.
 *
 * Its key column is `participant` or `participant_id` (a row per interview), `participant&question` (a row per answer,
 * named `P1Q1`; `/participant&question` in the MIT interview dataset), `file` (opensmile-python) or `name` (SMILExtract).
 * Rows of one participant are averaged, skipping NaN, in a table by question and in one with a column `start`, `end`,
 * `frameTime` or `frameIndex`. All other columns are numbers; a column without numbers is left out, with a remark.
 *
 * @throws Error naming file, line, column, what was found and the way out
 */
export function featureRows(table: UserTable): FeatureRows {
  const { key, fault, columns, rows } = table;
  const times = timeColumns.flatMap((name) => table.column(name) ?? []);
  const candidates = columns.filter((column) => column !== key && !times.includes(column));
  if (candidates.length === 0) throw fault(`no column of numbers beside ${key}; export the features again`);
  const misfit = rows.find((row) => row.misfit !== undefined);
  if (misfit !== undefined) {
    throw fault(`${misfit.misfit}; put a field that holds a separator between double quotes`, misfit.line);
  }
  const words = candidates.filter((column) => holdsWords(rows, column));
  const features = candidates.filter((column) => !words.includes(column));
  if (features.length === 0) rows[0].number(words[0]); // throws: there is no number in it

  const averaged = isByQuestion(key) || times.length > 0;
  const collected = new Map<string, { line: number; rows: UserRow[] }>();
  for (const row of rows) {
    const participant = participantOf(row, table);
    const entry = collected.get(participant) ?? { line: row.line, rows: [] };
    if (entry.rows.length > 0 && !averaged) {
      throw fault(
        `${participant} is in line ${entry.line} too; remove one, or name the column ${byQuestionKey} to average the rows`,
        row.line,
        key,
      );
    }
    entry.rows.push(row);
    collected.set(participant, entry);
  }
  const means = [...collected].map(([participant, { line, rows: own }]) => {
    const values = Float64Array.from(features, (feature) => meanOf(own, feature));
    return [participant, { line, values }] as const;
  });
  return { features, rows: new Map(means), remarks: remarksOn(words, times, collected.size, rows.length) };
}

function remarksOn(
  words: readonly string[],
  times: readonly string[],
  participants: number,
  rows: number,
): string[] {
  const many = rows > participants && times.length > 0;
  return [
    ...(words.length > 0 ? [`no number in ${words.slice(0, 5).join(', ')}: left out`] : []),
    ...(times.length > 0 ? [`${times.join(', ')}: time of a row, not a feature`] : []),
    ...(many ? [`${rows} rows averaged to one for each of ${participants} recordings`] : []),
  ];
}

/** Whether a column has words and no numbers. */
function holdsWords(rows: readonly UserRow[], column: string): boolean {
  const kinds = rows.map((row) => row.field(column).kind);
  return kinds.includes('other') && !kinds.includes('number');
}

/** Mean of a column over some rows, skipping NaN; NaN without values. */
function meanOf(rows: readonly UserRow[], column: string): number {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    const value = row.number(column);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

function isByQuestion(key: string): boolean {
  return headerKey(key) === headerKey(byQuestionKey);
}

function participantOf(row: UserRow, table: UserTable): string {
  const { key, fault } = table;
  const name = rowRecording(row, table);
  const participant = recordingOfField(row.text(key), key);
  if (isByQuestion(key) && participant === name) {
    throw fault(
      `found ${quoted(row.text(key))}, expected participant and question, as in P1Q1`,
      row.line,
      key,
    );
  }
  if (name !== 'unknown') return participant;
  throw fault(`found ${quoted(row.text(key))}; name the recording (SMILExtract -instname P1)`, row.line, key);
}
