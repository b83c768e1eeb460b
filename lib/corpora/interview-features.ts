import { join } from 'node:path';
import { visibleNames } from './folder';
import { namedRows } from './numeric-csv';
import { readText } from './text-file';

/** Numbers per interview that were computed elsewhere. */
export interface InterviewFeatures {
  /** Paths of the tables, relative to the data folder, with forward slashes. */
  readonly files: readonly string[];
  /** Of each row, in lower case, as in the raters' file: 'p1'. In order of first appearance. */
  readonly participants: readonly string[];
  readonly features: readonly string[];
  /** Row-major, participants × features; NaN where nothing was measured or a table lacks the participant. */
  readonly values: Float64Array;
}

const folder = 'data_interview/Features';
/** Names of the column that says whose row it is; the last one has a row per question, 'P1Q1'. */
const keys = ['participant', 'participant_id', 'participant&question'];

/**
 * Features of interviews that other programs measured: every `data_interview/Features/*.csv`, joined by participant.
 *
 * A table has a column `participant`, `Participant`, `participant_id` (a row per interview) or `participant&question`
 * (a row per answer, named `P1Q1`; the rows of one participant are averaged, gaps skipped; the MIT interview dataset's
 * own table spells it `/participant&question`); all others are numbers,
 * missing where `--undefined--`, `NA` or empty. A column that two tables share is named `file:column` in the later one.
 *
 * @returns no participants where there is no such folder or no table in it
 * @throws Error naming file, line, column, what was found and the way out
 */
export async function readInterviewFeatures(dataDir: string): Promise<InterviewFeatures> {
  const names = (await visibleNames(join(dataDir, folder))).filter((name) => /\.csv$/i.test(name));
  const features: string[] = [];
  const rowsOf = new Map<string, number[]>(); // participant → values so far
  for (const name of names) {
    const file = `${folder}/${name}`;
    const table = parseFeatureTable(await readText(join(dataDir, file), 'shift_jis'), file);
    const offset = features.length;
    for (const feature of table.features) {
      features.push(features.includes(feature) ? `${name}:${feature}` : feature);
    }
    for (const [participant, values] of table.rows) {
      const row = rowsOf.get(participant) ?? [];
      while (row.length < offset) row.push(NaN);
      rowsOf.set(participant, [...row, ...values]);
    }
  }
  const width = features.length;
  const values = new Float64Array(rowsOf.size * width).fill(NaN);
  [...rowsOf.values()].forEach((row, i) => values.set(row, i * width));
  return {
    files: names.map((name) => `${folder}/${name}`),
    participants: [...rowsOf.keys()],
    features,
    values,
  };
}

/**
 * One such table: a row per participant, averaged where there are several.
 *
 * @param text with line ends `\n`
 * @param file what errors call it
 */
export function parseFeatureTable(
  text: string,
  file: string,
): { features: string[]; rows: Map<string, Float64Array> } {
  const { columns, rows } = namedRows(text, file);
  const key = columns.find((column) => keys.includes(plainKey(column)));
  if (key === undefined) {
    throw new Error(
      `${file}: no column ${keys.join(', ')}; found ${columns.slice(0, 6).join(', ')}; ` +
        'name the column that says whose row it is',
    );
  }
  const byQuestion = plainKey(key) === 'participant&question';
  const features = columns.filter((column) => column !== key);
  if (features.length === 0) throw new Error(`${file}: no column beside ${key}; export the features again`);
  const collected = new Map<string, { line: number; sums: Float64Array; counts: Int32Array }>();
  for (const row of rows) {
    const participant = participantOf(row.text(key), byQuestion, `${file}, line ${row.line}, column ${key}`);
    const before = collected.get(participant);
    if (before !== undefined && !byQuestion) {
      throw new Error(
        `${file}, line ${row.line}: ${participant} is in line ${before.line} too; ` +
          'remove one, or name the column participant&question to have rows averaged',
      );
    }
    const entry = before ?? {
      line: row.line,
      sums: new Float64Array(features.length),
      counts: new Int32Array(features.length),
    };
    collected.set(participant, entry);
    features.forEach((feature, j) => {
      const value = row.number(feature);
      if (Number.isNaN(value)) return;
      entry.sums[j] += value;
      entry.counts[j]++;
    });
  }
  const means = [...collected].map(([participant, { sums, counts }]): [string, Float64Array] => [
    participant,
    sums.map((sum, j) => sum / counts[j]), // 0/0 is NaN: never measured
  ]);
  return { features, rows: new Map(means) };
}

/** A key's name without what does not matter: case, and the slash in front that the MIT dataset's table has. */
function plainKey(column: string): string {
  return column.toLowerCase().replace(/^\//, '');
}

function participantOf(found: string, byQuestion: boolean, where: string): string {
  const name = found.toLowerCase().normalize('NFC');
  if (!byQuestion) {
    if (name !== '') return name;
    throw new Error(`${where}: empty; name the participant, as in the raters' file`);
  }
  const match = /^(.+?)[ _-]?q\d+$/.exec(name);
  if (match !== null) return match[1];
  throw new Error(`${where}: found ${JSON.stringify(found)}, expected participant and question, as in P1Q1`);
}
