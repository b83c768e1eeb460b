import { random } from '../stats/random';
import { mean, standardDeviation } from '../stats/summary';
import type { Layer, Loss } from './network';
import { firstLayers, fitNetwork, type NetworkOptions } from './network-training';
import { checkTraining, rowCount, type Rows } from './rows';

/** A network that predicts a number: rectified linear hidden units, one output that is their weighted sum. */
export interface MlpRegressor {
  readonly kind: 'mlp-regression';
  /** Columns the first layer reads, in order. */
  readonly features: readonly string[];
  /** Hidden layer, then the output of one unit. */
  readonly layers: readonly Layer[];
  /** What training was told, and the epochs it took. */
  readonly settings: Readonly<Record<string, number>>;
}

/**
 * Trains one network on several targets at once, such as valence, arousal and dominance: they share the hidden units, and
 * each has an output of its own (multi-task). Squared error of the standardized targets and an L2 penalty; as `fitNetwork`
 * otherwise.
 *
 * @param rows normalized training rows, all finite
 * @param targets one list per target, one number per row
 * @returns a model per target, with the hidden layer they share; the same on every run with the same seed
 * @throws RangeError when rows or targets do not allow training
 *
 * R. Caruana (1997), "Multitask learning", Machine Learning 28: 41-75. Its training is that of scikit-learn's MLPRegressor;
 * compared with it in test/reference/mlp-regression.json.
 */
export async function trainMlpRegressors(
  rows: Rows,
  targets: readonly ArrayLike<number>[],
  { seed, hiddenUnits = 100, alpha = 1, maxEpochs = 200, onEpoch, signal }: NetworkOptions,
): Promise<MlpRegressor[]> {
  for (const values of targets) checkTraining(rows, values);
  const width = rows.features.length;
  const outputs = targets.length;
  const scales = targets.map((values) => ({
    level: mean(values),
    spread: standardDeviation(values, 'n') || 1,
  }));
  const standardized = new Float64Array(rowCount(rows) * outputs);
  standardized.forEach((_, k) => {
    const { level, spread } = scales[k % outputs];
    standardized[k] = (targets[k % outputs][Math.floor(k / outputs)] - level) / spread;
  });
  const generator = random(seed);
  const first = firstLayers(width, hiddenUnits, outputs, generator);
  const schedule = { maxEpochs, onEpoch, signal };
  const loss: Loss = { kind: 'squared' };
  const { layers, epochs } = await fitNetwork(first, rows, standardized, alpha, loss, generator, schedule);
  const [hidden, output] = layers;
  const settings = { seed, hiddenUnits, alpha, maxEpochs, epochs, targets: outputs };
  return scales.map(({ level, spread }, t) => {
    const own: Layer = {
      weights: Float64Array.from({ length: hiddenUnits }, (_, u) => spread * output.weights[u * outputs + t]),
      bias: Float64Array.of(level + spread * output.bias[t]),
    };
    return { kind: 'mlp-regression', features: rows.features, layers: [hidden, own], settings };
  });
}
