import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import type { Random } from '../stats/random';
import { attention, concordanceLoss, convolution, gru } from './sequence-layers';
import { tensorflow, type Tensorflow } from './tf';

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

/** Every parameter of a model by name, row-major; those of 32-bit floats where TensorFlow trained it. */
export type SequenceWeights = Readonly<Record<string, Float64Array>>;

/** Sequences of one batch: standardized frames, row-major per sequence, any number of frames each. */
export type Batch = readonly Float32Array[];

/** A model in training or in use. It holds tensors, so whoever opens one disposes of it. */
export interface SequenceNetwork {
  /** One step of Adam on a batch; returns the loss before it. */
  trainBatch(batch: Batch, targets: Float32Array, dropped: Float32Array): number;
  /** One row of outputs per sequence, row-major. */
  outputs(batch: Batch): Float32Array;
  /** Weights of the attention, one list per sequence; each sums to 1 and has as many entries as the last layer has frames. */
  attended(batch: Batch): Float32Array[];
  weights(): SequenceWeights;
  dispose(): void;
}

/** Name and dimensions of every parameter of a shape, in the order they are stored. */
export function parameterShapes(shape: SequenceShape): readonly (readonly [string, readonly number[]])[] {
  const list: (readonly [string, readonly number[]])[] = [];
  let width = shape.inputs;
  shape.convolutions.forEach(({ width: frames, units }, i) => {
    list.push(
      [`convolution ${i + 1} kernel`, [frames, width, units]],
      [`convolution ${i + 1} bias`, [units]],
    );
    width = units;
  });
  if (shape.recurrent > 0) {
    const units = shape.recurrent;
    list.push(['gru input', [width, 3 * units]], ['gru bias', [3 * units]]);
    list.push(['gru state', [units, 3 * units]], ['gru state bias', [units]]);
    width = units;
  }
  list.push(['attention projection', [width, shape.attention]], ['attention bias', [shape.attention]]);
  list.push(['attention context', [shape.attention, 1]]);
  list.push(['output weights', [width, shape.outputs]], ['output bias', [shape.outputs]]);
  return list;
}

/**
 * Weights to begin with: uniform in ±√(6 / (inputs + outputs)) of each product, after Glorot & Bengio (2010); biases 0.
 */
export function initialWeights(shape: SequenceShape, generator: Random): SequenceWeights {
  return Object.fromEntries(
    parameterShapes(shape).map(([name, sizes]) => {
      const weights = new Float64Array(sizes.reduce((product, size) => product * size, 1));
      if (sizes.length === 1) return [name, weights];
      // A gate's product has H outputs, though three gates lie side by side.
      const gates = name.startsWith('gru') ? 3 : 1;
      const fanOut = sizes[sizes.length - 1] / gates;
      const fanIn = weights.length / (fanOut * gates);
      const bound = Math.sqrt(6 / (fanIn + fanOut));
      return [name, weights.map(() => Math.fround(generator.uniform(-bound, bound)))];
    }),
  );
}

/**
 * Puts a model into TensorFlow's memory: convolutions, recurrent unit, attention pooling, one linear output per target.
 *
 * Loss of a batch: mean over targets of 1 − concordance, + penalty / 2 · Σ weight², biases free; Adam.
 *
 * @param penalty strength of the penalty on squared weights
 * @param rate of Adam's steps; its other settings are those of its paper (Kingma & Ba, 2015)
 */
export async function openSequenceNetwork(
  shape: SequenceShape,
  start: SequenceWeights,
  { penalty, rate }: { readonly penalty: number; readonly rate: number } = { penalty: 0, rate: 1e-3 },
): Promise<SequenceNetwork> {
  const { tf } = await tensorflow();
  const parameters = parameterShapes(shape);
  const variables = new Map<string, Variable>(
    parameters.map(([name, sizes]) => [
      name,
      tf.tidy(() => tf.variable(tf.tensor(Float32Array.from(start[name]), [...sizes]))),
    ]),
  );
  const get = <T extends Tensor>(name: string): T => variables.get(name) as unknown as T;
  const optimizer = tf.train.adam(rate);

  /** What pooling makes of a batch: the mean (B, H) and the attention's weights (B, T', 1). */
  const pooled = (x: Tensor3D, mask: Tensor3D): readonly [Tensor2D, Tensor3D] => {
    let h = x;
    let within = mask;
    shape.convolutions.forEach(({ stride }, i) => {
      const weights = {
        kernel: get<Tensor3D>(`convolution ${i + 1} kernel`),
        bias: get<Tensor1D>(`convolution ${i + 1} bias`),
      };
      [h, within] = convolution(tf, h, within, weights, stride);
    });
    if (shape.recurrent > 0) {
      h = gru(tf, h, {
        input: get('gru input'),
        bias: get('gru bias'),
        state: get('gru state'),
        stateBias: get('gru state bias'),
      });
    }
    return attention(tf, h, within, {
      projection: get('attention projection'),
      bias: get('attention bias'),
      context: get('attention context'),
    });
  };
  const output = (mean: Tensor2D): Tensor2D =>
    tf.add(tf.matMul(mean, get<Tensor2D>('output weights')), get('output bias'));
  const penalized = parameters.flatMap(([name, sizes]) => (sizes.length > 1 ? [name] : []));

  return {
    trainBatch: (batch, targets, dropped) =>
      tf.tidy(() => {
        const [x, mask] = padded(tf, batch, shape.inputs);
        const truth = tf.tensor2d(targets, [batch.length, shape.outputs]);
        const keep = tf.tensor2d(dropped, [batch.length, dropped.length / batch.length]);
        const loss = (): ReturnType<typeof tf.scalar> => {
          const [mean] = pooled(x, mask);
          const concordance = concordanceLoss(tf, truth, output(tf.mul(mean, keep)));
          const squares = penalized.map((name) => tf.sum(tf.square(get(name))));
          return tf.add(concordance, tf.mul(tf.addN(squares), penalty / 2)).asScalar();
        };
        const { value, grads } = tf.variableGrads(loss, [...variables.values()]);
        optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
        return value.dataSync()[0];
      }),
    outputs: (batch) =>
      tf.tidy(() => {
        const [x, mask] = padded(tf, batch, shape.inputs);
        return output(pooled(x, mask)[0]).dataSync<'float32'>();
      }),
    attended: (batch) =>
      tf.tidy(() => {
        const [x, mask] = padded(tf, batch, shape.inputs);
        const weights = pooled(x, mask)[1];
        const flat = weights.dataSync<'float32'>();
        const frames = weights.shape[1];
        return batch.map((sequence, i) => {
          let own = sequence.length / shape.inputs;
          for (const { stride } of shape.convolutions) own = Math.ceil(own / stride);
          return flat.slice(i * frames, i * frames + own);
        });
      }),
    weights: () =>
      Object.fromEntries([...variables].map(([name, value]) => [name, Float64Array.from(value.dataSync())])),
    dispose: () => {
      optimizer.dispose();
      tf.dispose([...variables.values()]);
    },
  };
}

/** Sequences side by side, zeros behind the shorter ones, and the mask that says where each one is. */
function padded(tf: Tensorflow, batch: Batch, width: number): readonly [Tensor3D, Tensor3D] {
  const frames = batch.reduce((most, sequence) => Math.max(most, sequence.length / width), 0);
  const values = new Float32Array(batch.length * frames * width);
  const within = new Float32Array(batch.length * frames);
  batch.forEach((sequence, i) => {
    values.set(sequence, i * frames * width);
    within.fill(1, i * frames, i * frames + sequence.length / width);
  });
  return [tf.tensor3d(values, [batch.length, frames, width]), tf.tensor3d(within, [batch.length, frames, 1])];
}
