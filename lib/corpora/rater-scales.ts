import { declaredScale } from '../text/header';
import type { UserTable } from '../text/user-table';
import type { ScoreColumn } from './score-columns';
import type { Remark } from './skipped';

/** Scores of a rater from which a scale can be guessed. */
const minScores = 3;

/**
 * Brings the scores of a trait to one scale where the names of its columns declare several: that of the first column.
 * Where the scales are not said and the scores of two raters lie wholly apart, it adds a remark.
 *
 * @param scores of each column, by row
 * @param rater  column that names the rater of a row
 * @throws Error naming the columns when some of them declare different scales and others none
 */
export function onOneScale(
  table: UserTable,
  columns: readonly ScoreColumn[],
  scores: readonly (readonly number[])[],
  rater: string | undefined,
  file: string,
  remarks: Remark[],
): readonly (readonly number[])[] {
  const brought = [...scores];
  for (const trait of new Set(columns.map((one) => one.trait))) {
    const own = columns.flatMap((one, i) =>
      one.trait === trait ? [{ ...one, i, scale: declaredScale(one.column) }] : [],
    );
    const declared = own.flatMap(({ column, scale }) => (scale === undefined ? [] : [{ column, ...scale }]));
    const others = declared.filter(({ low, high }) => low !== declared[0].low || high !== declared[0].high);
    if (others.length === 0) {
      if (declared.length === own.length && own.length > 1) continue;
      const groups = own.flatMap(({ column, i }) => byRater(table, column, scores[i], rater));
      const doubt = apart(groups);
      if (doubt !== undefined) remarks.push({ file, reason: doubt });
      continue;
    }
    const silent = own.find(({ scale }) => scale === undefined);
    const [first] = declared;
    if (silent !== undefined) {
      throw table.fault(
        `column ${silent.column} says no scale, while ${first.column} and ${others[0].column} say different ones; ` +
          `write its ends into its name, as in ${silent.column} (1-7)`,
      );
    }
    for (const { i, scale } of own) {
      if (scale === undefined) continue;
      const { low, high } = scale;
      if (low === first.low && high === first.high) continue;
      const stretch = (first.high - first.low) / (high - low);
      brought[i] = scores[i].map((value) => first.low + stretch * (value - low));
    }
    const names = others.map(({ column }) => column).join(', ');
    remarks.push({
      file,
      reason: `brought to the scale of ${first.column}, from ${first.low} to ${first.high}: ${names}`,
    });
  }
  return brought;
}

/** The given scores of one rater. */
interface RaterRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

function byRater(
  { rows }: UserTable,
  column: string,
  scores: readonly number[],
  rater: string | undefined,
): RaterRange[] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    if (Number.isNaN(scores[i])) return;
    const name = rater === undefined ? column : `rater ${row.text(rater)}`;
    groups.set(name, [...(groups.get(name) ?? []), scores[i]]);
  });
  return [...groups].flatMap(([name, values]) =>
    values.length < minScores ? [] : [{ name, low: Math.min(...values), high: Math.max(...values) }],
  );
}

/** That the scores of two raters lie wholly apart, as on different scales; undefined where none do. */
function apart(ranges: readonly RaterRange[]): string | undefined {
  for (const one of ranges) {
    const other = ranges.find(({ low }) => low > one.high);
    if (other === undefined) continue;
    return (
      `${one.name} scores from ${one.low} to ${one.high} and ${other.name} from ${other.low} to ${other.high}; if their scales differ, ` +
      'give each rater a column with the ends in its name, as in rater1 (1-7), rater2 (0-100)'
    );
  }
  return undefined;
}
