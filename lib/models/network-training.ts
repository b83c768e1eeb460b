import { setImmediate } from 'node:timers/promises';
import type { Random } from '../stats/random';
import { openNetwork, type Layer, type Loss } from './network';
import { rowCount, type Rows } from './rows';

/** How long a network is trained, and who is told. */
export interface Schedule {
  /** Passes over the rows; fewer when the loss stops falling. */
  readonly maxEpochs: number;
  /** Told after each epoch: epochs done, and the mean loss over it. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
  /** Stops training at the end of an epoch, with the signal's reason as the error. */
  readonly signal?: AbortSignal;
}

/** What every network with one hidden layer may be told. */
export interface NetworkOptions extends Partial<Schedule> {
  /** Of the initial weights and of the order of rows in every epoch. */
  seed: number;
  hiddenUnits?: number;
  /** Strength of the penalty on squared weights. */
  alpha?: number;
}

const BATCH_ROWS = 200;
/** Training ends when the loss has not fallen by TOLERANCE for more than PATIENCE epochs in a row. */
const TOLERANCE = 1e-4;
const PATIENCE = 10;

/**
 * Trains a network from its first layers on as scikit-learn does by default: Adam (rate 0.001), batches of 200 rows in a
 * new order every epoch, until the loss stops falling.
 *
 * @param targets rows × outputs, row-major
 * @param alpha strength of the penalty on squared weights
 * @param generator of the orders
 * @returns the weights after the last epoch, and how many there were
 */
export async function fitNetwork(
  first: readonly Layer[],
  rows: Rows,
  targets: ArrayLike<number>,
  alpha: number,
  loss: Loss,
  generator: Random,
  { maxEpochs, onEpoch, signal }: Schedule,
): Promise<{ readonly layers: Layer[]; readonly epochs: number }> {
  const n = rowCount(rows);
  const network = openNetwork(first, rows, targets, alpha, loss);
  let order = Array.from({ length: n }, (_, i) => i);
  let best = Infinity;
  let epochsWithoutGain = 0;
  let epochs = 0;
  while (epochs < maxEpochs && epochsWithoutGain <= PATIENCE) {
    signal?.throwIfAborted();
    order = generator.shuffle(order);
    const reached = network.trainEpoch(order, Math.min(BATCH_ROWS, n));
    epochs++;
    epochsWithoutGain = reached > best - TOLERANCE ? epochsWithoutGain + 1 : 0;
    best = Math.min(best, reached);
    onEpoch?.(epochs, reached);
    await setImmediate(); // lets timers, output and an abort in
  }
  return { layers: network.layers(), epochs };
}

/**
 * Weights and biases of a hidden and an output layer to begin with, uniform in ±√(6 / (inputs + units)).
 *
 * X. Glorot, Y. Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", AISTATS.
 */
export function firstLayers(inputs: number, units: number, outputs: number, generator: Random): Layer[] {
  return [glorotLayer(inputs, units, generator), glorotLayer(units, outputs, generator)];
}

function glorotLayer(inputs: number, units: number, generator: Random): Layer {
  const bound = Math.sqrt(6 / (inputs + units));
  const draw = (length: number) => new Float64Array(length).map(() => generator.uniform(-bound, bound));
  return { weights: draw(inputs * units), bias: draw(units) };
}
