import { meanSquaredError } from '../../evaluation/regression';
import { columnMeans, fillMissing, selectRows, selectValues, type Rows } from '../../models/data/rows';
import { nestedSelection, type Candidate } from '../../models/selection/nested';
import type { Regressor } from '../../models/predict';
import { inParallel, trainedPredictions } from '../../models/selection/training-threads';
import {
  regressionRecipes,
  trainRegression,
  type Fitted,
  type RegressionRecipe,
} from '../../models/selection/recipes';
import type { Label } from '../../tables/labels';
import type { ChangeName } from './changes';
import { copyWeights, stacked, type Condition } from './conditions';
import type { Scale } from './models';
import { pickingGroups } from './protocols';
import { ratingsOf } from './rated';
import { subsetScore, type SubsetScore } from './robustness';

/** The same utterances as they are, as copies to train on, and after changes to be tested on. */
export interface Conditions {
  readonly clean: Condition;
  readonly copies: readonly Condition[];
  /** At moderate strength; their mean is the score. */
  readonly unseen: readonly Condition[];
  /** At other strengths. */
  readonly further: readonly Condition[];
}

export type ScoreAfter = SubsetScore & { readonly change: ChangeName };

/** Scores of models, each session, or fold of sessions where there are many, predicted by one that has not seen it. */
export interface RobustScores {
  readonly clean: SubsetScore;
  /** After each unseen change of moderate strength. */
  readonly changed: readonly ScoreAfter[];
  /** Mean CCC over those. */
  readonly mean: number;
  /** That mean by the clean CCC. */
  readonly share: number;
  /** After the same changes, weaker and stronger. */
  readonly further: readonly ScoreAfter[];
}

/** A regression on a feature set, by its place among the sets. */
export interface Way {
  readonly set: number;
  readonly recipe: RegressionRecipe;
}

/**
 * Candidates where copies are trained on: support vectors with a Gaussian kernel on the quantile scale, which holds columns that
 * noise moves far out. Chosen after looking at all regressions of the study on the 600 utterances of docs/models.md.
 */
const robustRecipes: readonly RegressionRecipe[] = regressionRecipes.filter(
  ({ kind, scaling }) => kind === 'rbf-svr' && scaling === 'quantile',
);

/** What nested selection found. */
export interface RobustSelection {
  readonly scores: RobustScores;
  readonly picks: readonly { readonly session: string; readonly model: string; readonly features: string }[];
  /** The best over all sessions on the first set, and its scores, which that flatters a little. */
  readonly firstSet: { readonly recipe: RegressionRecipe; readonly scores: RobustScores };
}

/** What a regression is trained with: rows with gaps, which take the mean of the training rows, and rows to predict likewise. */
interface CopiedTraining {
  readonly recipe: RegressionRecipe;
  readonly rows: Rows;
  readonly targets: Float64Array;
  /** Number of rows that are clean recordings, first; the others are changed copies. */
  readonly clean: number;
}

/** Trains a regression on clean recordings and changed copies. */
export function trainWithCopies(training: CopiedTraining): Fitted<Regressor> {
  const { recipe, rows, targets } = training;
  return trainRegression(recipe, fillMissing(rows, columnMeans(rows)), targets, weightsOf(training));
}

/** Trains so, and predicts other rows; in a thread where there are many. */
export function predictedWithCopies(training: CopiedTraining, test: Rows): Promise<Float64Array> {
  const { recipe, rows, targets } = training;
  const means = columnMeans(rows);
  return trainedPredictions({
    kind: 'regression',
    recipe,
    rows: fillMissing(rows, means),
    targets,
    weights: weightsOf(training),
    test: fillMissing(test, means),
  });
}

function weightsOf({ targets, clean }: CopiedTraining): Float64Array | undefined {
  return targets.length === clean ? undefined : copyWeights(clean, targets.length - clean);
}

/**
 * Picks a regression and a feature set for each session, or fold of sessions, on the others, and scores it there, on clean and
 * changed recordings.
 * With copies, candidates are `robustRecipes` on every set, trained on clean recordings and copies, and picked by the mean of
 * the squared errors on both; without, every regression of the study on every set, on clean recordings alone.
 *
 * @param labels of the utterances, in the order of the rows
 * @throws InsufficientData where there are fewer than three sessions
 */
export async function robustSelection(
  { clean, copies, unseen, further }: Conditions,
  labels: readonly Label[],
  scale: Scale,
  seed: number,
  onDone?: (done: number, total: number) => void,
): Promise<RobustSelection> {
  const learned = clean.sets.map((_, s) => stacked([clean, ...copies].map(({ sets }) => sets[s].rows)));
  const times = 1 + copies.length;
  const ratings = ratingsOf(labels, scale);
  const truth = Float64Array.from({ length: times * labels.length }, (_, i) => ratings[i % labels.length]);
  const left = pickingGroups(labels);
  const groups = Array.from({ length: truth.length }, (_, i) => left.groups[i % labels.length]);
  const recipes = copies.length === 0 ? regressionRecipes : robustRecipes;
  const ways = clean.sets.flatMap((_, set) => recipes.map((recipe): Way => ({ set, recipe })));
  const predict = ({ set, recipe }: Way, train: readonly number[], test: Rows) =>
    predictedWithCopies(
      {
        recipe,
        rows: selectRows(learned[set], train),
        targets: selectValues(truth, train),
        clean: train.length / times,
      },
      test,
    );
  const candidates = ways.map((way): Candidate => ({
    name: `${way.recipe.name} on ${clean.sets[way.set].name}`,
    predictTest: (train, test) => predict(way, train, selectRows(learned[way.set], test)),
  }));
  // Rows lie condition by condition, so that the first share of any groups' rows is clean.
  const score = (a: Float64Array, b: Float64Array) => -cleanAndChanged(a, b, a.length / times);
  const found = await nestedSelection(
    candidates,
    groups,
    truth,
    score,
    onDone === undefined ? {} : { onDone },
  );
  const conditions = [clean, ...unseen, ...further];
  const names = [...new Set(left.groups)];
  const scoresOf = async (wayOf: (group: string) => Way): Promise<RobustScores> => {
    const predicted = conditions.map(() => new Float64Array(labels.length));
    await inParallel(names, async (group) => {
      const way = wayOf(group);
      const train = groups.flatMap((name, row) => (name === group ? [] : [row]));
      const test = left.groups.flatMap((name, row) => (name === group ? [row] : []));
      const parts = conditions.map(({ sets }) => selectRows(sets[way.set].rows, test));
      const values = await predict(way, train, stacked(parts));
      conditions.forEach((_, c) =>
        test.forEach((row, k) => (predicted[c][row] = values[c * test.length + k])),
      );
    });
    return summarized(
      predicted.map((values) => subsetScore(labels, scale, values, seed)),
      unseen,
      further,
    );
  };
  const picked = new Map(found.picks.map(({ group, candidate }) => [group, ways[candidate]]));
  const first = ways.flatMap(({ set }, way) => (set === 0 ? [way] : []));
  const errors = first.map((way) => score(truth, found.outOfFold[way]));
  const { recipe } = ways[first[errors.indexOf(Math.max(...errors))]];
  return {
    scores: await scoresOf((group) => picked.get(group) ?? ways[found.best]),
    picks: [...picked].map(([group, { set, recipe: own }]) => ({
      session: group,
      model: own.name,
      features: clean.sets[set].name,
    })),
    firstSet: { recipe, scores: await scoresOf(() => ({ set: 0, recipe })) },
  };
}

/** Mean of the squared errors on clean recordings, which come first, and on copies, where there are any. */
function cleanAndChanged(truth: Float64Array, predicted: Float64Array, clean: number): number {
  const onClean = meanSquaredError(truth.subarray(0, clean), predicted.subarray(0, clean));
  if (clean === truth.length) return onClean;
  return (onClean + meanSquaredError(truth.subarray(clean), predicted.subarray(clean))) / 2;
}

function summarized(
  [clean, ...others]: readonly SubsetScore[],
  unseen: readonly Condition[],
  further: readonly Condition[],
): RobustScores {
  const after = others.map((score, i): ScoreAfter => ({
    change: [...unseen, ...further][i].change,
    ...score,
  }));
  const changed = after.slice(0, unseen.length);
  const mean = changed.reduce((sum, { ccc }) => sum + ccc, 0) / changed.length;
  return { clean, changed, mean, share: mean / clean.ccc, further: after.slice(unseen.length) };
}
