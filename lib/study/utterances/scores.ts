import { binaryScores, type BinaryScores } from '../../evaluation/classification';
import { intervalsOf } from '../../evaluation/compare';
import type { RegressionScores } from '../../evaluation/regression';
import { selectValues } from '../../models/data/rows';
import { scoresOfRegression, type Tested } from './models';
import { speakersOf } from './protocols';

/** Scores and, under `ci95`, the interval of each by name. */
export type Reported<S> = S & { readonly ci95: Readonly<Record<string, readonly [number, number]>> };

const REPEATS = 500;

/** Scores of a regression with 95 % intervals, speakers resampled. */
export function reportRegression(tested: Tested<RegressionScores>, seed: number): Reported<RegressionScores> {
  const { labels, truth, predicted, above, scores } = tested;
  const ci95 = intervalsOf(
    (rows) => {
      const { n, missing, ...rest } = scoresOfRegression(
        selectValues(truth, rows),
        selectValues(predicted, rows),
        Array.from(rows, (row) => above[row]),
      );
      return n + missing > 0 ? rest : {};
    },
    { groups: speakersOf(labels), seed, repeats: REPEATS },
  );
  return { ...scores, ci95 };
}

/** Scores of a classifier with 95 % intervals, speakers resampled. */
export function reportExcited(tested: Tested<BinaryScores>, seed: number): Reported<BinaryScores> {
  const { labels, predicted, above, scores } = tested;
  const ci95 = intervalsOf(
    (rows) => {
      const { accuracy, uar, precision, recall, f1, rocAuc, prAuc, calibrationError } = binaryScores(
        Array.from(rows, (row) => above[row]),
        selectValues(predicted, rows),
      );
      return { accuracy, uar, precision, recall, f1, rocAuc, prAuc, calibrationError };
    },
    { groups: speakersOf(labels), seed, repeats: REPEATS },
  );
  return { ...scores, ci95 };
}
