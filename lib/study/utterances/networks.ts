import {
  applyFitted,
  networkRegression,
  trainNetworkRegressions,
  type MlpRegressionRecipe,
} from '../../models/selection/recipes';
import { selectRows, selectValues } from '../../models/data/rows';
import { leaveOneGroupOut } from '../../models/data/split';
import { InsufficientData } from '../../stats/insufficient-data';
import type { EvaluatedRecipe } from './model-selection';
import { sessionsOf } from './protocols';
import type { UtteranceSets } from './feature-sets';
import { ratingsOf, scalesOfAll, type RatedScale } from './rated';

/**
 * Evaluates the network by leaving sessions out, on the first feature set: one network predicts valence, arousal and
 * dominance, as far as every utterance is rated on them. It is not part of nested selection, where networks would take minutes.
 */
export async function evaluateNetwork(
  { labels, sets: [set] }: UtteranceSets,
  seed: number,
  onSplit?: (done: number, total: number) => void,
): Promise<Readonly<Partial<Record<RatedScale, EvaluatedRecipe<MlpRegressionRecipe>>>>> {
  const scales = scalesOfAll(labels);
  if (scales.length === 0) throw new InsufficientData('no scale on which every utterance is rated');
  const targets = scales.map((scale) => ratingsOf(labels, scale));
  const predicted = targets.map(() => new Float64Array(labels.length).fill(NaN));
  const splits = leaveOneGroupOut(sessionsOf(labels));
  const parts = splits.map(({ train }) => ({
    rows: selectRows(set.rows, train),
    targets: targets.map((values) => selectValues(values, train)),
  }));
  const fitted = await trainNetworkRegressions(networkRegression, parts, seed);
  splits.forEach(({ test }, k) => {
    const unseen = selectRows(set.rows, test);
    fitted[k].forEach((one, t) => {
      applyFitted(one, unseen).forEach((value, i) => (predicted[t][test[i]] = value));
    });
    onSplit?.(k + 1, splits.length);
  });
  const tried = (t: number): EvaluatedRecipe<MlpRegressionRecipe> => ({
    set,
    recipe: networkRegression,
    predicted: predicted[t],
  });
  return Object.fromEntries(scales.map((scale, t) => [scale, tried(t)]));
}
