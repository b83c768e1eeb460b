import { binaryScores, type BinaryScores } from '../evaluation/classification';
import { regressionScores, type RegressionScores } from '../evaluation/regression';
import { rocArea } from '../evaluation/roc';
import { trainMlp, type Mlp } from '../models/classifier';
import { fitMinMax, normalize, type Normalizer } from '../models/normalizer';
import { predict, type Model } from '../models/predict';
import { trainLinearSvr, type LinearRegressor } from '../models/regressor';
import { completeRows, selectRows, selectValues, type Rows } from '../models/rows';
import type { Split } from '../models/split';
import { median } from '../stats/summary';
import type { Label } from '../tables/labels';
import type { LabelledUtterances } from './utterances';

/** The emotions the original study trains on. */
export const fourEmotions: readonly string[] = ['exc', 'hap', 'sad', 'neu'];
/** Those of them that count as excited. */
export const excitedEmotions: readonly string[] = ['exc', 'hap'];
export const excitedClasses: readonly [string, string] = ['not excited', 'excited'];

/** Utterances ready to learn from: row i of `rows` belongs to `labels[i]`; every number is finite. */
export interface TrainingSet {
  readonly labels: readonly Label[];
  readonly rows: Rows;
}

/** The utterances of which everything could be measured and all three scales were rated. */
export function completeUtterances({ labels, table }: LabelledUtterances): TrainingSet {
  const rated = ({ valence, arousal, dominance }: Label) => Number.isFinite(valence + arousal + dominance);
  const complete = completeRows(table).filter((row) => rated(labels[row]));
  return { labels: complete.map((row) => labels[row]), rows: selectRows(table, complete) };
}

/** The utterances with one of these emotions. */
export function withEmotions({ labels, rows }: TrainingSet, emotions: readonly string[]): TrainingSet {
  const kept = labels.flatMap((label, row) => (emotions.includes(label.emotion) ? [row] : []));
  return { labels: kept.map((row) => labels[row]), rows: selectRows(rows, kept) };
}

/** A model and the scale its rows are brought to first. */
export interface Fitted<M> {
  readonly normalizer: Normalizer;
  readonly model: M;
}

/** Linear support vector regression (C 1, ε 0.1) on columns scaled to the range of these rows. */
export function fitRegressor(rows: Rows, targets: ArrayLike<number>): Fitted<LinearRegressor> {
  const normalizer = fitMinMax(rows);
  return { normalizer, model: trainLinearSvr(normalize(normalizer, rows), targets) };
}

/** A network of 200 hidden units on columns scaled to the range of these rows. */
export async function fitExcited(rows: Rows, labels: readonly Label[], seed: number): Promise<Fitted<Mlp>> {
  const normalizer = fitMinMax(rows);
  const targets = labels.map((label) => (isExcited(label) ? 1 : 0));
  return {
    normalizer,
    model: await trainMlp(normalize(normalizer, rows), targets, excitedClasses, { seed }),
  };
}

export const isExcited = ({ emotion }: Label): boolean => excitedEmotions.includes(emotion);

/** What a fitted model says of rows as measured. */
export function applyFitted({ normalizer, model }: Fitted<Model>, rows: Rows): Float64Array {
  return predict(model, normalize(normalizer, rows));
}

/** Predictions of the tested rows by models that have not seen them, with their scores. */
export interface Tested<S> {
  readonly labels: readonly Label[];
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly scores: S;
  /** Whether each truth lies above the median of the rows its model was trained on. */
  readonly above: readonly boolean[];
}

/**
 * How well valence or arousal is predicted: per split, scaling and model are fitted on the training rows alone; the
 * predictions of all splits are scored together. `rocAuc` is about truths above the median of their training rows.
 */
export function testRegressor(
  set: TrainingSet,
  target: 'valence' | 'arousal',
  splits: readonly Split[],
): Tested<RegressionScores> {
  const values = Float64Array.from(set.labels, (label) => label[target]);
  const parts = splits.map(({ train, test }) => {
    const targets = selectValues(values, train);
    const fitted = fitRegressor(selectRows(set.rows, train), targets);
    const threshold = median(targets);
    return {
      test,
      predicted: applyFitted(fitted, selectRows(set.rows, test)),
      above: test.map((row) => values[row] > threshold),
    };
  });
  const rows = parts.flatMap(({ test }) => test);
  const truth = selectValues(values, rows);
  const predicted = Float64Array.from(parts.flatMap((part) => Array.from(part.predicted)));
  const above = parts.flatMap((part) => part.above);
  const scores = { ...regressionScores(truth, predicted, median(truth)), rocAuc: rocArea(above, predicted) };
  return { labels: rows.map((row) => set.labels[row]), truth, predicted, scores, above };
}

/** How well excited utterances are told from the others; otherwise as `testRegressor`. */
export async function testExcited(
  set: TrainingSet,
  splits: readonly Split[],
  seed: number,
  onSplit?: (done: number, total: number) => void,
): Promise<Tested<BinaryScores>> {
  const rows: number[] = [];
  const probabilities: number[] = [];
  for (const { train, test } of splits) {
    const fitted = await fitExcited(
      selectRows(set.rows, train),
      train.map((row) => set.labels[row]),
      seed,
    );
    rows.push(...test);
    probabilities.push(...applyFitted(fitted, selectRows(set.rows, test)));
    onSplit?.(rows.length, set.labels.length);
  }
  const labels = rows.map((row) => set.labels[row]);
  const above = labels.map(isExcited);
  const truth = Float64Array.from(above, Number);
  const predicted = Float64Array.from(probabilities);
  return { labels, truth, predicted, scores: binaryScores(above, predicted), above };
}
