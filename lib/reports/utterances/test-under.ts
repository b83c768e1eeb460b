import type { RegressionRecipe } from '../../models/selection/recipes';
import type { UtteranceSets } from '../../study/utterances/feature-sets';
import {
  regressorPredictions,
  scoredRegression,
  type Scale,
  type TrainingSet,
} from '../../study/utterances/models';
import { splitsOf, type Protocol } from '../../study/utterances/protocols';
import { partsOf } from './kept-parts';
import type { TestedRegression } from './regression-scores';

/** A regression to be tested under protocols. */
interface Entry {
  readonly scale: Scale;
  /** Tells it from every other model of these utterances: recipe and feature set. */
  readonly model: string;
  readonly set: TrainingSet;
  readonly recipe: RegressionRecipe;
}

/**
 * Tests a regression of some utterances under a protocol. Where they are many its predictions are kept: leakage and
 * protocols ask for the same ones.
 *
 * @throws InsufficientData when there are too few rows, speakers, sessions or scenarios
 */
export async function testUnder(
  utterances: UtteranceSets,
  { scale, model, set, recipe }: Entry,
  protocol: Protocol,
  seed: number,
): Promise<TestedRegression> {
  const splits = splitsOf(set.labels, protocol, seed);
  const predicted = await partsOf(utterances)('tested-regression', { scale, model, protocol, seed }, () =>
    regressorPredictions(set, scale, splits, recipe),
  );
  return scoredRegression(set.labels, scale, splits, predicted);
}
