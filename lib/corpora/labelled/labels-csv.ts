import { join } from 'node:path';
import { declaredScale } from '../../text/header';
import { recordingKey } from '../../text/names';
import { isMissing } from '../../text/number';
import { readUserTable } from '../../text/read-table';
import { secondsOf } from '../../text/seconds';
import { quoted, type TableNeeds, type UserRow, type UserTable } from '../../text/user-table';
import type { Skipped } from '../skipped';
import { emotionCode } from './emotion-word';
import { scaleNames, sexOf, type CorpusLabels, type LabelRow, type ScaleName } from './label-row';
import type { RecordingIndex } from './recording-index';
import { fivePoints, isDeclared, type ScaleValue } from './scale';

const texts = ['speaker', 'session', 'sex', 'emotion', 'transcript', 'rater'] as const;
type Text = (typeof texts)[number];

/** Requirements of a table of labels. */
export function labelTableNeeds(file: string): TableNeeds {
  const keys = ['file', 'file name', 'recording', 'path'];
  const wanted = `file and any of start,end,${[...texts, ...scaleNames].join()}`;
  return { file, keys, wanted };
}

/**
 * Reads a corpus's table of labels, a row per utterance or, with a column `rater`, per utterance and rater. The row of the rater
 * `AGGR` holds what all raters said together.
 *
 * Columns are `file` and any of `start`, `end` (s, `m:s` or `h:m:s`), `speaker`, `session`, `sex`, `emotion`, `transcript`,
 * `rater`, `valence`, `arousal` and `dominance`; others are not read. The ends of a scale stand in columns such as
 * `arousal_min` and `arousal_max`, or in the name, `arousal (1-7)`; without them it is 1 to 5. What cannot be read is added to
 * `skipped` with file, line and field.
 *
 * @param file the table, relative to the data folder
 * @throws Error naming the file when it is no table, or has neither emotions nor ratings
 */
export async function readLabelsTable(
  dataDir: string,
  file: string,
  recordings: RecordingIndex,
): Promise<CorpusLabels> {
  const table = await readUserTable(join(dataDir, file), labelTableNeeds(file), {
    nameOf: recordingKey,
    isKnown: recordings.isKnown,
  });
  const skipped: Skipped[] = [];
  const rows = table.rows.filter((row) => {
    const reason = rowFault(row, table);
    if (reason !== undefined) skipped.push({ kind: 'row of labels', file, line: row.line, reason });
    return reason === undefined;
  });
  const scales = scaleNames.map((name) => ({ name, column: table.column(name) }));
  const rated = scales.filter(({ column }) => column !== undefined);
  if (rated.length === 0 && table.column('emotion') === undefined) {
    throw table.fault(
      `no column emotion, ${scaleNames.join(', ')}; found ${table.columns.join(', ')}; add what was labelled`,
    );
  }
  const values = new Map(
    scales.map(({ name, column }) => [name, scaleOf({ table, rows, file }, name, column, skipped)]),
  );
  const textIn = textReader(table);
  return {
    file,
    rows: rows.map((row, i): LabelRow => {
      const sex = sexOf(textIn(row, 'sex'));
      if (sex === undefined) {
        const reason = `sex is ${quoted(textIn(row, 'sex'))}, expected female or male (F or M), or nothing`;
        skipped.push({ kind: 'sex not understood, utterance used', file, line: row.line, reason });
      }
      const rater = textIn(row, 'rater');
      const emotion = textIn(row, 'emotion');
      const scale = (name: ScaleName) => values.get(name)?.[i] ?? NaN;
      return {
        ...{ table: file, line: row.line, file: row.text(table.key), ...timesOf(row, table) },
        ...{ speaker: textIn(row, 'speaker'), session: textIn(row, 'session'), sex: sex ?? '' },
        ...{ transcript: textIn(row, 'transcript'), emotion: emotion === '' ? '' : emotionCode(emotion) },
        ...{ valence: scale('valence'), arousal: scale('arousal'), dominance: scale('dominance') },
        ...{ rater, isCommon: rater.toUpperCase() === 'AGGR' },
      };
    }),
    hasSpeaker: table.column('speaker') !== undefined,
    hasSession: table.column('session') !== undefined,
    hasRatings: rated.length > 0,
    skipped,
    remarks: table.remarks.map((reason) => ({ file, reason })),
  };
}

/** What is wrong with a row as a whole. */
function rowFault(row: UserRow, table: UserTable): string | undefined {
  if (row.misfit !== undefined)
    return `${row.misfit}; put a field that holds a separator between double quotes`;
  if (row.text(table.key) === '') return `${table.key} is empty; name the recording, or delete the row`;
  const { start, end } = timesOf(row, table);
  for (const [name, value] of [
    ['start', start],
    ['end', end],
  ] as const) {
    if (!Number.isNaN(value)) continue;
    const found = quoted(row.text(table.column(name) ?? ''));
    return `${name} is ${found}, expected seconds, as 12.5, or minutes and seconds, as 0:12.5`;
  }
  return start < end ? undefined : `end is ${end} s, not after start, ${start} s; correct one`;
}

/** Start and end of a row, s; NaN where the field is no time. */
function timesOf(row: UserRow, table: UserTable): { start: number; end: number } {
  const time = (name: string, missing: number) => {
    const column = table.column(name);
    const found = column === undefined ? '' : row.text(column);
    return column === undefined || isMissing(found) ? missing : secondsIn(row, column);
  };
  return { start: time('start', 0), end: time('end', Infinity) };
}

function secondsIn(row: UserRow, column: string): number {
  const number = row.field(column);
  if (number.kind === 'number') return number.value >= 0 ? number.value : NaN;
  return secondsOf(row.text(column));
}

/** Reads a text of a row; empty where the column or a value is missing. */
function textReader(table: UserTable): (row: UserRow, name: Text) => string {
  const columns = new Map(texts.map((name) => [name, table.column(name)]));
  return (row, name) => {
    const column = columns.get(name);
    const found = column === undefined ? '' : row.text(column).normalize('NFC');
    return isMissing(found) ? '' : found;
  };
}

interface Read {
  readonly table: UserTable;
  readonly rows: readonly UserRow[];
  readonly file: string;
}

/** The values of a scale, brought to 1 to 5; NaN where they are missing or cannot be read. */
function scaleOf(
  { table, rows, file }: Read,
  name: ScaleName,
  column: string | undefined,
  skipped: Skipped[],
): readonly number[] {
  if (column === undefined) return rows.map(() => NaN);
  const skip = (kind: string, row: UserRow, reason: string) =>
    skipped.push({ kind, file, line: row.line, reason });
  const numberIn = (row: UserRow, of: string) => {
    const found = row.field(of);
    if (found.kind === 'number') return found.value;
    if (found.kind !== 'missing') {
      const way =
        found.kind === 'ambiguous' ? 'write a decimal point' : 'write missing values as NA or nothing';
      skip('rating that is not a number', row, `${of} is ${quoted(row.text(of))}, expected a number; ${way}`);
    }
    return NaN;
  };
  const ends = [table.column(`${name}_min`), table.column(`${name}_max`)];
  const inName = declaredScale(column) ?? { low: NaN, high: NaN };
  const values = rows.map((row): ScaleValue => {
    const value = numberIn(row, column);
    const [low, high] = ends.map((end) => (end === undefined ? NaN : numberIn(row, end)));
    const isHalf = ends.some((end) => end !== undefined) && !isDeclared({ low, high });
    if (isHalf && !Number.isNaN(value)) {
      skip(
        'rating without the ends of its scale',
        row,
        `${name}_min and ${name}_max are ${low} and ${high}; write both`.replaceAll('NaN', 'missing'),
      );
    }
    return { value: isHalf ? NaN : value, ...(isDeclared({ low, high }) ? { low, high } : inName) };
  });
  const brought = fivePoints(values);
  if ('undeclared' in brought) {
    skip(
      'scale whose ends are not said',
      rows[brought.undeclared],
      `${column} is ${values[brought.undeclared].value}, outside 1 to 5, so that none of the column is used; say the ends in ` +
        `columns ${name}_min and ${name}_max, or in its name, as in ${name} (1-7); or correct the value`,
    );
    return rows.map(() => NaN);
  }
  for (const i of brought.outside) {
    const { value, low, high } = values[i];
    skip(
      'rating outside its scale',
      rows[i],
      `${column} is ${value}, expected ${low} to ${high}; correct it`,
    );
  }
  return brought.values;
}
