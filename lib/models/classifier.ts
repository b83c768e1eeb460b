import { setImmediate } from 'node:timers/promises';
import { random, type Random } from '../stats/random';
import { checkClasses, type ClassWeights } from './classes';
import { checkTraining, rowCount, type Rows } from './rows';
import { openNetwork, type Layer } from './network';

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

export interface MlpOptions {
  /** Of the initial weights and of the order of rows in every epoch. */
  seed: number;
  hiddenUnits?: number;
  /** Strength of the penalty on squared weights. */
  alpha?: number;
  /** How much rows of each class count; `balancedWeights` where one is rare. */
  weights?: ClassWeights;
  /** Layers to go on from, instead of random ones; `hiddenUnits` is then theirs. */
  start?: readonly Layer[];
  /** Passes over the rows; fewer when the loss stops falling. */
  maxEpochs?: number;
  /** Told after each epoch: epochs done, and the mean loss over it. */
  onEpoch?: (epoch: number, loss: number) => void;
  /** Stops training at the end of an epoch, with the signal's reason as the error. */
  signal?: AbortSignal;
}

const BATCH_ROWS = 200;
/** Training ends when the loss has not fallen by TOLERANCE for more than PATIENCE epochs in a row. */
const TOLERANCE = 1e-4;
const PATIENCE = 10;

/**
 * Trains a multi-layer perceptron with one hidden layer as scikit-learn's MLPClassifier does by default: cross-entropy
 * and an L2 penalty, Adam (rate 0.001), batches of 200 rows in a new order every epoch.
 *
 * @param rows normalized training rows, all finite
 * @param targets 0 or 1 per row, both present
 * @param classes names of the targets 0 and 1
 * @returns the weights after the last epoch; the same on every run with the same seed on one machine
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
  const n = rowCount(rows);
  const generator = random(seed);
  const first = start ?? [
    glorotLayer(rows.features.length, hiddenUnits, generator),
    glorotLayer(hiddenUnits, 1, generator),
  ];
  checkLayers(first, rows.features.length);
  const network = await openNetwork(first, rows, targets, alpha, weights);
  try {
    let order = Array.from({ length: n }, (_, i) => i);
    let best = Infinity;
    let epochsWithoutGain = 0;
    let epoch = 0;
    while (epoch < maxEpochs && epochsWithoutGain <= PATIENCE) {
      signal?.throwIfAborted();
      order = generator.shuffle(order);
      const loss = network.trainEpoch(order, Math.min(BATCH_ROWS, n));
      epoch++;
      epochsWithoutGain = loss > best - TOLERANCE ? epochsWithoutGain + 1 : 0;
      best = Math.min(best, loss);
      onEpoch?.(epoch, loss);
      await setImmediate(); // lets timers, output and an abort in
    }
    return {
      kind: 'mlp',
      features: rows.features,
      classes,
      layers: network.layers(),
      settings: {
        seed,
        hiddenUnits: first[0].bias.length,
        alpha,
        weight0: weights[0],
        weight1: weights[1],
        maxEpochs,
        epochs: epoch,
      },
    };
  } finally {
    network.dispose();
  }
}

/** Weights and bias uniform in ±√(6 / (inputs + units)), after Glorot & Bengio. */
function glorotLayer(inputs: number, units: number, generator: Random): Layer {
  const bound = Math.sqrt(6 / (inputs + units));
  const draw = (length: number) => new Float64Array(length).map(() => generator.uniform(-bound, bound));
  return { weights: draw(inputs * units), bias: draw(units) };
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
