import { InsufficientData } from './insufficient-data';
import { random } from './random';
import { quantile } from './summary';

/** Bootstrap interval and standard error of a statistic. */
export interface BootstrapInterval {
  /** Percentile interval, [low, high]. */
  readonly interval: readonly [number, number];
  /** The statistic in each repeat; NaN where it was undefined, such as a correlation of equal rows. */
  readonly values: Float64Array;
  /** Repeats that were undefined and are left out of the interval. */
  readonly undefinedRepeats: number;
}

export interface BootstrapOptions {
  seed: number;
  repeats?: number;
  /** Probability the interval is to cover. */
  level?: number;
}

/**
 * Percentile bootstrap interval of any statistic.
 *
 * @param units how many rows there are, each on its own, or the group of each row: rows of one speaker resemble
 *   each other, so speakers are resampled and bring all their rows
 * @param statistic from the indices of the resampled rows to a number; the array is reused between calls
 * @throws RangeError when there is nothing to resample, or the level is not between 0 and 1
 *
 * B. Efron, R. Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
 */
export function bootstrap(
  units: number | readonly string[],
  statistic: (rows: Int32Array) => number,
  { seed, repeats = 1000, level = 0.95 }: BootstrapOptions,
): BootstrapInterval {
  const groups = typeof units === 'number' ? singletons(units) : rowsByGroup(units);
  if (groups.length === 0) throw new InsufficientData('no rows to resample; give one or more');
  if (!(level > 0 && level < 1)) throw new RangeError(`level ${level} is not between 0 and 1; 0.95 is usual`);
  const generator = random(seed);
  const longest = groups.reduce((most, group) => Math.max(most, group.length), 0);
  const rows = new Int32Array(groups.length * longest);
  const values = new Float64Array(repeats);
  for (let repeat = 0; repeat < repeats; repeat++) {
    let n = 0;
    for (let draw = 0; draw < groups.length; draw++) {
      const group = groups[generator.integer(0, groups.length)];
      rows.set(group, n);
      n += group.length;
    }
    values[repeat] = statistic(rows.subarray(0, n));
  }
  return {
    interval: [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)],
    values,
    undefinedRepeats: values.filter(Number.isNaN).length,
  };
}

function singletons(count: number): Int32Array[] {
  return Array.from({ length: count }, (_, row) => Int32Array.of(row));
}

function rowsByGroup(groupOfRow: readonly string[]): Int32Array[] {
  const groups = new Map<string, number[]>();
  groupOfRow.forEach((group, row) => {
    const rows = groups.get(group);
    if (rows) rows.push(row);
    else groups.set(group, [row]);
  });
  return [...groups.values()].map((rows) => Int32Array.from(rows));
}
