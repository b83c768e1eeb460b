/** A prediction interval: it contains the true score with a given probability. */
export interface ConformalInterval {
  /** −Infinity where there are too few groups for the level. */
  readonly low: number;
  /** Infinity where there are too few groups for the level. */
  readonly high: number;
}

/**
 * Interval for the score of one new row by CV+ (jackknife+ where each fold is one group), groups of rows counting as one:
 * the new row is predicted by every model that has left some of the rows out; the residuals of those models on the rows
 * left out are added and subtracted.
 *
 * @param predictions the new row's score by the model that has not seen row i
 * @param residuals   |truth − prediction| of row i by the model that has not seen it
 * @param groups      of row i, such as the person; the rows of one share one vote
 * @param level       wanted probability that the interval contains the truth, such as 0.9. When groups are exchangeable,
 *   coverage is close to it in practice and at least 2·level − 1. At least level/(1 − level) groups are needed
 * @throws RangeError when the lists differ in length, or the level is not between 0 and 1
 *
 * R. Barber, E. Candès, A. Ramdas, R. Tibshirani (2021), "Predictive inference with the jackknife+", Annals of Statistics
 * 49: 486-507; groups as in Y. Lee, R. Barber, R. Willett (2023), arXiv 2306.06342.
 */
export function crossConformal(
  predictions: ArrayLike<number>,
  residuals: ArrayLike<number>,
  groups: readonly string[],
  level: number,
): ConformalInterval {
  if (predictions.length !== residuals.length || groups.length !== residuals.length) {
    throw new RangeError(
      `${predictions.length} predictions, ${residuals.length} residuals, ${groups.length} groups; give one of each per row`,
    );
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`level ${level} is not between 0 and 1; 0.9 is usual`);
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const votes = groups.map((group) => 1 / (sizes.get(group) ?? 1));
  const share = level * (sizes.size + 1); // of all groups and the new one
  const bound = (sign: 1 | -1) => {
    const ends = votes.map((vote, i) => ({ vote, end: sign * predictions[i] + residuals[i] }));
    ends.sort((a, b) => a.end - b.end);
    let counted = 0;
    for (const { vote, end } of ends) {
      counted += vote;
      if (counted >= share - 1e-9) return sign * end;
    }
    return sign * Infinity;
  };
  return { low: bound(-1), high: bound(1) };
}

/** The highest level attainable with this number of groups, at most `wanted`. */
export function attainableLevel(groups: number, wanted: number): number {
  return Math.min(wanted, groups / (groups + 1));
}
