import { quoted, type UserRow } from '../../text/user-table';
import type { Skipped } from '../skipped';
import type { AudformatColumn, AudformatField, AudformatHeader } from './audformat-header';
import { isAbout } from './audformat-people';
import { keyOf, rowFault, stretchOf, textIn, type ReadTable, type Stretch } from './audformat-table';
import { emotionCode } from './emotion-word';
import { scaleNames, type LabelRow, type ScaleName } from './label-row';
import { fivePoints, type ScaleEnds } from './scale';

const isScale = (field: AudformatField): field is ScaleName =>
  (scaleNames as readonly string[]).includes(field);

type MutableRow = { -readonly [K in keyof LabelRow]: LabelRow[K] };

/** What each rater said of each stretch, in the order of the tables. */
export function labelRows(
  read: readonly ReadTable[],
  told: Pick<AudformatHeader, 'schemes' | 'raters'>,
  skipped: Skipped[],
): LabelRow[] {
  const rows = new Map<string, MutableRow>();
  for (const { of, file, table } of read) {
    const columns = of.columns.filter(
      ({ field, rater }) => of.kind !== 'misc' && !isAbout(field) && told.raters.get(rater) !== 'machine',
    );
    if (columns.length === 0) continue;
    const usable = table.rows.filter((row) => {
      const reason = rowFault(of, table, row);
      if (reason !== undefined) skipped.push({ kind: 'row of labels', file, line: row.line, reason });
      return reason === undefined;
    });
    for (const column of columns) {
      const scale = isScale(column.field) ? column.field : undefined;
      const ends = told.schemes.get(column.scheme) ?? { low: NaN, high: NaN };
      const values = scale === undefined ? [] : scaleValues(usable, column, ends, file, skipped);
      usable.forEach((row, i) => {
        const stretch = stretchOf(of, table, row);
        const common = isCommon(column.rater, told.raters);
        const key = `${common ? '' : column.rater}\n${keyOf(stretch)}`;
        const entry = rows.get(key) ?? emptyRow(file, row.line, stretch, common ? '' : column.rater);
        const emotion = scale === undefined ? textIn(row, column.name) : '';
        if (scale !== undefined && Number.isNaN(entry[scale])) entry[scale] = values[i];
        else if (scale === undefined && entry.emotion === '')
          entry.emotion = emotion === '' ? '' : emotionCode(emotion);
        else {
          const before = scale === undefined ? entry.emotion : entry[scale];
          const now = scale === undefined ? emotionCode(emotion) : values[i];
          if (now !== '' && !Number.isNaN(now) && now !== before) {
            const reason = `${column.name} is ${now}, but ${before} before, in ${entry.table}, line ${entry.line}, which counts`;
            skipped.push({ kind: 'label that contradicts an earlier one', file, line: row.line, reason });
          }
        }
        if (entry.emotion !== '' || scaleNames.some((name) => !Number.isNaN(entry[name])))
          rows.set(key, entry);
      });
    }
  }
  return [...rows.values()];
}

function emptyRow(table: string, line: number, stretch: Stretch, rater: string): MutableRow {
  return {
    ...{ table, line, ...stretch, speaker: '', session: '', sex: '', transcript: '', emotion: '' },
    ...{ valence: NaN, arousal: NaN, dominance: NaN, rater, isCommon: rater === '' },
  };
}

function isCommon(rater: string, raters: AudformatHeader['raters']): boolean {
  const type = raters.get(rater);
  return rater === '' || type === 'vote' || type === 'ground truth' || /^gold/i.test(rater);
}

/** The values of a scale in some rows, brought to 1 to 5. */
function scaleValues(
  rows: readonly UserRow[],
  { name, scheme }: AudformatColumn,
  { low, high }: ScaleEnds,
  file: string,
  skipped: Skipped[],
): readonly number[] {
  const values = rows.map((row) => {
    const found = row.field(name);
    if (found.kind === 'other' || found.kind === 'ambiguous') {
      const reason = `${name} is ${quoted(row.text(name))}, expected a number`;
      skipped.push({ kind: 'rating that is not a number', file, line: row.line, reason });
    }
    return { value: found.kind === 'number' ? found.value : NaN, low, high };
  });
  const brought = fivePoints(values);
  if ('undeclared' in brought) {
    const { undeclared } = brought;
    const reason =
      `${name} is ${values[undeclared].value}, outside 1 to 5, so that none of the column is used; say the ends in db.yaml, as ` +
      `minimum and maximum of the scheme ${scheme || name}`;
    skipped.push({ kind: 'scale whose ends are not said', file, line: rows[undeclared].line, reason });
    return rows.map(() => NaN);
  }
  for (const i of brought.outside) {
    const reason = `${name} is ${values[i].value}, expected ${low} to ${high}; correct it`;
    skipped.push({ kind: 'rating outside its scale', file, line: rows[i].line, reason });
  }
  return brought.values;
}
