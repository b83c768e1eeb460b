import { setImmediate } from 'node:timers/promises';
import { InsufficientData } from '../../stats/insufficient-data';
import { random, type Random } from '../../stats/random';
import { checkFeatures, rowCount, selectRows, type Rows } from '../data/rows';
import { groupedFolds } from '../data/split';
import { Adam } from './adam';
import { batches, outputsOf, sequenceBatch } from './sequence-batches';
import { concordanceOf, maskStretches, standardization, standardize } from './sequence-data';
import type { SequenceModel, Sequences } from './sequence-model';
import { initialSequence, pooledWidth, sequenceGradients, type SequenceShape } from './sequence-network';
import { tensorflow } from './tensorflow';

/** Training data of one model. */
export interface SequencePart {
  readonly sequences: Sequences;
  /** One row per sequence, a column per target, all finite. */
  readonly targets: Rows;
  /** Speaker of each sequence, two at least. */
  readonly groups: readonly string[];
}

export interface SequenceOptions {
  /** Of the initial weights, the inner split, the order of sequences, dropout and masking. */
  seed: number;
  /** Sizes; what is left out is as in `speechShape`. */
  shape?: Partial<Omit<SequenceShape, 'inputs' | 'outputs'>>;
  /** Which fifth of the groups is held out for early stopping, counted from 0. */
  innerPart?: number;
  /** Weight of the L2 penalty. */
  penalty?: number;
  /** Share of the pooled numbers that is dropped in training. */
  dropout?: number;
  /** Most of a sequence's frames, and of its columns, that are masked each time it is trained on; 0 for none. */
  masking?: number;
  /** Learning rate of Adam. */
  rate?: number;
  maxEpochs?: number;
  /** Epochs without gain on the held-out groups after which training ends. */
  patience?: number;
  /** Called after each epoch of a model: epochs done, mean concordance on the held-out groups, the model's place in the list. */
  onEpoch?: (epoch: number, concordance: number, model: number) => void;
}

/** Passes over the sequences after which training ends unless it is told otherwise. */
export const MAX_EPOCHS = 25;

/** Sizes for speech: frames of 20 ms become steps of 80 ms, which a recurrent unit reads. */
export const speechShape = {
  convolutions: [
    { width: 5, stride: 2, units: 16 },
    { width: 5, stride: 2, units: 16 },
  ],
  recurrent: 16,
  attention: 8,
} as const;

/** A model in training. */
interface Training extends SequencePart {
  readonly place: number;
  readonly generator: Random;
  readonly inner: { readonly train: readonly number[]; readonly test: readonly number[] };
  readonly input: SequenceModel['input'];
  readonly output: SequenceModel['output'];
  /** Standardized targets, row-major. */
  readonly truth: Float32Array;
  readonly parameters: Float64Array;
  readonly adam: Adam;
  bestParameters: Float64Array;
  bestEpoch: number;
  bestConcordance: number;
}

/**
 * Trains models of convolution + GRU + attention pooling side by side, such as one for each fold, each to predict several
 * targets at once by their concordance.
 *
 * Early stopping: a fifth of the training groups is held out, training ends when the concordance on it has not risen for
 * `patience` epochs, and the parameters of the best epoch are returned.
 *
 * @param parts training data of each model, with the same features and targets
 * @returns the fitted models; on one machine the same on every run with the same seed
 * @throws RangeError when sequences, targets or groups do not allow training
 *
 * Log-mel frames, convolution, recurrence and attention for emotion: S. Mirsamadi, E. Barsoum, C. Zhang (2017),
 * "Automatic speech emotion recognition using recurrent neural networks with local attention", ICASSP: 2227-2231.
 */
export async function trainSequences(
  parts: readonly SequencePart[],
  options: SequenceOptions,
): Promise<SequenceModel[]> {
  const {
    seed,
    innerPart = 0,
    penalty = 1e-3,
    dropout = 0.3,
    masking = 0.3,
    rate = 3e-3,
    maxEpochs = MAX_EPOCHS,
    patience = 8,
  } = options;
  for (const part of parts) checkPart(part, parts[0]);
  const { features } = parts[0].sequences;
  const targets = parts[0].targets.features;
  const shape: SequenceShape = {
    ...speechShape,
    ...options.shape,
    inputs: features.length,
    outputs: targets.length,
  };
  const all = parts.map((part, place) => begin(part, place, shape, { seed, innerPart, rate }));
  let active = all;
  for (let epoch = 1; epoch <= maxEpochs && active.length > 0; epoch++) {
    await trainEpoch(active, shape, epoch, { penalty, dropout, masking });
    await validate(active, shape, epoch, options.onEpoch);
    active = active.filter(({ bestEpoch }) => epoch - bestEpoch <= patience);
    await setImmediate(); // lets timers and output in
  }
  const used = { seed, innerPart, penalty, dropout, masking, rate, maxEpochs, patience };
  return all.map(({ bestParameters, input, output, bestEpoch, bestConcordance }) => ({
    kind: 'sequence',
    features,
    targets,
    shape,
    parameters: bestParameters,
    input,
    output,
    settings: { ...used, epochs: bestEpoch, innerConcordance: bestConcordance },
  }));
}

function begin(
  part: SequencePart,
  place: number,
  shape: SequenceShape,
  { seed, innerPart, rate }: { seed: number; innerPart: number; rate: number },
): Training {
  const { sequences, targets, groups } = part;
  const generator = random(seed);
  const folds = groupedFolds(groups, Math.min(5, new Set(groups).size), seed);
  const inner = folds[innerPart % folds.length];
  const training = inner.train.map((i) => sequences.frames[i]);
  const output = standardization([selectRows(targets, inner.train).values], shape.outputs);
  const truth = new Float32Array(targets.values.length);
  standardize(targets.values, output, truth);
  const parameters = initialSequence(shape, generator);
  return {
    ...part,
    place,
    generator,
    inner,
    input: standardization(training, shape.inputs),
    output,
    truth,
    parameters,
    adam: new Adam(parameters.length, rate),
    bestParameters: parameters.slice(),
    bestEpoch: 0,
    bestConcordance: -Infinity,
  };
}

/** One pass of each model over its sequences; a model with fewer batches than others waits for them. */
async function trainEpoch(
  active: readonly Training[],
  shape: SequenceShape,
  epoch: number,
  { penalty, dropout, masking }: { penalty: number; dropout: number; masking: number },
): Promise<void> {
  const { tf } = await tensorflow();
  const plans = active.map(({ inner, sequences, generator }) =>
    batches(inner.train, sequences.frames, epoch, generator),
  );
  const steps = Math.max(...plans.map((plan) => plan.length));
  for (let step = 0; step < steps; step++) {
    const working = active.flatMap((one, k) =>
      step < plans[k].length ? [{ one, rows: plans[k][step] }] : [],
    );
    const batch = sequenceBatch(
      working.map(({ one, rows }) => ({
        frames: rows.map((row) => one.sequences.frames[row]),
        input: one.input,
      })),
      (frames, k) => {
        if (masking > 0) maskStretches(frames, shape.inputs, masking, working[k].one.generator);
      },
    );
    const sequences = batch.lengths.length / working.length;
    const width = pooledWidth(shape);
    const truth = new Float32Array(batch.lengths.length * shape.outputs);
    const factors = new Float32Array(batch.lengths.length * width);
    working.forEach(({ one, rows }, k) => {
      truth.set(selectTargets(one.truth, rows, shape.outputs), k * sequences * shape.outputs);
      factors.set(dropoutFactors(rows.length * width, dropout, one.generator), k * sequences * width);
    });
    const vectors = working.map(({ one }) => one.parameters);
    const { gradients } = sequenceGradients(tf, shape, vectors, batch, truth, factors, penalty);
    working.forEach(({ one }, k) => one.adam.step(one.parameters, gradients[k]));
  }
}

/** Stores the parameters of models whose concordance on the held-out groups has risen. */
async function validate(
  active: readonly Training[],
  shape: SequenceShape,
  epoch: number,
  onEpoch: SequenceOptions['onEpoch'],
): Promise<void> {
  const { tf } = await tensorflow();
  const outputs = outputsOf(
    tf,
    shape,
    active.map(({ inner, sequences, input, parameters }) => ({
      frames: inner.test.map((row) => sequences.frames[row]),
      input,
      parameters,
    })),
  );
  active.forEach((one, k) => {
    const truth = selectTargets(one.truth, one.inner.test, shape.outputs);
    const concordance = concordanceOf(truth, outputs[k], shape.outputs);
    if (concordance > one.bestConcordance) {
      one.bestConcordance = concordance;
      one.bestParameters = one.parameters.slice();
      one.bestEpoch = epoch;
    }
    onEpoch?.(epoch, concordance, one.place);
  });
}

/** 0 with probability `share`, else 1 / (1 − share), so that the expected sum stays. */
function dropoutFactors(length: number, share: number, generator: Random): Float32Array {
  return new Float32Array(length).map(() => (share > 0 && generator.next() < share ? 0 : 1 / (1 - share)));
}

function selectTargets(values: Float32Array, rows: readonly number[], width: number): Float32Array {
  const selected = new Float32Array(rows.length * width);
  rows.forEach((row, i) => selected.set(values.subarray(row * width, (row + 1) * width), i * width));
  return selected;
}

function checkPart({ sequences, targets, groups }: SequencePart, first: SequencePart): void {
  const { features, frames } = sequences;
  checkFeatures(first.sequences.features, features, 'the first part');
  checkFeatures(first.targets.features, targets.features, 'the targets of the first part');
  const count = rowCount(targets);
  if (frames.length !== count || groups.length !== count) {
    throw new RangeError(
      `${frames.length} sequences, ${count} rows of targets, ${groups.length} groups; give one of each per sequence`,
    );
  }
  if (new Set(groups).size < 2) {
    throw new InsufficientData('training holds out a group to know when to stop; give two groups or more');
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
