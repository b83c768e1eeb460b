import { setImmediate } from 'node:timers/promises';
import type { Random } from '../../stats/random';
import type { ClassWeights } from '../data/class-weights';
import { rowCount, type Rows } from '../data/rows';
import { Adam } from './adam';
import { mlpGradients, mlpShapes, type MlpSizes } from './mlp';
import { addPenalty } from './parameters';
import { tensorflow } from './tensorflow';

/** Length of training, and its progress callback. */
export interface Schedule {
  /** Passes over the rows; fewer when the loss stops falling. */
  readonly maxEpochs: number;
  /** Called after each epoch of a network: epochs done, the mean loss over it, and the network's place in the list. An error ends the training. */
  readonly onEpoch?: (epoch: number, loss: number, network: number) => void;
}

/** Settings of every network with one hidden layer. */
export interface MlpOptions extends Partial<Schedule> {
  /** Of the initial weights and of the order of rows in every epoch. */
  seed: number;
  hiddenUnits?: number;
  /** Weight of the L2 penalty. */
  alpha?: number;
}

/** What one network is trained on, and its initial parameters. */
export interface MlpTask {
  /** Normalized training rows, all finite. */
  readonly rows: Rows;
  /** rows × outputs, row-major; 0 or 1 for cross-entropy. */
  readonly targets: ArrayLike<number>;
  /** Of the two classes, for cross-entropy. */
  readonly weights?: ClassWeights;
  /** Vector of parameters to begin with. */
  readonly start: Float64Array;
  /** Of the orders of rows. */
  readonly generator: Random;
}

export type Loss = 'cross-entropy' | 'squared';

const RATE = 1e-3;
const BATCH_ROWS = 200;
/** Training ends when the loss has not fallen by TOLERANCE for more than PATIENCE epochs in a row. */
const TOLERANCE = 1e-4;
const PATIENCE = 10;

/** A network in training. */
interface Training {
  readonly task: MlpTask;
  /** Place in the list of tasks. */
  readonly place: number;
  readonly values: Float32Array;
  readonly count: number;
  readonly parameters: Float64Array;
  readonly adam: Adam;
  order: number[];
  /** Rows of this epoch that were trained on. */
  done: number;
  /** Sum of the loss over them. */
  total: number;
  best: number;
  epochs: number;
  epochsWithoutGain: number;
}

/**
 * Trains networks side by side, each on rows of its own, as scikit-learn does by default: Adam (rate 0.001), batches of 200
 * rows in a new order every epoch, until the loss stops falling. Training together, such as the folds of a cross-validation,
 * takes as many operations as training one; each result is as if trained alone, up to the last bits.
 *
 * Loss of a batch of n rows: (1/n) Σ weight of the class · cross-entropy or (1/2n) Σ error², + alpha/(2n) Σ weight², biases
 * not penalised. Outputs and gradients are of single precision, parameters and losses of double.
 *
 * @param tasks rows of one width
 * @returns of each task the parameters after the last epoch, and how many there were
 */
export async function fitMlps(
  tasks: readonly MlpTask[],
  sizes: MlpSizes,
  loss: Loss,
  alpha: number,
  { maxEpochs, onEpoch }: Schedule,
): Promise<{ readonly parameters: Float64Array; readonly epochs: number }[]> {
  const { tf } = await tensorflow();
  const shapes = mlpShapes(sizes);
  const all = tasks.map(begin);
  const ended = (one: Training) => one.epochs >= maxEpochs || one.epochsWithoutGain > PATIENCE;
  let active = all.filter((one) => !ended(one));
  while (active.length > 0) {
    for (const one of active) if (one.done === 0) one.order = one.task.generator.shuffle(one.order);
    const batches = active.map(({ order, done }) => order.slice(done, done + BATCH_ROWS));
    const rows = Math.max(...batches.map((batch) => batch.length));
    const gradients = mlpGradients(
      tf,
      sizes,
      active.map(({ parameters }) => parameters),
      inputsOf(active, batches, rows, sizes.inputs),
      (outputs) => outputGradients(active, batches, rows, outputs, loss),
    );
    let epochEnded = false;
    active.forEach((one, k) => {
      const length = batches[k].length;
      one.total += length * addPenalty(shapes, one.parameters, gradients[k], alpha / length);
      one.adam.step(one.parameters, gradients[k]);
      one.done += length;
      if (one.done < one.count) return;
      epochEnded = true;
      const reached = endEpoch(one);
      onEpoch?.(one.epochs, reached, one.place);
    });
    if (!epochEnded) continue;
    active = active.filter((one) => !ended(one));
    await setImmediate(); // lets timers and output in
  }
  return all.map(({ parameters, epochs }) => ({ parameters, epochs }));
}

function begin(task: MlpTask, place: number): Training {
  const count = rowCount(task.rows);
  return {
    task,
    place,
    values: Float32Array.from(task.rows.values),
    count,
    parameters: task.start.slice(),
    adam: new Adam(task.start.length, RATE),
    order: Array.from({ length: count }, (_, i) => i),
    done: 0,
    total: 0,
    best: Infinity,
    epochs: 0,
    epochsWithoutGain: 0,
  };
}

/** Returns the mean loss over the epoch. */
function endEpoch(one: Training): number {
  const reached = one.total / one.count;
  one.epochs++;
  one.epochsWithoutGain = reached > one.best - TOLERANCE ? one.epochsWithoutGain + 1 : 0;
  one.best = Math.min(one.best, reached);
  one.done = 0;
  one.total = 0;
  return reached;
}

/** Inputs of the batches, (networks, rows, width); zeros where a batch has fewer rows than the largest. */
function inputsOf(
  active: readonly Training[],
  batches: readonly (readonly number[])[],
  rows: number,
  width: number,
): Float32Array {
  const inputs = new Float32Array(active.length * rows * width);
  active.forEach(({ values }, k) =>
    batches[k].forEach((row, i) =>
      inputs.set(values.subarray(row * width, (row + 1) * width), (k * rows + i) * width),
    ),
  );
  return inputs;
}

/** Gradient of the loss with respect to the outputs, (networks, rows, outputs); adds each network's loss to its total. */
function outputGradients(
  active: readonly Training[],
  batches: readonly (readonly number[])[],
  rows: number,
  outputs: Float32Array,
  loss: Loss,
): Float32Array {
  const gradient = new Float32Array(outputs.length);
  const width = outputs.length / (active.length * rows);
  active.forEach((one, k) => {
    const { targets, weights = [1, 1] } = one.task;
    const n = batches[k].length;
    batches[k].forEach((row, i) => {
      for (let t = 0; t < width; t++) {
        const at = (k * rows + i) * width + t;
        const z = outputs[at];
        const target = targets[row * width + t];
        if (loss === 'squared') {
          const error = z - target;
          one.total += (error * error) / 2;
          gradient[at] = error / n;
        } else {
          // −y·log σ(z) − (1 − y)·log(1 − σ(z)), written so that a large |z| cannot overflow.
          const weight = weights[target];
          one.total += weight * (Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z))));
          gradient[at] = (weight * (1 / (1 + Math.exp(-z)) - target)) / n;
        }
      }
    });
  });
  return gradient;
}
