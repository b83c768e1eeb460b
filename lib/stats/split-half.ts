import { pearson } from './correlation';
import { spearmanBrown } from './intraclass';
import { random } from './random';
import { mean, summary } from './summary';

/** Split-half reliability of the mean rating. */
export interface SplitHalf {
  /** Mean over the splits of the correlation of the halves' means, stepped up by Spearman-Brown to all raters. */
  readonly reliability: number;
  /** Correlation of the halves, mean over the splits. */
  readonly halves: number;
  /** Standard deviation of the stepped-up value over the splits: how much the way of halving matters. */
  readonly deviation: number;
}

/**
 * Split-half reliability: the raters of each target are halved at random, and the halves' means are correlated over the targets.
 * Of an odd number of raters one, drawn anew each time, is left out.
 *
 * @param ratings a list per target; NaN is skipped, and a target with fewer than two ratings is left out
 * @param splits  random halvings
 * @returns NaN for fewer than three targets
 */
export function splitHalf(
  ratings: readonly ArrayLike<number>[],
  { seed, splits = 200 }: { seed: number; splits?: number },
): SplitHalf {
  const rated = ratings
    .map((values) => Array.from(values).filter((value) => !Number.isNaN(value)))
    .filter((values) => values.length >= 2);
  const generator = random(seed);
  const halves = new Float64Array(splits).fill(NaN);
  for (let split = 0; split < splits && rated.length >= 3; split++) {
    const first = new Float64Array(rated.length);
    const second = new Float64Array(rated.length);
    rated.forEach((values, i) => {
      const shuffled = generator.shuffle(values);
      const half = Math.floor(values.length / 2);
      first[i] = mean(shuffled.slice(0, half));
      second[i] = mean(shuffled.slice(half, 2 * half));
    });
    halves[split] = pearson(first, second).r;
  }
  const whole = summary(halves.map((r) => spearmanBrown(r, 2)));
  return { reliability: whole.mean, halves: mean(halves), deviation: whole.standardDeviation };
}
