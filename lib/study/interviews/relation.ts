import type { Interview } from '../../corpora/interviews';
import { aggregateBy } from '../../evaluation/aggregate';
import { resampledRocArea, rocArea } from '../../evaluation/roc';
import { summarizeWindows, windowSummaryColumns } from '../../evaluation/window-summary';
import type { Rows } from '../../models/data/rows';
import { bootstrap } from '../../stats/bootstrap';
import { pearson } from '../../stats/correlation';
import { correlationInterval } from '../../stats/correlation-interval';
import { mean, median } from '../../stats/summary';
import type { WindowPrediction } from '../../tables/predictions';

/** Agreement of one number per interview with the raters' scores. */
export interface Relation {
  /** Pearson's r; NaN for fewer than two interviews or when one side is constant. */
  readonly pearson: number;
  /** Of "no correlation", by Student's t; it takes every interview for an independent one, which the interval does not. */
  readonly p: number;
  /** 95 % interval of r, persons resampled with all their interviews; NaN for fewer than three persons. */
  readonly ci95: readonly [number, number];
  /** Area under the ROC curve for interviews rated above the median. */
  readonly rocAuc: number;
  /** 95 % percentile interval of the area, persons resampled. */
  readonly rocAucCi95: readonly [number, number];
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

/** The numbers that window predictions are condensed to without learning, by key. */
export const frameMeasures = {
  excitedShare: 'share of excited windows',
  meanArousal: 'mean arousal',
  meanValence: 'mean valence',
} as const;
export type FrameMeasure = keyof typeof frameMeasures;

/** Whether nothing is predicted of a window: nothing could be measured in it. */
export function isMissing({ excited, valence, arousal }: WindowPrediction): boolean {
  return excited === undefined && Number.isNaN(valence) && Number.isNaN(arousal);
}

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
  const shares = average(({ excited }) => (excited === undefined ? NaN : Number(excited)));
  const arousals = average((prediction) => prediction.arousal);
  const valences = average((prediction) => prediction.valence);
  return interviews.flatMap((interview) => {
    const human = interview.ratings[trait];
    const excitedShare = shares.get(interview.id) ?? NaN;
    const meanArousal = arousals.get(interview.id) ?? NaN;
    const meanValence = valences.get(interview.id) ?? NaN;
    const nothing = [excitedShare, meanArousal, meanValence].every(Number.isNaN);
    if (!Number.isFinite(human) || nothing) return [];
    return [{ interview, human, excitedShare, meanArousal, meanValence }];
  });
}

/** All that is summed up of the windows of each interview (see `summarizeWindows`), a row each, to learn from. */
export function frameRows(ids: readonly string[], predictions: readonly WindowPrediction[]): Rows {
  const windows = new Map<string, WindowPrediction[]>(ids.map((id) => [id, []]));
  for (const prediction of predictions) windows.get(prediction.interview)?.push(prediction);
  const width = windowSummaryColumns.length;
  const values = new Float64Array(ids.length * width);
  ids.forEach((id, i) => values.set(summarizeWindows(windows.get(id) ?? []), i * width));
  return { features: windowSummaryColumns, values };
}

/**
 * Correlation and ROC area of `scores` with the raters' scores, halved at their median.
 *
 * @param persons the speaker of each interview: interviews of one person are resampled together
 */
export function relate(
  scores: ArrayLike<number>,
  human: ArrayLike<number>,
  persons: readonly string[],
  seed: number,
): Relation {
  const { r, p, n } = pearson(scores, human);
  const high = aboveMedian(human);
  return {
    pearson: r,
    p,
    ci95: correlationInterval(scores, human, persons, { seed }),
    rocAuc: rocArea(high, scores),
    rocAucCi95: n === 0 ? [NaN, NaN] : bootstrap(persons, resampledRocArea(high, scores), { seed }).interval,
    n,
  };
}

/** Whether each value lies above the median of all. */
export function aboveMedian(values: ArrayLike<number>): boolean[] {
  const half = median(values);
  return Array.from(values, (value) => value > half);
}
