import { InsufficientData } from '../stats/insufficient-data';
import { setImmediate } from 'node:timers/promises';
import { concordanceOf, masked, standardization, standardized, type Standardization } from './sequence-data';
import { openPoolingNetwork } from './pooling-network';
import { checkFeatures, rowCount, selectRows, type Rows } from './rows';
import {
  initialWeights,
  openSequenceNetwork,
  type SequenceNetwork,
  type SequenceShape,
  type SequenceWeights,
} from './sequence-network';
import { groupedFolds } from './split';
import { random, type Random } from '../stats/random';

/** Sequences of frames, or of windows, each of its own length. */
export interface Sequences {
  /** Names of the numbers of a frame, in order. */
  readonly features: readonly string[];
  /** Frames row after row, one array per sequence; at least one frame, every number finite. */
  readonly frames: readonly Float32Array[];
}

/** A model from a sequence to one number per target. Plain data. */
export interface SequenceModel {
  readonly kind: 'sequence';
  /** Numbers of a frame, in order. */
  readonly features: readonly string[];
  /** What it predicts, in order. */
  readonly targets: readonly string[];
  readonly shape: SequenceShape;
  readonly weights: SequenceWeights;
  /** Of the frames' numbers. */
  readonly input: Standardization;
  /** Of the targets; outputs are on this scale. */
  readonly output: Standardization;
  /** What training was told, and the epoch it kept. */
  readonly settings: Readonly<Record<string, number>>;
}

export interface SequenceOptions {
  /** Of the initial weights, the inner split, the order of sequences and what dropout drops. */
  seed: number;
  /** Sizes; what is left out is as in `speechShape`. */
  shape?: Partial<Omit<SequenceShape, 'inputs' | 'outputs'>>;
  /** Which fifth of the groups is kept apart, counted from 0. */
  innerPart?: number;
  /** Strength of the penalty on squared weights. */
  penalty?: number;
  /** Share of the pooled numbers that is dropped in training. */
  dropout?: number;
  /** Most of a sequence's frames, and of its columns, that are hidden each time it is trained on; 0 for none. */
  masking?: number;
  /** Of Adam's steps. */
  rate?: number;
  maxEpochs?: number;
  /** Epochs without gain on the inner part after which training ends. */
  patience?: number;
  /** Told after each epoch: epochs done, mean concordance on the inner part. */
  onEpoch?: (epoch: number, concordance: number) => void;
  /** Stops training at the end of an epoch, with the signal's reason as the error. */
  signal?: AbortSignal;
}

/** Sizes for speech: frames of 20 ms become steps of 80 ms, which a recurrent unit reads. */
export const speechShape = {
  convolutions: [
    { width: 5, stride: 2, units: 16 },
    { width: 5, stride: 2, units: 16 },
  ],
  recurrent: 16,
  attention: 8,
} as const;

const BATCH = 32;

/**
 * Trains convolution + GRU + attention pooling to predict several targets at once, by their concordance.
 *
 * A fifth of the groups is kept apart within the training data: training ends when the concordance on it has not risen
 * for `patience` epochs, and the weights of its best epoch are returned.
 *
 * @param sequences training sequences
 * @param targets one row per sequence, a column per target, all finite
 * @param groups speaker of each sequence, two at least
 * @returns the fitted model; the same on every run with the same seed on one machine
 * @throws RangeError when sequences, targets or groups do not allow training
 *
 * Log-mel frames, convolution, recurrence and attention for emotion: S. Mirsamadi, E. Barsoum, C. Zhang (2017),
 * "Automatic speech emotion recognition using recurrent neural networks with local attention", ICASSP: 2227-2231.
 */
export async function trainSequence(
  sequences: Sequences,
  targets: Rows,
  groups: readonly string[],
  options: SequenceOptions,
): Promise<SequenceModel> {
  const {
    seed,
    innerPart = 0,
    penalty = 1e-3,
    dropout = 0.3,
    masking = 0.3,
    rate = 3e-3,
    maxEpochs = 25,
    patience = 8,
  } = options;
  checkSequences(sequences, targets, groups);
  const generator = random(seed);
  const folds = groupedFolds(groups, Math.min(5, new Set(groups).size), seed);
  const inner = folds[innerPart % folds.length];
  const input = standardization(
    inner.train.map((i) => sequences.frames[i]),
    sequences.features.length,
  );
  const output = standardization([selectRows(targets, inner.train).values], targets.features.length);
  const frames = sequences.frames.map((one) => standardized(one, input));
  const truth = standardized(Float32Array.from(targets.values), output);
  const shape: SequenceShape = {
    ...speechShape,
    ...options.shape,
    inputs: sequences.features.length,
    outputs: targets.features.length,
  };
  const network = await openNetwork(shape, initialWeights(shape, generator), { penalty, rate });
  try {
    let best = -Infinity;
    let kept: SequenceWeights = network.weights();
    let keptEpoch = 0;
    let epoch = 0;
    while (epoch < maxEpochs && epoch - keptEpoch <= patience) {
      options.signal?.throwIfAborted();
      for (const batch of batches(inner.train, frames, generator)) {
        const rows = selectTargets(truth, batch, shape.outputs);
        network.trainBatch(
          batch.map((i) => (masking > 0 ? masked(frames[i], shape.inputs, masking, generator) : frames[i])),
          rows,
          dropMask(batch.length * pooledWidth(shape), dropout, generator),
        );
      }
      epoch++;
      const outputs = outputsOf(
        network,
        inner.test.map((i) => frames[i]),
        shape,
      );
      const concordance = concordanceOf(
        selectTargets(truth, inner.test, shape.outputs),
        outputs,
        shape.outputs,
      );
      if (concordance > best) {
        best = concordance;
        kept = network.weights();
        keptEpoch = epoch;
      }
      options.onEpoch?.(epoch, concordance);
      await setImmediate(); // lets timers, output and an abort in
    }
    return {
      kind: 'sequence',
      features: sequences.features,
      targets: targets.features,
      shape,
      weights: kept,
      input,
      output,
      settings: {
        seed,
        innerPart,
        penalty,
        dropout,
        masking,
        rate,
        maxEpochs,
        patience,
        epochs: keptEpoch,
        innerConcordance: best,
      },
    };
  } finally {
    network.dispose();
  }
}

/**
 * What a model says of each sequence.
 *
 * @returns one row per sequence, a column per target, in units of the targets
 * @throws Error when a frame's numbers are not the model's
 */
export async function predictSequences(model: SequenceModel, sequences: Sequences): Promise<Rows> {
  checkFeatures(model.features, sequences.features, 'sequence model');
  const network = await openNetwork(model.shape, model.weights);
  try {
    const frames = sequences.frames.map((one) => standardized(one, model.input));
    const outputs = outputsOf(network, frames, model.shape);
    const { mean, deviation } = model.output;
    const width = model.targets.length;
    const values = Float64Array.from(outputs, (value, k) => mean[k % width] + deviation[k % width] * value);
    return { features: model.targets, values };
  } finally {
    network.dispose();
  }
}

/**
 * How much each step of a sequence counts in its prediction.
 *
 * @returns one list per sequence, as many entries as steps reach the pooling (every fourth frame under `speechShape`);
 *   each list sums to 1
 */
export async function sequenceAttention(model: SequenceModel, sequences: Sequences): Promise<Float32Array[]> {
  checkFeatures(model.features, sequences.features, 'sequence model');
  const network = await openNetwork(model.shape, model.weights);
  try {
    return sequences.frames.flatMap((one) => network.attended([standardized(one, model.input)]));
  } finally {
    network.dispose();
  }
}

/** TensorFlow is worth its calls where there is a convolution or a recurrence. */
const openNetwork: typeof openSequenceNetwork = async (shape, ...rest) =>
  shape.convolutions.length === 0 && shape.recurrent === 0
    ? openPoolingNetwork(shape, ...rest)
    : openSequenceNetwork(shape, ...rest);

/** Outputs of every sequence in the order given; sequences of like length share a batch. */
function outputsOf(
  network: SequenceNetwork,
  frames: readonly Float32Array[],
  shape: SequenceShape,
): Float32Array {
  const byLength = frames.map((_, i) => i).sort((a, b) => frames[a].length - frames[b].length || a - b);
  const result = new Float32Array(frames.length * shape.outputs);
  for (let first = 0; first < byLength.length; first += BATCH) {
    const batch = byLength.slice(first, first + BATCH);
    const outputs = network.outputs(batch.map((i) => frames[i]));
    batch.forEach((i, k) =>
      result.set(outputs.subarray(k * shape.outputs, (k + 1) * shape.outputs), i * shape.outputs),
    );
  }
  return result;
}

/** Sequences in a new order, in batches of about equal size; within eight batches those of like length go together. */
function batches(rows: readonly number[], frames: readonly Float32Array[], generator: Random): number[][] {
  const order = generator.shuffle(rows);
  const count = Math.max(1, Math.round(order.length / BATCH));
  const cut = (k: number) => Math.floor((k * order.length) / count);
  for (let k = 0; k < count; k += 8) {
    const end = cut(Math.min(count, k + 8));
    const pool = order.slice(cut(k), end).sort((a, b) => frames[a].length - frames[b].length);
    pool.forEach((row, i) => (order[cut(k) + i] = row));
  }
  return generator.shuffle(Array.from({ length: count }, (_, k) => order.slice(cut(k), cut(k + 1))));
}

/** 0 with probability `share`, else 1 / (1 − share), so that the expected sum stays. */
function dropMask(length: number, share: number, generator: Random): Float32Array {
  return new Float32Array(length).map(() => (share > 0 && generator.next() < share ? 0 : 1 / (1 - share)));
}

function selectTargets(values: Float32Array, rows: readonly number[], width: number): Float32Array {
  const selected = new Float32Array(rows.length * width);
  rows.forEach((row, i) => selected.set(values.subarray(row * width, (row + 1) * width), i * width));
  return selected;
}

function pooledWidth({ recurrent, convolutions, inputs }: SequenceShape): number {
  return recurrent > 0 ? recurrent : (convolutions[convolutions.length - 1]?.units ?? inputs);
}

function checkSequences({ features, frames }: Sequences, targets: Rows, groups: readonly string[]): void {
  const count = rowCount(targets);
  if (frames.length !== count || groups.length !== count) {
    throw new RangeError(
      `${frames.length} sequences, ${count} rows of targets, ${groups.length} groups; give one of each per sequence`,
    );
  }
  if (new Set(groups).size < 2) {
    throw new InsufficientData('training keeps a group apart to know when to stop; give two groups or more');
  }
  frames.forEach((one, i) => {
    if (one.length === 0 || one.length % features.length !== 0 || !one.every(Number.isFinite)) {
      throw new RangeError(
        `sequence ${i} of ${one.length} numbers is not one frame or more of ${features.length} finite ones; leave it out`,
      );
    }
  });
  const gap = targets.values.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0) {
    throw new RangeError(
      `${targets.features[gap % targets.features.length]} is ${targets.values[gap]} in row ${Math.floor(gap / targets.features.length)}; drop rows without a label`,
    );
  }
}
