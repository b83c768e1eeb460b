import { mean } from '../stats/summary';
import { calibrationError } from './calibration-error';
import { precisionRecallArea } from './precision-recall';
import { rocArea } from './roc';

/** Confusion matrix: how often each class was predicted as each class. */
export interface Confusion {
  /** Order of rows and columns. */
  readonly classes: readonly string[];
  /** counts[i][j]: rows of class i that were predicted as class j. */
  readonly counts: readonly (readonly number[])[];
}

/** A two-class classifier's scores, under the names they have in the results files. */
export interface BinaryScores {
  readonly accuracy: number;
  readonly uar: number;
  /** Of the positive class. */
  readonly precision: number;
  /** Of the positive class. */
  readonly recall: number;
  /** Of the positive class. */
  readonly f1: number;
  /** Rows are the truth, columns the prediction; negative first. */
  readonly confusion: readonly (readonly number[])[];
  readonly rocAuc: number;
  /** Area under the precision-recall curve. */
  readonly prAuc: number;
  /** Expected calibration error. */
  readonly calibrationError: number;
  /** Rows scored. */
  readonly n: number;
  /** Rows skipped because their probability is NaN. */
  readonly missing: number;
}

/**
 * Counts predicted against true classes.
 *
 * @param classes every class that can occur, in the order wanted
 * @throws RangeError when the lists differ in length or hold a class that is not listed
 */
export function confusion(
  truth: readonly string[],
  predicted: readonly string[],
  classes: readonly string[],
): Confusion {
  if (truth.length !== predicted.length) {
    throw new RangeError(
      `${truth.length} truths against ${predicted.length} predictions; give one prediction per row`,
    );
  }
  const place = (name: string): number => {
    const index = classes.indexOf(name);
    if (index < 0)
      throw new RangeError(`class ${name} is not among ${classes.join(', ')}; list it, or drop its rows`);
    return index;
  };
  const counts = classes.map(() => classes.map(() => 0));
  truth.forEach((name, row) => counts[place(name)][place(predicted[row])]++);
  return { classes, counts };
}

/** Share of rows whose class was predicted; NaN of no rows. */
export function accuracy({ counts }: Confusion): number {
  return sum(counts.map((row, i) => row[i])) / sum(counts.map(sum));
}

/** Share of a class's rows that were found; NaN when it has none. */
export function recall({ classes, counts }: Confusion, name: string): number {
  const i = indexOf(classes, name);
  return counts[i][i] / sum(counts[i]);
}

/** Share of the rows predicted as `name` that are of that class; NaN when there is none. */
export function precision({ classes, counts }: Confusion, name: string): number {
  const i = indexOf(classes, name);
  return counts[i][i] / sum(counts.map((row) => row[i]));
}

/** Harmonic mean of precision and recall, 2·hits / (rows of the class + rows predicted as it); NaN when there is neither. */
export function f1({ classes, counts }: Confusion, name: string): number {
  const i = indexOf(classes, name);
  return (2 * counts[i][i]) / (sum(counts[i]) + sum(counts.map((row) => row[i])));
}

/**
 * Unweighted average recall: the mean of the classes' recalls, so that a rare class counts as much as a frequent one.
 * Classes without rows are left out; NaN of no rows.
 *
 * B. Schuller, S. Steidl, A. Batliner (2009), "The INTERSPEECH 2009 emotion challenge", Interspeech: 312-315.
 */
export function unweightedAverageRecall(matrix: Confusion): number {
  return mean(matrix.classes.map((name) => recall(matrix, name)));
}

/**
 * All scores of a two-class classifier that predicts the positive class from a probability of 0.5 on.
 *
 * @param truth whether each row is positive
 * @param probability of being positive; rows with NaN are skipped and counted
 * @throws RangeError when truth and probability differ in length
 */
export function binaryScores(truth: readonly boolean[], probability: ArrayLike<number>): BinaryScores {
  const rocAuc = rocArea(truth, probability);
  const counts = [
    [0, 0],
    [0, 0],
  ];
  let n = 0;
  for (let row = 0; row < truth.length; row++) {
    if (Number.isNaN(probability[row])) continue;
    n++;
    counts[Number(truth[row])][Number(probability[row] >= 0.5)]++;
  }
  const matrix: Confusion = { classes: ['negative', 'positive'], counts };
  return {
    accuracy: accuracy(matrix),
    uar: unweightedAverageRecall(matrix),
    precision: precision(matrix, 'positive'),
    recall: recall(matrix, 'positive'),
    f1: f1(matrix, 'positive'),
    confusion: matrix.counts,
    rocAuc,
    prAuc: precisionRecallArea(truth, probability),
    calibrationError: calibrationError(truth, probability),
    n,
    missing: truth.length - n,
  };
}

function indexOf(classes: readonly string[], name: string): number {
  const index = classes.indexOf(name);
  if (index < 0) throw new RangeError(`class ${name} is not among ${classes.join(', ')}`);
  return index;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
