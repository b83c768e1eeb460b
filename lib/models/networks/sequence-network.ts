import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../stats/random';
import { gru, type Gru } from './gru';
import { attention, concordanceLoss, convolution, type Attention, type Convolution } from './layers';
import { addPenalty, sizeOf, toTensors, toVectors, type ParameterShape } from './parameters';
import type { Tensorflow } from './tensorflow';

/** Sizes of a sequence model. */
export interface SequenceShape {
  /** Numbers per frame. */
  readonly inputs: number;
  /** Convolutions over time, one after the other; none where the list is empty. */
  readonly convolutions: readonly {
    readonly width: number;
    readonly stride: number;
    readonly units: number;
  }[];
  /** Units of the recurrent layer; 0 for none. */
  readonly recurrent: number;
  /** Units within the attention. */
  readonly attention: number;
  readonly outputs: number;
}

/** Batches of sequences of networks side by side, standardized. */
export interface SequenceBatch {
  /** (networks, sequences, frames, inputs); zeros after a sequence's end. */
  readonly frames: Float32Array;
  /** Frames of each sequence, network after network; 0 where a batch has fewer sequences than the largest. */
  readonly lengths: readonly number[];
}

/** Name and dimensions of every array of parameters, in the order of a network's vector. */
export function sequenceShapes(shape: SequenceShape): ParameterShape[] {
  const list: ParameterShape[] = [];
  const add = (name: string, ...sizes: number[]) => list.push({ name, sizes });
  let width = shape.inputs;
  shape.convolutions.forEach(({ width: frames, units }, i) => {
    add(`convolution ${i + 1} kernel`, frames, width, units);
    add(`convolution ${i + 1} bias`, units);
    width = units;
  });
  if (shape.recurrent > 0) {
    const units = shape.recurrent;
    add('gru input', width, 3 * units);
    add('gru bias', 3 * units);
    add('gru state', units, 3 * units);
    add('gru state bias', units);
    width = units;
  }
  add('attention projection', width, shape.attention);
  add('attention bias', shape.attention);
  add('attention context', shape.attention, 1);
  add('output weights', width, shape.outputs);
  add('output bias', shape.outputs);
  return list;
}

/**
 * Parameters to begin with: weights uniform in ±√(6 / (inputs + outputs)) of each product, after Glorot & Bengio (2010);
 * biases 0.
 */
export function initialSequence(shape: SequenceShape, generator: Random): Float64Array {
  return Float64Array.from(
    sequenceShapes(shape).flatMap((one) => {
      const weights = new Array<number>(sizeOf(one)).fill(0);
      if (one.sizes.length === 1) return weights;
      // A gate's product has H outputs, though three gates lie side by side.
      const gates = one.name.startsWith('gru') ? 3 : 1;
      const fanOut = one.sizes[one.sizes.length - 1] / gates;
      const fanIn = weights.length / (fanOut * gates);
      const bound = Math.sqrt(6 / (fanIn + fanOut));
      return weights.map(() => generator.uniform(-bound, bound));
    }),
  );
}

/** Width of what the attention pools. */
export function pooledWidth({ recurrent, convolutions, inputs }: SequenceShape): number {
  return recurrent > 0 ? recurrent : (convolutions[convolutions.length - 1]?.units ?? inputs);
}

/** Outputs (networks, sequences, outputs), and weights of the attention (networks, sequences, steps). */
interface SequenceOutputs {
  readonly outputs: Float32Array;
  readonly weights: Float32Array;
}

/**
 * Outputs and attention of networks side by side: convolutions, recurrent unit, attention pooling, one linear output per
 * target.
 *
 * @param networks vector of parameters of each
 */
export function sequenceOutputs(
  tf: Tensorflow,
  shape: SequenceShape,
  networks: readonly Float64Array[],
  batch: SequenceBatch,
): SequenceOutputs {
  let found: SequenceOutputs = { outputs: new Float32Array(0), weights: new Float32Array(0) };
  tf.tidy(() => {
    const parameters = toTensors(tf, sequenceShapes(shape), networks);
    const { mean, weights, output } = pooled(tf, shape, parameters, batch, networks.length);
    // Not returned: tidy looks for tensors in every number of an array that is.
    found = {
      outputs: output(mean).dataSync<'float32'>(),
      weights: weights.dataSync<'float32'>(),
    };
  });
  return found;
}

/**
 * Loss and gradient of networks side by side, each on a batch of its own: mean over targets of 1 − concordance, + penalty
 * / 2 · Σ weight², biases not penalised.
 *
 * @param targets (networks, sequences, outputs)
 * @param dropout factors of the pooled numbers, (networks, sequences, width)
 */
export function sequenceGradients(
  tf: Tensorflow,
  shape: SequenceShape,
  networks: readonly Float64Array[],
  batch: SequenceBatch,
  targets: Float32Array,
  dropout: Float32Array,
  penalty: number,
): { readonly losses: number[]; readonly gradients: Float64Array[] } {
  const shapes = sequenceShapes(shape);
  const count = networks.length;
  const sequences = batch.lengths.length / count;
  let losses: number[] = [];
  let gradients: Float64Array[] = [];
  tf.tidy(() => {
    const truth = tf.tensor3d(targets, [count, sequences, shape.outputs]);
    const factors = tf.tensor3d(dropout, [count, sequences, pooledWidth(shape)]);
    const share = tf.tensor3d(sharesOf(batch.lengths, sequences), [count, sequences, 1]);
    const { value, grads } = tf.valueAndGrads((...parameters: Tensor[]) => {
      const { mean, output } = pooled(tf, shape, parameters, batch, count);
      return concordanceLoss(tf, truth, output(tf.mul(mean, factors)), share);
    })(toTensors(tf, shapes, networks));
    losses = Array.from(value.dataSync<'float32'>());
    gradients = toVectors(shapes, grads, count);
  });
  networks.forEach((parameters, k) => (losses[k] += addPenalty(shapes, parameters, gradients[k], penalty)));
  return { losses, gradients };
}

/** The mean that the attention makes of each sequence, its weights, and the linear output. */
function pooled(
  tf: Tensorflow,
  shape: SequenceShape,
  parameters: readonly Tensor[],
  { frames, lengths }: SequenceBatch,
  count: number,
) {
  const names = sequenceShapes(shape).map(({ name }) => name);
  const get = <T extends Tensor = Tensor3D>(name: string): T => parameters[names.indexOf(name)] as T;
  const sequences = lengths.length / count;
  let steps = frames.length / (lengths.length * shape.inputs);
  let own = lengths;
  let h: Tensor4D = tf.tensor4d(frames, [count, sequences, steps, shape.inputs]);
  const mask = () => tf.tensor4d(withinOf(own, steps), [count, sequences, steps, 1]);
  shape.convolutions.forEach(({ stride }, i) => {
    own = own.map((length) => Math.ceil(length / stride));
    steps = Math.ceil(steps / stride);
    const layer: Convolution = {
      kernel: get<Tensor4D>(`convolution ${i + 1} kernel`),
      bias: get(`convolution ${i + 1} bias`),
    };
    h = convolution(tf, h, mask(), layer, stride);
  });
  if (shape.recurrent > 0) {
    const layer: Gru = {
      input: get('gru input'),
      bias: get('gru bias'),
      state: get('gru state'),
      stateBias: get('gru state bias'),
    };
    h = gru(tf, h, layer);
  }
  const layer: Attention = {
    projection: get('attention projection'),
    bias: get('attention bias'),
    context: get('attention context'),
  };
  const [mean, weights] = attention(tf, h, mask(), layer);
  const output = (x: Tensor3D): Tensor3D => tf.add(tf.matMul(x, get('output weights')), get('output bias'));
  return { mean, weights, output };
}

/** 1 within each sequence, 0 for padding. */
function withinOf(lengths: readonly number[], steps: number): Float32Array {
  const within = new Float32Array(lengths.length * steps);
  lengths.forEach((length, i) => within.fill(1, i * steps, i * steps + length));
  return within;
}

/** 1 / n for the n sequences of each network's batch, 0 for padding. */
function sharesOf(lengths: readonly number[], sequences: number): Float32Array {
  const shares = new Float32Array(lengths.length);
  for (let first = 0; first < lengths.length; first += sequences) {
    const own = lengths.slice(first, first + sequences).map((length) => (length > 0 ? 1 : 0));
    const count = own.reduce((sum: number, one) => sum + one, 0);
    own.forEach((one, i) => (shares[first + i] = one / count));
  }
  return shares;
}
