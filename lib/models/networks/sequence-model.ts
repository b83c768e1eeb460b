import { checkFeatures, type Rows } from '../data/rows';
import { outputsOf } from './sequence-batches';
import type { Standardization } from './sequence-data';
import type { SequenceShape } from './sequence-network';
import { tensorflow } from './tensorflow';

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
  /** Vector of parameters, see `sequenceShapes`. */
  readonly parameters: Float64Array;
  /** Of the frames' numbers. */
  readonly input: Standardization;
  /** Of the targets; outputs are on this scale. */
  readonly output: Standardization;
  /** Options of the training, and the best epoch. */
  readonly settings: Readonly<Record<string, number>>;
}

/**
 * Predictions of a model for each sequence.
 *
 * @returns one row per sequence, a column per target, in units of the targets
 * @throws Error when a frame's numbers are not the model's
 */
export async function predictSequences(model: SequenceModel, sequences: Sequences): Promise<Rows> {
  checkFeatures(model.features, sequences.features, 'sequence model');
  const { tf } = await tensorflow();
  const [outputs] = outputsOf(tf, model.shape, [{ ...model, frames: sequences.frames }]);
  const { mean, deviation } = model.output;
  const width = model.targets.length;
  const values = Float64Array.from(outputs, (value, k) => mean[k % width] + deviation[k % width] * value);
  return { features: model.targets, values };
}
