import { InsufficientData } from '../../stats/insufficient-data';
import { binaryScores, type BinaryScores } from '../../evaluation/classification';
import { comparePaired, holm, intervalsOf, scoreWithInterval, type Score } from '../../evaluation/compare';
import type { RegressionScores } from '../../evaluation/regression';
import { columnsByCue } from '../../features/cues';
import { groupAttributions, linearAttributions, permutationImportance } from '../../models/selection/explain';
import type { Importance, TestedPart } from '../../models/selection/explain';
import { scaleBySpeaker } from '../../models/data/speaker-scale';
import { columnMeans, selectRows, selectValues } from '../../models/data/rows';
import { leaveOneGroupOut, type Split } from '../../models/data/split';
import { mean } from '../../stats/summary';
import {
  applyFitted,
  originalClassification,
  originalRegression,
  trainRegression,
} from '../../models/selection/recipes';
import type { ClassificationRecipe, RegressionRecipe } from '../../models/selection/recipes';
import type { ModelsToStore, ModelToStore } from '../interviews/models';
import type { ModelSelection, EvaluatedRecipe } from './model-selection';
import { protocolNames, sessionsOf, speakersOf } from './protocols';
import type { UtteranceSets } from './feature-sets';
import {
  isExcited,
  ratingsOf,
  scoredExcited,
  scoredRegression,
  scoresOfRegression,
  testExcited,
  type Scale,
  type Tested,
  type TrainingSet,
} from './models';

type Interval = readonly [number, number];

/** Scores and, under `ci95`, the interval of each by name. */
export type Reported<S> = S & { readonly ci95: Readonly<Record<string, Interval>> };

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

/** A row of the table of all models. */
export interface ModelRow {
  readonly model: string;
  readonly features: string;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** Score minus that of the reference. */
  readonly difference: number;
  /** Of no difference, paired over speakers, Holm's correction over the table; NaN for the reference. */
  readonly p: number;
}

/**
 * Every tried model by its score with interval, best first, each compared with the first one tried.
 *
 * @param truth of each utterance
 */
export function modelTable(
  tried: readonly EvaluatedRecipe<{ readonly name: string }>[],
  labels: TrainingSet['labels'],
  truth: Float64Array,
  score: Score,
  seed: number,
): ModelRow[] {
  const options = { groups: speakersOf(labels), seed, repeats: REPEATS };
  const reference = tried[0].predicted;
  const compared = tried.map(({ predicted }) => comparePaired(score, truth, predicted, reference, options));
  const corrected = holm(compared.map(({ p }, i) => (i === 0 ? NaN : p)));
  return tried
    .map(({ recipe, set, predicted }, i): ModelRow => {
      const { value, ci95 } = scoreWithInterval(score, truth, predicted, options);
      return {
        model: recipe.name,
        features: set.name,
        score: value,
        low: ci95[0],
        high: ci95[1],
        difference: compared[i].difference,
        p: corrected[i],
      };
    })
    .sort((a, b) => b.score - a.score);
}

/** Increase of a score when the same speakers are in training and test rows. */
export interface Leakage {
  readonly name: string;
  /** Five random folds. */
  readonly random: number;
  /** Sessions left out, same rows. */
  readonly independent: number;
  readonly difference: number;
  readonly ci95: Interval;
  readonly p: number;
}

/** The same model under random folds and under splits that keep speakers apart: both predict every row once. */
export function leakage(
  name: string,
  score: Score,
  random: Tested<unknown>,
  independent: Tested<unknown>,
  seed: number,
): Leakage {
  // Both hold the same utterances in the order of their own splits.
  const place = new Map(random.labels.map(({ id }, i) => [id, i]));
  const order = independent.labels.map(({ id }) => {
    const found = place.get(id);
    if (found === undefined)
      throw new RangeError(`${id} is tested by one protocol alone; give the same utterances`);
    return found;
  });
  const mixed = selectValues(random.predicted, order);
  const options = { groups: speakersOf(independent.labels), seed, repeats: 2 * REPEATS };
  const found = comparePaired(score, independent.truth, mixed, independent.predicted, options);
  return {
    name,
    random: score(independent.truth, mixed),
    independent: score(independent.truth, independent.predicted),
    ...found,
  };
}

/** Baseline that predicts the mean of the training rows. */
export function meanBaseline(
  { labels }: TrainingSet,
  scale: Scale,
  splits: readonly Split[],
): Tested<RegressionScores> {
  const targets = ratingsOf(labels, scale);
  const parts = splits.map(({ train, test }) =>
    new Float64Array(test.length).fill(mean(selectValues(targets, train))),
  );
  return scoredRegression(labels, scale, splits, parts);
}

/** Baseline that predicts the training rows' share of excited utterances, hence the larger class. */
export function majorityBaseline({ labels }: TrainingSet, splits: readonly Split[]): Tested<BinaryScores> {
  const parts = splits.map(({ train, test }) => {
    const share = mean(train.map((row) => Number(isExcited(labels[row]))));
    return new Float64Array(test.length).fill(share);
  });
  return scoredExcited(labels, splits, parts);
}

/** Loudness columns alone, as a baseline. */
export function loudnessOnly({ labels, rows }: TrainingSet): TrainingSet {
  const columns = columnsByCue(rows.features).get('loudness') ?? [];
  if (columns.length === 0)
    throw new InsufficientData(
      `none of ${rows.features.length} columns is about loudness; give a set that measures it`,
    );
  const width = rows.features.length;
  const values = new Float64Array((rows.values.length / width) * columns.length);
  for (let i = 0; i < values.length / columns.length; i++)
    columns.forEach((from, to) => (values[i * columns.length + to] = rows.values[i * width + from]));
  return { labels, rows: { features: columns.map((j) => rows.features[j]), values } };
}

/** The same utterances, each speaker's rows on that speaker's own scale (see `scaleBySpeaker` for what it assumes). */
export function onSpeakerScale({ labels, rows }: TrainingSet): TrainingSet {
  return { labels, rows: scaleBySpeaker(rows, speakersOf(labels)) };
}

/**
 * What notebook 2 stores: for each target the best model on the windows' feature set, under the target's name, and
 * where another set is better, that one as `-best`. Where there were too few sessions to pick and test one (null), it is the
 * original's recipe, without scores.
 */
export async function modelsToStore({
  all,
  four,
  arousal,
  valence,
  excited,
  seed,
}: {
  readonly all: UtteranceSets;
  readonly four: UtteranceSets;
  readonly arousal: ModelSelection<RegressionRecipe, RegressionScores> | null;
  readonly valence: ModelSelection<RegressionRecipe, RegressionScores> | null;
  readonly excited: ModelSelection<ClassificationRecipe, BinaryScores> | null;
  readonly seed: number;
}): Promise<ModelsToStore> {
  const untested = <R>(name: string, recipe: R): ModelToStore<R>[] => [
    { name, set: all.sets[0], recipe, scores: { protocol: 'not tested: too few sessions or classes' } },
  ];
  const entries = <R>(target: string, { best, bestOfFirstSet }: ModelSelection<R, unknown>) => [
    { name: target, tried: bestOfFirstSet },
    ...(best === bestOfFirstSet ? [] : [{ name: `${target}-best`, tried: best }]),
  ];
  const protocol = (count: number) =>
    `${protocolNames.leaveOneSessionOut}; the best of ${count} models under it, which flatters it a little`;
  const regression = (scale: Scale, picked: ModelSelection<RegressionRecipe, RegressionScores> | null) => {
    if (picked === null) return untested(scale, originalRegression);
    return entries(scale, picked).map(
      ({ name, tried: { set, recipe, predicted } }): ModelToStore<RegressionRecipe> => {
        const splits = leaveOneGroupOut(sessionsOf(all.labels));
        const parts = splits.map(({ test }) => selectValues(predicted, test));
        const scores = reportRegression(scoredRegression(all.labels, scale, splits, parts), seed);
        return { name, set, recipe, scores: { protocol: protocol(picked.evaluated.length), ...scores } };
      },
    );
  };
  return {
    arousal: regression('arousal', arousal),
    valence: regression('valence', valence),
    excited: excited === null ? untested('excited', originalClassification) : await classifiersOf(excited),
  };

  async function classifiersOf(picked: ModelSelection<ClassificationRecipe, BinaryScores>) {
    const splits = leaveOneGroupOut(sessionsOf(four.labels));
    const classifiers: ModelToStore<ClassificationRecipe>[] = [];
    for (const { name, tried } of entries('excited', picked)) {
      const { set, recipe } = tried;
      // Once more, with the calibrated probabilities that the stored model has.
      const tested = await testExcited(
        { labels: four.labels, rows: set.rows },
        splits,
        seed,
        undefined,
        recipe,
      );
      const scores = { protocol: protocol(picked.evaluated.length), ...reportExcited(tested, seed) };
      classifiers.push({ name, set, recipe, scores });
    }
    return classifiers;
  }
}

/** How much each cue matters: the fall of the score when its columns are shuffled among unseen rows. */
export function cueImportance(parts: readonly TestedPart[], score: Score, seed: number): Importance[] {
  return permutationImportance(parts, columnsByCue, score, { seed });
}

/** Contribution of each cue to a linear regression's predictions of test utterances. */
export interface LinearCues {
  readonly cues: readonly string[];
  /** Per utterance: its prediction, that of the mean of the training utterances, and their difference by cue. */
  readonly each: readonly {
    readonly id: string;
    readonly emotion: string;
    readonly rated: number;
    readonly predicted: number;
    readonly typical: number;
    readonly parts: readonly number[];
  }[];
}

/**
 * The original's linear regression taken apart: the weighted distances of an utterance's columns from the means of the
 * training utterances, summed by cue; with the typical prediction they sum to the utterance's. One session is left out
 * at a time.
 */
export function linearCues({ labels, rows }: TrainingSet, scale: Scale): LinearCues {
  const targets = ratingsOf(labels, scale);
  const byCue = columnsByCue(rows.features);
  const each = leaveOneGroupOut(sessionsOf(labels)).flatMap(({ train, test }) => {
    const training = selectRows(rows, train);
    const fitted = trainRegression(originalRegression, training, selectValues(targets, train));
    const means = columnMeans(training);
    const [typical] = applyFitted(fitted, { features: rows.features, values: means });
    const own = selectRows(rows, test);
    const predicted = applyFitted(fitted, own);
    const parts = groupAttributions(linearAttributions(fitted, own, means), rows.features.length, byCue);
    return test.map((row, i) => ({
      id: labels[row].id,
      emotion: labels[row].emotion,
      rated: targets[row],
      predicted: predicted[i],
      typical,
      parts: Array.from(parts.subarray(i * byCue.size, (i + 1) * byCue.size)),
    }));
  });
  return { cues: [...byCue.keys()], each };
}
