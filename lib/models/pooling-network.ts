import { Adam, type Stability } from './adam';
import { attend, attendBackward, type AttentionWeights } from './attention';
import { concordanceSlope } from './concordance-loss';
import {
  parameterShapes,
  type Batch,
  type SequenceNetwork,
  type SequenceShape,
  type SequenceWeights,
} from './sequence-network';

/** Of Adam, as TensorFlow has it. */
const STABILITY: Stability = { form: 'corrected', value: 1e-7 };

/** Parameters, or a number for each of them; views into one vector. */
interface Parts {
  readonly attention: AttentionWeights;
  /** Of the linear output, (F, outputs). */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The model of `openSequenceNetwork` without convolution and recurrence: attention pooling of the frames themselves and
 * one linear output per target. Loss, penalty and steps are the same, in plain loops with the gradient written out: with
 * a dozen sequences of a few numbers a frame, TensorFlow takes fifty times as long, nearly all of it to start operations.
 *
 * @param penalty strength of the penalty on squared weights
 * @param rate of Adam's steps
 */
export function openPoolingNetwork(
  shape: SequenceShape,
  start: SequenceWeights,
  { penalty, rate }: { readonly penalty: number; readonly rate: number } = { penalty: 0, rate: 1e-3 },
): SequenceNetwork {
  const parameters = parameterShapes(shape);
  const values = Float64Array.from(parameters.flatMap(([name]) => [...start[name]]));
  const penalties = Float64Array.from(
    parameters.flatMap(([name, sizes]) => [...start[name]].map(() => (sizes.length > 1 ? penalty : 0))),
  );
  const gradient = new Float64Array(values.length);
  const adam = new Adam(values.length, rate, STABILITY);
  const parts = partsOf(shape, values);
  const slopes = partsOf(shape, gradient);
  const pooled = (batch: Batch) => batch.map((frames) => attend(frames, parts.attention));

  return {
    trainBatch: (batch, targets, dropped) => {
      const pools = pooled(batch);
      const means = pools.map(({ mean }, i) => kept(mean, dropped, i));
      const toOutput = new Float64Array(targets.length);
      const loss = concordanceSlope(targets, linear(means, parts), shape.outputs, toOutput);
      gradient.set(values.map((value, k) => penalties[k] * value));
      batch.forEach((frames, i) => {
        const toMean = linearBackward(toOutput, i, means[i], parts, slopes);
        attendBackward(kept(toMean, dropped, i), frames, pools[i], parts.attention.context, slopes.attention);
      });
      const penalized = values.reduce((sum, value, k) => sum + (penalties[k] / 2) * value * value, 0);
      adam.step(values, gradient);
      return loss + penalized;
    },
    outputs: (batch) => {
      const means = pooled(batch).map(({ mean }) => mean);
      return Float32Array.from(linear(means, parts));
    },
    attended: (batch) => pooled(batch).map(({ weights }) => Float32Array.from(weights)),
    weights: () => partition(shape, values.slice()),
    dispose: () => undefined,
  };
}

/** Views of one vector by parameter. */
function partition(shape: SequenceShape, values: Float64Array): SequenceWeights {
  let end = 0;
  return Object.fromEntries(
    parameterShapes(shape).map(([name, sizes]) => {
      const start = end;
      end += sizes.reduce((product, size) => product * size, 1);
      return [name, values.subarray(start, end)];
    }),
  );
}

function partsOf(shape: SequenceShape, values: Float64Array): Parts {
  const views = partition(shape, values);
  return {
    attention: {
      projection: views['attention projection'],
      bias: views['attention bias'],
      context: views['attention context'],
    },
    weights: views['output weights'],
    bias: views['output bias'],
  };
}

/** What dropout leaves of the numbers of sequence i, or of their gradient. */
function kept(numbers: Float64Array, dropped: Float32Array, i: number): Float64Array {
  return numbers.map((value, j) => value * dropped[i * numbers.length + j]);
}

/** One row of outputs per sequence. */
function linear(means: readonly Float64Array[], { weights, bias }: Parts): Float64Array {
  const width = bias.length;
  const result = new Float64Array(means.length * width);
  means.forEach((mean, i) => {
    for (let o = 0; o < width; o++) {
      let sum = bias[o];
      for (let j = 0; j < mean.length; j++) sum += mean[j] * weights[j * width + o];
      result[i * width + o] = sum;
    }
  });
  return result;
}

/** Adds the gradient of the linear output's parameters to `slopes`; returns that of the mean of sequence i. */
function linearBackward(
  toOutput: Float64Array,
  i: number,
  mean: Float64Array,
  { weights }: Parts,
  slopes: Parts,
): Float64Array {
  const width = slopes.bias.length;
  const toMean = new Float64Array(mean.length);
  for (let o = 0; o < width; o++) {
    const slope = toOutput[i * width + o];
    slopes.bias[o] += slope;
    for (let j = 0; j < mean.length; j++) {
      slopes.weights[j * width + o] += slope * mean[j];
      toMean[j] += slope * weights[j * width + o];
    }
  }
  return toMean;
}
