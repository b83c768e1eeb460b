import { declaredScale } from '../text/header';

/** A score that cannot be meant, and whether it is taken as missing. */
export interface DoubtfulScore {
  readonly reason: string;
  readonly isMissing: boolean;
}

/** Scores from which on it can be said what is usual. */
const fewest = 5;
/** Times the usual distance from the median that is no longer believed. */
const farthest = 6;

/**
 * What is wrong with each of these scores; undefined where nothing is.
 *
 * A scale that the column's name declares, `Score (1-7)`, decides: what lies outside it is missing. Without one a score
 * is doubted that lies more than six times as far from the median as half of the scores do (at least a quarter of the
 * median counts as usual): it is missing where it is a code that stands for that (99, 999, -9 …), and kept otherwise.
 *
 * @param scores NaN where none was given
 * @param column the name of their column
 */
export function doubtfulScores(scores: readonly number[], column: string): (DoubtfulScore | undefined)[] {
  const scale = declaredScale(column);
  if (scale !== undefined) {
    const { low, high } = scale;
    const reason = `outside the scale from ${low} to ${high} that its column names`;
    return scores.map((score) => (score < low || score > high ? { reason, isMissing: true } : undefined));
  }
  const given = scores.filter((score) => !Number.isNaN(score));
  const middle = medianOf(given);
  const usual = Math.max(medianOf(given.map((score) => Math.abs(score - middle))), Math.abs(middle) / 4);
  return scores.map((score) => {
    if (given.length < fewest || !(Math.abs(score - middle) > farthest * usual)) return undefined;
    const isMissing = /^(?:99+|-9+)$/.test(String(score));
    const near = given.filter((one) => Math.abs(one - middle) <= farthest * usual);
    const reason = `far from the other scores (${Math.min(...near)} to ${Math.max(...near)})`;
    return { reason, isMissing };
  });
}

/** NaN for none. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
