import { random } from '../../stats/random';
import { mean, standardDeviation } from '../../stats/summary';
import { fitNormalizer, normalize, type Normalizer } from '../data/normalizer';
import { checkFeatures, checkTraining, rowCount, type Rows } from '../data/rows';
import type { ModelType, Recipe } from '../model-type';
import { addMlp, initialMlp, mlpOutputs, readMlp, storeMlp, toLayers, type Layer, type Mlp } from './mlp';
import type { MlpOptions } from './mlp-training';

/** A network that predicts a number: rectified linear hidden units, one output that is their weighted sum. */
export type MlpRegressor = Mlp<'mlp-regression'>;

/** Recipe of a network that predicts numbers; alpha is the weight of the L2 penalty, as scikit-learn's. */
export type MlpRegressionRecipe = Recipe<'mlp-regression', { readonly alpha: number }>;

/** Epochs of the recipe. Few, because a network overfits a few hundred rows. */
const EPOCHS = 50;

/** The network that is compared with the regressions, outside nested selection, where it would take minutes. */
export const networkRegression: MlpRegressionRecipe = {
  kind: 'mlp-regression',
  name: 'network, alpha 1, standard',
  scaling: 'standard',
  alpha: 1,
};

export const mlpRegression: ModelType<MlpRegressor> = {
  predict: mlpOutputs,
  addTo: addMlp,
  store: storeMlp,
  read: (stored) => ({ kind: 'mlp-regression', ...readMlp(stored) }),
};

/** Training data of one network. */
export interface RegressionPart {
  /** All finite. */
  readonly rows: Rows;
  /** One list per target, one number per row. */
  readonly targets: readonly ArrayLike<number>[];
}

/**
 * Trains one network per part by a recipe; as `trainMlpRegressors` otherwise.
 *
 * @param parts rows as measured
 * @returns per part a model per target, with the scale of its rows
 */
export async function trainNetworkRegressions(
  { scaling, alpha }: MlpRegressionRecipe,
  parts: readonly RegressionPart[],
  seed: number,
): Promise<{ readonly normalizer: Normalizer; readonly model: MlpRegressor }[][]> {
  const normalizers = parts.map(({ rows }) => fitNormalizer(scaling, rows));
  const scaled = parts.map(({ rows, targets }, k) => ({ rows: normalize(normalizers[k], rows), targets }));
  const models = await trainMlpRegressors(scaled, { seed, alpha, maxEpochs: EPOCHS });
  return models.map((list, k) => list.map((model) => ({ normalizer: normalizers[k], model })));
}

/**
 * Trains networks side by side, such as one for each fold, each on several targets at once, such as valence, arousal and
 * dominance: they share the hidden units, and each has an output of its own (multi-task). Squared error of the standardized
 * targets and an L2 penalty; as `fitMlps` otherwise.
 *
 * @param parts normalized training data of each, with the same columns and number of targets
 * @returns per part a model per target, with the hidden layer they share; on one machine the same on every run with the
 *   same seed
 * @throws RangeError when rows or targets do not allow training
 *
 * R. Caruana (1997), "Multitask learning", Machine Learning 28: 41-75. Its training is that of scikit-learn's MLPRegressor;
 * compared with it in test/reference/mlp-regression.json.
 */
export async function trainMlpRegressors(
  parts: readonly RegressionPart[],
  { seed, hiddenUnits = 100, alpha = 1, maxEpochs = 200, onEpoch }: MlpOptions,
): Promise<MlpRegressor[][]> {
  for (const { rows, targets } of parts) {
    checkFeatures(parts[0].rows.features, rows.features, 'the first part');
    for (const values of targets) checkTraining(rows, values);
  }
  const { features } = parts[0].rows;
  const outputs = parts[0].targets.length;
  const sizes = { inputs: features.length, units: hiddenUnits, outputs };
  const scales = parts.map(({ targets }) => targets.map(scaleOf));
  const tasks = parts.map(({ rows, targets }, k) => {
    const generator = random(seed);
    const standardized = Float64Array.from({ length: rowCount(rows) * outputs }, (_, at) => {
      const { center, spread } = scales[k][at % outputs];
      return (targets[at % outputs][Math.floor(at / outputs)] - center) / spread;
    });
    return { rows, targets: standardized, start: initialMlp(sizes, generator), generator };
  });
  const { fitMlps } = await import('./mlp-training'); // TensorFlow is needed to train alone
  const fitted = await fitMlps(tasks, sizes, 'squared', alpha, { maxEpochs, onEpoch });
  return fitted.map(({ parameters, epochs }, k) => {
    const [hidden, output] = toLayers(sizes, parameters);
    const settings = { seed, hiddenUnits, alpha, maxEpochs, epochs, targets: outputs };
    return scales[k].map(({ center, spread }, t): MlpRegressor => {
      const own: Layer = {
        weights: Float64Array.from(hidden.bias, (_, u) => spread * output.weights[u * outputs + t]),
        bias: Float64Array.of(center + spread * output.bias[t]),
      };
      return { kind: 'mlp-regression', features, layers: [hidden, own], settings };
    });
  });
}

/** Mean and standard deviation of a target; 1 where it does not vary. */
function scaleOf(values: ArrayLike<number>): { readonly center: number; readonly spread: number } {
  return { center: mean(values), spread: standardDeviation(values, 'n') || 1 };
}
