import { square } from '../stats/pow';
import { mean, variance } from '../stats/summary';

/** A rating of an item by a rater. */
export interface Rating {
  readonly item: string;
  readonly rater: string;
  readonly value: number;
}

/** Item scores from several raters, each weighted by the rater's agreement with the others. */
export interface WeightedRaters {
  /** The score of each item. */
  readonly scores: ReadonlyMap<string, number>;
  /** Of each rater: the variance of their error, in squared points of the scale; a rating's weight is its inverse. */
  readonly errorVariance: ReadonlyMap<string, number>;
  readonly iterations: number;
}

const MAX_ITERATIONS = 500;
/** Converged when no score moves by more than this, in points of the scale. */
const TOLERANCE = 1e-9;
/** Weight of the prior of a rater's variance, in ratings at the raters' common variance. Without it a rater of one item who
 *  happens to match its score exactly would determine it alone. */
const PRIOR_RATINGS = 1;

/**
 * Estimates item scores and raters' error variances by expectation maximisation: a rating is the item's score plus a normal
 * error with the rater's variance σ², and scores are normally distributed. The E step computes the posterior mean and variance
 * of each score, the M step σ² as the mean squared distance of a rater's ratings from the scores plus their posterior variance.
 *
 * @param ratings in any order; NaN is skipped
 * @returns scores as weighted means of the ratings, not shrunk to the common mean, so that they compare with a plain mean;
 *   empty for no ratings
 *
 * The idea of I. Naim et al. (2015), arXiv 1504.03425, section III, with the posterior variance and a prior of one rating,
 * without which a rater's variance can collapse to 0. A. Dempster, N. Laird, D. Rubin (1977), JRSS B 39: 1-38.
 */
export function weightRaters(ratings: readonly Rating[]): WeightedRaters {
  const used = ratings.filter(({ value }) => !Number.isNaN(value));
  const items = indexOf(used.map(({ item }) => item));
  const raters = indexOf(used.map(({ rater }) => rater));
  const item = Int32Array.from(used, (rating) => items.get(rating.item) ?? 0);
  const rater = Int32Array.from(used, (rating) => raters.get(rating.rater) ?? 0);
  const value = Float64Array.from(used, (rating) => rating.value);

  const common = variance(value, 'n');
  const centre = mean(value);
  const error = new Float64Array(raters.size).fill(common > 0 ? common : 1);
  let spread = common > 0 ? common : 1; // variance of the true scores
  let scores = new Float64Array(items.size).fill(centre);
  let moved = Infinity;
  let iterations = 0;
  while (moved > TOLERANCE && iterations < MAX_ITERATIONS) {
    iterations++;
    const precision = new Float64Array(items.size).fill(1 / spread);
    const next = new Float64Array(items.size).fill(centre / spread);
    for (let k = 0; k < value.length; k++) {
      precision[item[k]] += 1 / error[rater[k]];
      next[item[k]] += value[k] / error[rater[k]];
    }
    moved = 0;
    for (let i = 0; i < next.length; i++) {
      next[i] /= precision[i];
      moved = Math.max(moved, Math.abs(next[i] - scores[i]));
    }
    scores = next;
    const squares = new Float64Array(raters.size);
    const counts = new Float64Array(raters.size);
    let all = 0;
    for (let k = 0; k < value.length; k++) {
      const squared = square(value[k] - scores[item[k]]) + 1 / precision[item[k]];
      squares[rater[k]] += squared;
      counts[rater[k]]++;
      all += squared;
    }
    const typical = all / value.length;
    for (let j = 0; j < error.length; j++) {
      error[j] = Math.max(1e-6, (squares[j] + PRIOR_RATINGS * typical) / (counts[j] + PRIOR_RATINGS));
    }
    let squaredDistance = 0;
    for (let i = 0; i < scores.length; i++) squaredDistance += square(scores[i] - centre) + 1 / precision[i];
    spread = Math.max(1e-6, squaredDistance / scores.length);
  }
  const weight = new Float64Array(items.size);
  const total = new Float64Array(items.size);
  for (let k = 0; k < value.length; k++) {
    weight[item[k]] += 1 / error[rater[k]];
    total[item[k]] += value[k] / error[rater[k]];
  }
  return {
    scores: new Map([...items].map(([name, i]) => [name, total[i] / weight[i]])),
    errorVariance: new Map([...raters].map(([name, j]) => [name, error[j]])),
    iterations,
  };
}

function indexOf(names: readonly string[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const name of names) if (!index.has(name)) index.set(name, index.size);
  return index;
}
