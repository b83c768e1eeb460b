import { random } from '../stats/random';
import { checkClasses, type ClassWeights } from './classes';
import { checkTraining, type Rows } from './rows';
import { firstLayers, fitNetwork, type NetworkOptions } from './network-training';
import type { Layer, Loss } from './network';

export type { Layer } from './network';

/**
 * A network that tells two classes apart: rectified linear hidden units, one logistic output.
 * Plain data, so that it can be built from weights learned elsewhere.
 */
export interface Mlp {
  readonly kind: 'mlp';
  /** Columns the first layer reads, in order. */
  readonly features: readonly string[];
  /** [where the output is near 0, where it is near 1]: ['not excited', 'excited']. */
  readonly classes: readonly [string, string];
  /** Hidden layers, then the output of one unit. */
  readonly layers: readonly Layer[];
  /** What training was told, and the epochs it took. */
  readonly settings: Readonly<Record<string, number>>;
}

export interface MlpOptions extends NetworkOptions {
  /** How much rows of each class count; `balancedWeights` where one is rare. */
  weights?: ClassWeights;
  /** Layers to go on from, instead of random ones; `hiddenUnits` is then theirs. */
  start?: readonly Layer[];
}

/**
 * Trains a multi-layer perceptron with one hidden layer as scikit-learn's MLPClassifier does by default: cross-entropy
 * and an L2 penalty, Adam (rate 0.001), batches of 200 rows in a new order every epoch.
 *
 * @param rows normalized training rows, all finite
 * @param targets 0 or 1 per row, both present
 * @param classes names of the targets 0 and 1
 * @returns the weights after the last epoch; the same on every run with the same seed
 * @throws RangeError when rows or targets do not allow training
 *
 * X. Glorot, Y. Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * (initial weights). Compared with scikit-learn in test/reference/models.json.
 */
export async function trainMlp(
  rows: Rows,
  targets: ArrayLike<number>,
  classes: readonly [string, string],
  {
    seed,
    hiddenUnits = 200,
    alpha = 1e-4,
    weights = [1, 1],
    start,
    maxEpochs = 200,
    onEpoch,
    signal,
  }: MlpOptions,
): Promise<Mlp> {
  checkTraining(rows, targets);
  checkClasses(targets, classes);
  const generator = random(seed);
  const first = start ?? firstLayers(rows.features.length, hiddenUnits, 1, generator);
  checkLayers(first, rows.features.length);
  const loss: Loss = { kind: 'cross-entropy', classWeights: weights };
  const schedule = { maxEpochs, onEpoch, signal };
  const { layers, epochs } = await fitNetwork(first, rows, targets, alpha, loss, generator, schedule);
  return {
    kind: 'mlp',
    features: rows.features,
    classes,
    layers,
    settings: {
      seed,
      hiddenUnits: first[0].bias.length,
      alpha,
      weight0: weights[0],
      weight1: weights[1],
      maxEpochs,
      epochs,
    },
  };
}

function checkLayers(layers: readonly Layer[], width: number): void {
  const found = layers
    .map(({ weights, bias }) => `${weights.length} weights and ${bias.length} biases`)
    .join(', ');
  const units = layers[0]?.bias.length ?? 0;
  const fits =
    layers.length === 2 &&
    units > 0 &&
    layers[0].weights.length === width * units &&
    layers[1].weights.length === units &&
    layers[1].bias.length === 1;
  if (!fits) {
    throw new RangeError(
      `layers of ${found || 'nothing'} do not make a network of ${width} inputs, one hidden layer and one output`,
    );
  }
}
