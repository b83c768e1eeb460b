import type { Interview } from '../../corpora/interviews';
import { weightRaters } from '../../evaluation/raters';
import { pearson } from '../../stats/correlation';
import { intraclassOneWay, intraclassTwoWay, type Intraclass } from '../../stats/intraclass';
import { splitHalf } from '../../stats/split-half';
import { mean } from '../../stats/summary';

/** How far raters agree on one trait, and what that allows a prediction to reach. */
export interface Ceiling {
  /** Interviews rated by two or more. */
  readonly interviews: number;
  /** Ratings per interview. */
  readonly raters: number;
  /** ICC(1,1) and ICC(1,k). */
  readonly single: number;
  readonly average: number;
  /** ICC(2,1) and ICC(2,k); NaN unless the same raters rated every interview. */
  readonly crossed: Intraclass | undefined;
  /** Of random halves of the raters, stepped up by Spearman-Brown. */
  readonly splitHalf: number;
  /**
   * √ICC(1,k): the r with the raters' mean that the true score itself would have. A prediction that reaches it is as good as
   * this mean can show; NaN when raters agree no more than by chance.
   */
  readonly ceiling: number;
  /** r of the raters' plain mean with the file's common score. */
  readonly meanWithTruth: number;
  /** r of the mean weighted by agreement (`weightRaters`) with the plain mean, and with the file's common score. */
  readonly weightedWithMean: number;
  readonly weightedWithTruth: number;
  /** The largest distance of the weighted mean from the plain one, in points. */
  readonly weightedFarthest: number;
}

/**
 * What single raters' rows say of one trait.
 *
 * @param interviews those with ratings; others are passed over
 * @param seed       decides the halves
 * @returns NaN throughout where there are no single raters
 *
 * The ceiling is Spearman's correction for attenuation: C. Spearman (1904), American Journal of Psychology 15: 72-101.
 */
export function ratersCeiling(interviews: readonly Interview[], trait: string, seed: number): Ceiling {
  const rated = interviews.filter(({ raters }) => raters.length > 0);
  const ratings = rated.map(({ raters }) => raters.map((rater) => rater.ratings[trait]));
  const workers = rated.map(({ raters }) => raters.map(({ worker }) => worker));
  const { single, average, targets, raters } = intraclassOneWay(ratings);
  const weighted = weightRaters(
    rated.flatMap((interview) =>
      interview.raters.map(({ worker, ratings: own }) => ({
        item: interview.id,
        rater: worker,
        value: own[trait],
      })),
    ),
  );
  const means = ratings.map((values) => mean(values));
  const weights = rated.map(({ id }) => weighted.scores.get(id) ?? NaN);
  const truth = rated.map((interview) => interview.ratings[trait]);
  return {
    interviews: targets,
    raters,
    single,
    average,
    crossed: isCrossed(workers) ? intraclassTwoWay(inOrderOf(workers[0], rated, trait)) : undefined,
    splitHalf: splitHalf(ratings, { seed }).reliability,
    ceiling: average > 0 ? Math.sqrt(average) : NaN,
    meanWithTruth: pearson(means, truth).r,
    weightedWithMean: pearson(weights, means).r,
    weightedWithTruth: pearson(weights, truth).r,
    weightedFarthest: means.reduce((most, value, i) => Math.max(most, Math.abs(value - weights[i]) || 0), 0),
  };
}

/** Whether every interview has the same raters. */
function isCrossed(workers: readonly (readonly string[])[]): boolean {
  const key = (names: readonly string[]) => JSON.stringify([...names].sort());
  return workers.length > 1 && workers.every((names) => key(names) === key(workers[0]));
}

function inOrderOf(names: readonly string[], rated: readonly Interview[], trait: string): number[][] {
  return rated.map(({ raters }) => {
    const byName = new Map(raters.map(({ worker, ratings }) => [worker, ratings[trait]]));
    return names.map((name) => byName.get(name) ?? NaN);
  });
}
