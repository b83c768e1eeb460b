import { declaredScale } from '../text/header';

/** Why a score is doubtful, and whether it is taken as missing. */
export interface DoubtfulScore {
  readonly reason: string;
  readonly isMissing: boolean;
}

/** Least number of scores for the outlier rule. */
const minScores = 5;
/** An outlier lies more than this many median absolute deviations from the median. */
const maxDeviations = 6;

/**
 * Finds doubtful scores; undefined for the others.
 *
 * Where the column's name declares a scale, `Score (1-7)`, a score outside it is missing. Otherwise a score is doubtful when
 * it lies more than six median absolute deviations from the median (the deviation is at least a quarter of the median). It
 * is missing when it is a usual code for that (99, 999, -9 …), and kept otherwise.
 *
 * @param scores NaN where missing
 * @param column name of their column
 */
export function doubtfulScores(scores: readonly number[], column: string): (DoubtfulScore | undefined)[] {
  const scale = declaredScale(column);
  if (scale !== undefined) {
    const { low, high } = scale;
    const reason = `outside the scale from ${low} to ${high} in the name of its column`;
    return scores.map((score) => (score < low || score > high ? { reason, isMissing: true } : undefined));
  }
  const given = scores.filter((score) => !Number.isNaN(score));
  const median = medianOf(given);
  const deviation = Math.max(medianOf(given.map((score) => Math.abs(score - median))), Math.abs(median) / 4);
  return scores.map((score) => {
    if (given.length < minScores || !(Math.abs(score - median) > maxDeviations * deviation)) return undefined;
    const isMissing = /^(?:99+|-9+)$/.test(String(score));
    const near = given.filter((one) => Math.abs(one - median) <= maxDeviations * deviation);
    const reason = `far from the other scores (${Math.min(...near)} to ${Math.max(...near)})`;
    return { reason, isMissing };
  });
}

/** Median; NaN without values. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
