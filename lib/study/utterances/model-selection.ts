import type { BinaryScores } from '../../evaluation/classification';
import { meanSquaredError, type RegressionScores } from '../../evaluation/regression';
import {
  classificationRecipes,
  regressionRecipes,
  trainRegression,
  type ClassificationRecipe,
  type RegressionRecipe,
} from '../../models/selection/recipes';
import type { TestedPart } from '../../models/selection/explain';
import { selectRows, selectValues } from '../../models/data/rows';
import { nestedSelection, type Candidate, type NestedSelection } from '../../models/selection/nested';
import { inParallel, trainedPredictions } from '../../models/selection/training-threads';
import { leaveOneGroupOut, type Split } from '../../models/data/split';
import { mean } from '../../stats/summary';
import { pickingGroups, sessionsOf, type PickingGroups } from './protocols';
import {
  excitedClasses,
  excitedTargets,
  excitedPredictions,
  ratingsOf,
  regressorPrediction,
  scoredExcited,
  scoredRegression,
  type Scale,
  type Tested,
} from './models';
import type { NamedRows, UtteranceSets } from './feature-sets';

/** A recipe on a feature set with its predictions of each utterance, that one's session, or fold of sessions, left out. */
export interface EvaluatedRecipe<R> {
  readonly set: NamedRows;
  readonly recipe: R;
  /** In the order of the utterances. */
  readonly predicted: Float64Array;
}

/** Result of nested selection over sessions. */
export interface ModelSelection<R, S> {
  /** Each session predicted by the model selected on the others: the estimate for a new speaker. */
  readonly tested: Tested<S>;
  /** The recipe selected for each session, and its score on the others: minus the mean squared error, or UAR. */
  readonly picks: readonly {
    readonly session: string;
    readonly selected: EvaluatedRecipe<R>;
    readonly score: number;
  }[];
  /** Every recipe on every set. */
  readonly evaluated: readonly EvaluatedRecipe<R>[];
  /** What was left out for them, as printed in tables: "one session left out". */
  readonly evaluatedBy: string;
  /** The best of them over all sessions: the one to train on everything. */
  readonly best: EvaluatedRecipe<R>;
  /** The best among those on the first feature set, the one that windows of interviews are measured with. */
  readonly bestOfFirstSet: EvaluatedRecipe<R>;
}

/** Minus the mean squared error: higher is better. */
function lowError(truth: Float64Array, predicted: Float64Array): number {
  return -meanSquaredError(truth, predicted);
}

/** UAR of probabilities, from 0.5 on for the second class (see `unweightedAverageRecall`). */
export function uarOf(truth: Float64Array, probability: Float64Array): number {
  // Counted by hand: resampling asks for this tens of thousands of times.
  const rows = [0, 0];
  const right = [0, 0];
  for (let i = 0; i < truth.length; i++) {
    const [actual, predicted] = [Number(truth[i] >= 0.5), Number(probability[i] >= 0.5)];
    rows[actual]++;
    if (actual === predicted) right[actual]++;
  }
  return mean([right[0] / rows[0], right[1] / rows[1]]);
}

/** How models are selected. */
export interface SelectingOptions<R> {
  /** Told of the trainings done. */
  readonly onDone?: (done: number, total: number) => void;
  readonly recipes?: readonly R[];
  /** Computes the selection, or returns one that was kept; it is plain data. */
  readonly keep?: (compute: () => Promise<NestedSelection>) => Promise<NestedSelection>;
}

/** From so many utterances on candidates race; below, every one is scored on every session. */
const RACING = 1000;
/** A regression is given up when its squared error is more than a tenth above the best one's. */
const highError = (score: number, best: number): boolean => score < 1.1 * best;
/** A classifier is given up when its UAR is more than .05 below the best one's. */
const lowUar = (score: number, best: number): boolean => score < best - 0.05;

/**
 * Selects a regression for a scale by mean squared error, feature set and recipe together; nested over sessions or, where
 * there are many, over folds of them (see `nestedSelection`, `pickingGroups`). Squared error is what the models themselves keep
 * low, and chance moves it less than a correlation or CCC over the same few hundred rows: picks by it agree from session to
 * session.
 *
 * A session is predicted by the model picked without its group, trained on all other sessions.
 */
export async function selectRegression(
  { labels, sets }: UtteranceSets,
  scale: Scale,
  {
    onDone,
    recipes = regressionRecipes,
    keep = (compute) => compute(),
  }: SelectingOptions<RegressionRecipe> = {},
): Promise<ModelSelection<RegressionRecipe, RegressionScores>> {
  const targets = ratingsOf(labels, scale);
  const entries = sets.flatMap((set) => recipes.map((recipe) => ({ set, recipe })));
  const predictTest = (
    { set, recipe }: (typeof entries)[number],
    train: readonly number[],
    test: readonly number[],
  ) => regressorPrediction({ labels, rows: set.rows }, scale, train, test, recipe);
  const candidates = entries.map((entry): Candidate => ({
    name: `${entry.recipe.name} on ${entry.set.name}`,
    predictTest: (train, test) => predictTest(entry, train, test),
  }));
  const grouping = pickingGroups(labels);
  const hopeless = labels.length >= RACING ? highError : undefined;
  const found = await keep(() =>
    nestedSelection(candidates, grouping.groups, targets, lowError, { hopeless, onDone }),
  );
  const splits = leaveOneGroupOut(sessionsOf(labels));
  const picks = picksOfSessions(splits, grouping, found);
  const parts = grouping.bySession
    ? splits.map(({ test }) => selectValues(found.predicted, test))
    : await inParallel(splits, ({ train, test }, k) => predictTest(entries[picks[k].candidate], train, test));
  return {
    tested: scoredRegression(labels, scale, splits, parts),
    ...described(found, picks, grouping, entries, targets, lowError),
  };
}

/** Selects a classifier of excitement by UAR; otherwise as `selectRegression`. The tested probabilities are calibrated. */
export async function selectExcited(
  { labels, sets }: UtteranceSets,
  seed: number,
  {
    onDone,
    recipes = classificationRecipes,
    keep = (compute) => compute(),
  }: SelectingOptions<ClassificationRecipe> = {},
): Promise<ModelSelection<ClassificationRecipe, BinaryScores>> {
  const targets = excitedTargets(labels);
  const entries = sets.flatMap((set) => recipes.map((recipe) => ({ set, recipe })));
  const candidates = entries.map(({ set, recipe }): Candidate => ({
    name: `${recipe.name} on ${set.name}`,
    predictTest: (train, test) =>
      trainedPredictions({
        kind: 'classification',
        recipe,
        classes: excitedClasses,
        seed,
        rows: selectRows(set.rows, train),
        targets: selectValues(targets, train),
        test: selectRows(set.rows, test),
      }),
  }));
  const grouping = pickingGroups(labels);
  const hopeless = labels.length >= RACING ? lowUar : undefined;
  const found = await keep(() =>
    nestedSelection(candidates, grouping.groups, targets, uarOf, { hopeless, onDone }),
  );
  const splits = leaveOneGroupOut(sessionsOf(labels));
  const picks = picksOfSessions(splits, grouping, found);
  const parts = await inParallel(splits, ({ train, test }, k) => {
    const { set, recipe } = entries[picks[k].candidate];
    return excitedPredictions({ labels, rows: set.rows }, train, test, seed, recipe);
  });
  return {
    tested: scoredExcited(labels, splits, parts),
    ...described(found, picks, grouping, entries, targets, uarOf),
  };
}

/** For each session the candidate that was picked without its group. */
function picksOfSessions(
  splits: readonly Split[],
  { groups }: PickingGroups,
  { picks }: NestedSelection,
): SessionPick[] {
  return splits.map(({ name, test }) => {
    const pick = picks.find(({ group }) => group === groups[test[0]]);
    if (pick === undefined) throw new Error(`nothing was picked for ${name}`);
    return { session: name, candidate: pick.candidate, score: pick.score };
  });
}

interface SessionPick {
  readonly session: string;
  readonly candidate: number;
  readonly score: number;
}

/** For each session the model selected and trained without it, and the session's rows, to explain predictions. */
export function testedParts(
  { labels }: UtteranceSets,
  scale: Scale,
  { picks }: ModelSelection<RegressionRecipe, RegressionScores>,
): TestedPart[] {
  const targets = ratingsOf(labels, scale);
  return leaveOneGroupOut(sessionsOf(labels)).map(({ name, train, test }) => {
    const pick = picks.find(({ session }) => session === name);
    if (pick === undefined) throw new Error(`nothing was picked for ${name}`);
    const { set, recipe } = pick.selected;
    return {
      fitted: trainRegression(recipe, selectRows(set.rows, train), selectValues(targets, train)),
      rows: selectRows(set.rows, test),
      truth: selectValues(targets, test),
    };
  });
}

function described<R>(
  found: NestedSelection,
  picks: readonly SessionPick[],
  { name }: PickingGroups,
  entries: readonly { readonly set: NamedRows; readonly recipe: R }[],
  targets: Float64Array,
  score: (truth: Float64Array, predicted: Float64Array) => number,
) {
  const evaluated = entries.map((entry, i): EvaluatedRecipe<R> => ({
    ...entry,
    predicted: found.outOfFold[i],
  }));
  const first = evaluated.filter(({ set }) => set === entries[0].set);
  const scores = first.map(({ predicted }) => score(targets, predicted));
  return {
    picks: picks.map(({ session, candidate, score: reached }) => ({
      session,
      selected: evaluated[candidate],
      score: reached,
    })),
    evaluated,
    evaluatedBy: name,
    best: evaluated[found.best],
    bestOfFirstSet: first[scores.indexOf(Math.max(...scores.filter(Number.isFinite)))],
  };
}
