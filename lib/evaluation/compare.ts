import { bootstrap } from '../stats/bootstrap';
import { pow } from '../stats/pow';
import { random } from '../stats/random';
import { quantile } from '../stats/summary';

/** A score of predictions against the truth, over some of the rows: `concordance`, or a UAR. */
export type Score = (truth: Float64Array, predicted: Float64Array) => number;

/** A score with its 95 % interval. */
export interface ScoreWithInterval {
  readonly value: number;
  /** [low, high]; NaN when no resample defines the score. */
  readonly ci95: readonly [number, number];
}

/** A paired comparison of two predictions of the same rows. */
export interface PairedComparison {
  /** Score of the first minus score of the second. */
  readonly difference: number;
  /** Bootstrap over groups. */
  readonly ci95: readonly [number, number];
  /** Two-sided permutation test; NaN when the difference is. */
  readonly p: number;
}

export interface ResamplingOptions {
  /** The group of each row, such as its speaker: rows of one group resemble each other and stay together. */
  readonly groups: readonly string[];
  readonly seed: number;
  readonly repeats?: number;
}

/** Up to this many groups the test is exact: every exchange is tried once. */
const EXACT_GROUPS = 10;

/**
 * A score with a percentile bootstrap interval, groups resampled with all their rows. With few groups (ten speakers,
 * say) such intervals are somewhat too narrow.
 *
 * @throws RangeError when there is no row
 */
export function scoreWithInterval(
  score: Score,
  truth: Float64Array,
  predicted: Float64Array,
  { groups, seed, repeats = 1000 }: ResamplingOptions,
): ScoreWithInterval {
  const [ofTruth, ofPredicted] = [picker(truth), picker(predicted)];
  const { interval } = bootstrap(groups, (rows) => score(ofTruth(rows), ofPredicted(rows)), {
    seed,
    repeats,
  });
  return { value: score(truth, predicted), ci95: interval };
}

/**
 * 95 % bootstrap intervals of several scores at once, groups resampled with all their rows.
 *
 * @param scoresOf from the indices of resampled rows to scores by name; the array is reused between calls
 * @returns [low, high] by name
 */
export function intervalsOf(
  scoresOf: (rows: Int32Array) => Readonly<Record<string, number>>,
  { groups, seed, repeats = 1000 }: ResamplingOptions,
): Record<string, readonly [number, number]> {
  const values = new Map<string, number[]>();
  bootstrap(
    groups,
    (rows) => {
      for (const [name, value] of Object.entries(scoresOf(rows))) {
        const found = values.get(name);
        if (found) found.push(value);
        else values.set(name, [value]);
      }
      return 0;
    },
    { seed, repeats },
  );
  return Object.fromEntries(
    [...values].map(([name, found]) => [name, [quantile(found, 0.025), quantile(found, 0.975)] as const]),
  );
}

/**
 * Compares the scores of two models' predictions of the same rows. The interval of the difference is a
 * paired bootstrap: both are scored on the same resampled groups. The p-value is a permutation test: under the
 * null hypothesis that the models are equally good, a group's predictions can be exchanged between them. It is the share of
 * exchanges with a difference at least as large; for up to ten groups all are tried, and the least p with g groups is 2/2^g.
 *
 * @throws RangeError when there is no row
 *
 * B. Efron, R. Tibshirani (1993), "An Introduction to the Bootstrap", chapters 13 and 15.
 * P. Good (2005), "Permutation, Parametric, and Bootstrap Tests of Hypotheses", chapter 3.
 */
export function comparePaired(
  score: Score,
  truth: Float64Array,
  first: Float64Array,
  second: Float64Array,
  { groups, seed, repeats = 1000 }: ResamplingOptions,
): PairedComparison {
  const difference = score(truth, first) - score(truth, second);
  const [ofTruth, ofFirst, ofSecond] = [picker(truth), picker(first), picker(second)];
  const { interval } = bootstrap(
    groups,
    (rows) => {
      const resampled = ofTruth(rows);
      return score(resampled, ofFirst(rows)) - score(resampled, ofSecond(rows));
    },
    { seed, repeats },
  );
  if (Number.isNaN(difference)) return { difference, ci95: interval, p: NaN };

  const names = [...new Set(groups)];
  const rowsOf = names.map((name) => groups.flatMap((group, row) => (group === name ? [row] : [])));
  const exact = names.length <= EXACT_GROUPS;
  const trials = exact ? pow(2, names.length) : repeats;
  const generator = random(seed);
  const exchanged = new Uint8Array(names.length);
  const [a, b] = [first.slice(), second.slice()];
  let asLarge = 0;
  for (let trial = 0; trial < trials; trial++) {
    for (let g = 0; g < names.length; g++) {
      const exchange = exact ? (trial >> g) & 1 : Number(generator.next() < 0.5);
      if (exchange !== exchanged[g]) swap(a, b, rowsOf[g]);
      exchanged[g] = exchange;
    }
    // The exchange of no group or of all must count, in spite of rounding.
    if (Math.abs(score(truth, a) - score(truth, b)) >= Math.abs(difference) - 1e-12) asLarge++;
  }
  return { difference, ci95: interval, p: exact ? asLarge / trials : (asLarge + 1) / (trials + 1) };
}

/**
 * p-values corrected for multiple testing by Holm's step-down procedure, which controls the family-wise error rate. NaN stays NaN and is not counted.
 *
 * S. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian J. Statistics 6: 65-70.
 */
export function holm(p: readonly number[]): number[] {
  const order = p.flatMap((value, i) => (Number.isNaN(value) ? [] : [i])).sort((i, j) => p[i] - p[j]);
  const corrected = p.map(() => NaN);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, p[i] * (order.length - rank)));
    corrected[i] = largest;
  });
  return corrected;
}

/** Selects the values of rows, into an array that the next call uses again. */
function picker(values: Float64Array): (rows: Int32Array) => Float64Array {
  let buffer = new Float64Array(values.length);
  return (rows) => {
    if (rows.length > buffer.length) buffer = new Float64Array(2 * rows.length);
    return pick(values, rows, buffer.subarray(0, rows.length));
  };
}

function pick(values: Float64Array, rows: Int32Array, picked: Float64Array): Float64Array {
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]];
  return picked;
}

function swap(a: Float64Array, b: Float64Array, rows: readonly number[]): void {
  for (const i of rows) {
    const value = a[i];
    a[i] = b[i];
    b[i] = value;
  }
}
