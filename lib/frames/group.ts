import { count, max, mean, median, min, standardDeviation } from '../stats/summary';
import { checkFrame, columnInfo, columnValues, numbersOf, textsOf } from '../tables/columns';
import { frame, type Frame } from './frame';
import { infosOf } from './parts';

/** Columns that hold numbers. */
function numeric(table: Frame): string[] {
  checkFrame(table);
  return table.columns.filter((name) =>
    columnValues(table, name).every((value) => value === null || typeof value === 'number'),
  );
}

/**
 * The mean of every column of numbers for each group of rows; missing values are left out of a mean, where danfo's own
 * `groupby().mean()` gives NaN.
 *
 * @param by the column whose values name the groups; they come in the order of their first appearance
 * @returns a row per group: `by`, `n` (rows), then the means under the columns' own names
 *
 * @example
 * show(groupMeans(table, 'speaker'));
 */
export function groupMeans(table: Frame, by: string): Frame {
  const names = textsOf(table, by);
  const groups = [...new Set(names)];
  const inGroup = (group: string) => (_: unknown, row: number) => names[row] === group;
  const columns = numeric(table).filter((name) => name !== by);
  return frame(
    {
      [by]: groups,
      n: groups.map((group) => names.filter((name) => name === group).length),
      ...Object.fromEntries(
        columns.map((name) => {
          const values = numbersOf(table, name);
          return [name, groups.map((group) => mean(values.filter(inGroup(group))))];
        }),
      ),
    },
    infosOf(table, columns),
  );
}

/**
 * What each column of numbers holds: unit, how many values, mean, standard deviation (n − 1), least, median, greatest.
 *
 * @example
 * show(describe(table));
 */
export function describe(table: Frame): Frame {
  return frame(
    numeric(table).map((name) => {
      const values = numbersOf(table, name);
      const { unit, meaning } = columnInfo(table, name);
      return {
        column: name,
        unit,
        n: count(values),
        mean: mean(values),
        SD: standardDeviation(values, 'n-1'),
        min: min(values),
        median: median(values),
        max: max(values),
        meaning,
      };
    }),
  );
}
