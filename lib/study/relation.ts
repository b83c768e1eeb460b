import type { Interview } from '../corpora/interviews';
import { aggregateBy } from '../evaluation/aggregate';
import { rocArea } from '../evaluation/roc';
import { predict } from '../models/predict';
import { chooseRidgePenalty, trainRidge } from '../models/ridge';
import { columnMeans, fillMissing, selectRows, type Rows } from '../models/rows';
import { leaveOneGroupOut, outOfFold } from '../models/split';
import { pearson } from '../stats/correlation';
import { mean, median } from '../stats/summary';
import type { WindowPrediction } from '../tables/predictions';

/** How one number per interview goes with what raters said of it. */
export interface Relation {
  /** Pearson's r; NaN for fewer than two interviews or when one side is constant. */
  readonly pearson: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
  /** Area under the ROC curve for interviews rated above the median. */
  readonly rocAuc: number;
  readonly n: number;
}

/** An interview that raters scored, with what the windows' predictions come to. */
export interface ScoredInterview {
  readonly interview: Interview;
  /** The raters' common score of the trait, 1 to 7. */
  readonly human: number;
  readonly excitedShare: number;
  readonly meanArousal: number;
  readonly meanValence: number;
}

/** The numbers that window predictions are condensed to, by key. */
export const frameMeasures = {
  excitedShare: 'share of excited windows',
  meanArousal: 'mean arousal',
  meanValence: 'mean valence',
} as const;
export type FrameMeasure = keyof typeof frameMeasures;

/**
 * Window predictions averaged per interview, beside the raters' score of one trait. Windows in which nothing could be
 * measured are left out of the averages, interviews without score or predictions out of the list.
 *
 * @param trait column of the raters' file, such as 'Excited'
 */
export function scoreInterviews(
  interviews: readonly Interview[],
  predictions: readonly WindowPrediction[],
  trait: string,
): ScoredInterview[] {
  const names = predictions.map((prediction) => prediction.interview);
  const average = (value: (prediction: WindowPrediction) => number) =>
    aggregateBy(names, predictions.map(value), mean);
  const shares = average(({ excited, valence }) => (Number.isNaN(valence) ? NaN : Number(excited)));
  const arousals = average((prediction) => prediction.arousal);
  const valences = average((prediction) => prediction.valence);
  return interviews.flatMap((interview) => {
    const human = interview.ratings[trait];
    const excitedShare = shares.get(interview.id) ?? NaN;
    if (!Number.isFinite(human) || Number.isNaN(excitedShare)) return [];
    const meanArousal = arousals.get(interview.id) ?? NaN;
    const meanValence = valences.get(interview.id) ?? NaN;
    return [{ interview, human, excitedShare, meanArousal, meanValence }];
  });
}

/** Correlation and ROC area of `scores` with the raters' scores, halved at their median. */
export function relate(scores: ArrayLike<number>, human: ArrayLike<number>): Relation {
  const { r, p, ci95, n } = pearson(scores, human);
  return { pearson: r, p, ci95, rocAuc: rocArea(aboveMedian(human), scores), n };
}

/** Whether each value lies above the median of all. */
export function aboveMedian(values: ArrayLike<number>): boolean[] {
  const half = median(values);
  return Array.from(values, (value) => value > half);
}

/**
 * Predicts each interview's score from features of the whole interview, by ridge regression trained on the interviews
 * of all other persons; the penalty is chosen inside the training part. Gaps get the column's mean over the training
 * part; a column never measured there is left out of that model.
 *
 * @param rows    one per interview, as measured
 * @param human   the raters' scores
 * @param persons who is heard in each; at least three different ones
 * @returns one prediction per interview
 *
 * After I. Naim et al. (2015), arXiv 1504.03425, who train on whole interviews too.
 */
export async function directPredictions(
  rows: Rows,
  human: ArrayLike<number>,
  persons: readonly string[],
  seed: number,
): Promise<Float64Array> {
  return outOfFold(persons.length, leaveOneGroupOut(persons), ({ train, test }) => {
    const measured = columnMeans(selectRows(rows, train)).map((value) => (Number.isFinite(value) ? 1 : 0));
    const usable = selectColumns(rows, measured);
    const training = selectRows(usable, train);
    const means = columnMeans(training);
    const filled = fillMissing(training, means);
    const targets = train.map((row) => human[row]);
    const groups = train.map((row) => persons[row]);
    const model = trainRidge(filled, targets, chooseRidgePenalty(filled, targets, groups, seed));
    return predict(model, fillMissing(selectRows(usable, test), means));
  });
}

function selectColumns(rows: Rows, keep: ArrayLike<number>): Rows {
  const width = rows.features.length;
  return {
    features: rows.features.filter((_, j) => keep[j] === 1),
    values: rows.values.filter((_, k) => keep[k % width] === 1),
  };
}
