import type { BinaryScores } from '../../evaluation/classification';
import type { RegressionScores } from '../../evaluation/regression';
import { selectValues } from '../../models/data/rows';
import { leaveOneGroupOut } from '../../models/data/split';
import {
  originalClassification,
  originalRegression,
  type ClassificationRecipe,
  type RegressionRecipe,
} from '../../models/selection/recipes';
import type { ModelsToStore, ModelToStore } from '../interviews/models';
import type { UtteranceSets } from './feature-sets';
import type { ModelSelection } from './model-selection';
import { scoredRegression, testExcited, type Scale } from './models';
import { sessionsOf } from './protocols';
import { reportExcited, reportRegression } from './scores';

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
  const protocol = ({
    evaluated,
    evaluatedBy,
  }: Pick<ModelSelection<unknown, unknown>, 'evaluated' | 'evaluatedBy'>) =>
    `${evaluatedBy}; the best of ${evaluated.length} models under it, which flatters it a little`;
  const regression = (scale: Scale, picked: ModelSelection<RegressionRecipe, RegressionScores> | null) => {
    if (picked === null) return untested(scale, originalRegression);
    return entries(scale, picked).map(
      ({ name, tried: { set, recipe, predicted } }): ModelToStore<RegressionRecipe> => {
        const splits = leaveOneGroupOut(sessionsOf(all.labels));
        const parts = splits.map(({ test }) => selectValues(predicted, test));
        const scores = reportRegression(scoredRegression(all.labels, scale, splits, parts), seed);
        return { name, set, recipe, scores: { protocol: protocol(picked), ...scores } };
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
      const scores = { protocol: protocol(picked), ...reportExcited(tested, seed) };
      classifiers.push({ name, set, recipe, scores });
    }
    return classifiers;
  }
}
