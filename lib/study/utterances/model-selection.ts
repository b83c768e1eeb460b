import type { BinaryScores } from '../../evaluation/classification';
import { meanSquaredError, type RegressionScores } from '../../evaluation/regression';
import {
  applyFitted,
  classificationRecipes,
  regressionRecipes,
  trainClassification,
  trainRegression,
  type ClassificationRecipe,
  type RegressionRecipe,
} from '../../models/selection/recipes';
import type { TestedPart } from '../../models/selection/explain';
import { selectRows, selectValues } from '../../models/data/rows';
import { nestedSelection, type Candidate, type NestedSelection } from '../../models/selection/nested';
import { leaveOneGroupOut } from '../../models/data/split';
import { mean } from '../../stats/summary';
import { sessionsOf } from './protocols';
import {
  excitedClasses,
  excitedTargets,
  fitExcited,
  partOf,
  ratingsOf,
  scoredExcited,
  scoredRegression,
  type Scale,
  type Tested,
} from './models';
import type { NamedRows, UtteranceSets } from './feature-sets';

/** A recipe on a feature set with its predictions of each utterance, that one's session left out of training. */
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

/**
 * Selects a regression for a scale by mean squared error, feature set and recipe together; nested over sessions (see
 * `nestedSelection`). Squared error is what the models themselves keep low, and chance moves it less than a correlation
 * or CCC over the same few hundred rows: picks by it agree from session to session.
 *
 * @param onDone told after each recipe on each set
 */
export async function selectRegression(
  { labels, sets }: UtteranceSets,
  scale: Scale,
  onDone?: (done: number, total: number) => void,
  recipes: readonly RegressionRecipe[] = regressionRecipes,
): Promise<ModelSelection<RegressionRecipe, RegressionScores>> {
  const targets = ratingsOf(labels, scale);
  const entries = sets.flatMap((set) => recipes.map((recipe) => ({ set, recipe })));
  const candidates = entries.map(({ set, recipe }): Candidate => ({
    name: `${recipe.name} on ${set.name}`,
    predictTest: (train, test) =>
      applyFitted(
        trainRegression(recipe, selectRows(set.rows, train), selectValues(targets, train)),
        selectRows(set.rows, test),
      ),
  }));
  const found = await nestedSelection(candidates, sessionsOf(labels), targets, lowError, onDone);
  const splits = leaveOneGroupOut(sessionsOf(labels));
  const parts = splits.map(({ test }) => selectValues(found.predicted, test));
  return {
    tested: scoredRegression(labels, scale, splits, parts),
    ...described(found, entries, targets, lowError),
  };
}

/** Selects a classifier of excitement by UAR; otherwise as `selectRegression`. The tested probabilities are calibrated. */
export async function selectExcited(
  { labels, sets }: UtteranceSets,
  seed: number,
  onDone?: (done: number, total: number) => void,
  recipes: readonly ClassificationRecipe[] = classificationRecipes,
): Promise<ModelSelection<ClassificationRecipe, BinaryScores>> {
  const targets = excitedTargets(labels);
  const entries = sets.flatMap((set) => recipes.map((recipe) => ({ set, recipe })));
  const candidates = entries.map(({ set, recipe }): Candidate => ({
    name: `${recipe.name} on ${set.name}`,
    predictTest: async (train, test) =>
      applyFitted(
        await trainClassification(
          recipe,
          selectRows(set.rows, train),
          selectValues(targets, train),
          excitedClasses,
          seed,
        ),
        selectRows(set.rows, test),
      ),
  }));
  const found = await nestedSelection(candidates, sessionsOf(labels), targets, uarOf, onDone);
  const splits = leaveOneGroupOut(sessionsOf(labels));
  const parts: Float64Array[] = [];
  for (const { name, train, test } of splits) {
    const pick = found.picks.find(({ group }) => group === name);
    if (pick === undefined) throw new Error(`nothing was picked for ${name}`);
    const { set, recipe } = entries[pick.candidate];
    const fitted = await fitExcited(partOf({ labels, rows: set.rows }, train), seed, recipe);
    parts.push(applyFitted(fitted, selectRows(set.rows, test)));
  }
  return { tested: scoredExcited(labels, splits, parts), ...described(found, entries, targets, uarOf) };
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
    picks: found.picks.map(({ group, candidate, score: reached }) => ({
      session: group,
      selected: evaluated[candidate],
      score: reached,
    })),
    evaluated,
    best: evaluated[found.best],
    bestOfFirstSet: first[scores.indexOf(Math.max(...scores.filter(Number.isFinite)))],
  };
}
