import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { rowCount, type Rows } from './rows';
import { tensorflow } from './tf';

/** One layer of a network: outputs = activation(inputs · weights + bias). */
export interface Layer {
  /** Row-major, inputs × units. */
  readonly weights: Float64Array;
  /** One per unit. */
  readonly bias: Float64Array;
}

/** A network in training. It holds tensors, so whoever opens one disposes of it. */
export interface Network {
  /** Learns from every row once, in this order; returns the mean loss met on the way. */
  trainEpoch(order: readonly number[], batchRows: number): number;
  /** The weights as they are now. */
  layers(): Layer[];
  dispose(): void;
}

/** Adam's settings, as its paper recommends them. */
const RATE = 1e-3;
const DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const STABILITY = 1e-8;

/** What a network is to learn: the probability of a class, or numbers. */
export type Loss =
  | { readonly kind: 'cross-entropy'; readonly classWeights: readonly [number, number] }
  | { readonly kind: 'squared' };

/**
 * Puts a network of one hidden layer (rectified linear), and the rows it learns from, into TensorFlow's memory. Its
 * output is logistic for a class, and as it is for numbers.
 *
 * Loss of a batch of n rows: (1/n) Σ weight of the class·cross-entropy or (1/2n) Σ error², + alpha/(2n) Σ weight², biases
 * free. The gradient is written out and all parameters lie in one vector: at this size the number of operations is what
 * takes the time, and this needs a third of what automatic differentiation does.
 *
 * @param targets rows × outputs, row-major; 0 or 1 for cross-entropy
 *
 * D. Kingma, J. Ba (2015), "Adam: a method for stochastic optimization", ICLR.
 */
export async function openNetwork(
  [hidden, output]: readonly Layer[],
  rows: Rows,
  targets: ArrayLike<number>,
  alpha: number,
  loss: Loss,
): Promise<Network> {
  const { tf } = await tensorflow();
  const count = rowCount(rows);
  const width = rows.features.length;
  const units = hidden.bias.length;
  const outputs = output.bias.length;
  const parts = [hidden.weights, hidden.bias, output.weights, output.bias];
  const sizes = parts.map((part) => part.length);
  const length = sizes.reduce((sum, size) => sum + size, 0);

  const x = tf.tensor2d(Float32Array.from(rows.values), [count, width]);
  const y = tf.tensor2d(Float32Array.from(targets), [count, outputs]);
  const parameters = tf.tidy(() =>
    tf.variable(tf.concat(parts.map((part) => tf.tensor1d(Float32Array.from(part))))),
  );
  const momentum = tf.tidy(() => tf.variable(tf.zeros([length])));
  const squares = tf.tidy(() => tf.variable(tf.zeros([length])));
  let steps = 0;

  /** The mean cost of a batch, and its slope for each output. */
  const crossEntropy = (z: Tensor2D, truth: Tensor2D, { classWeights }: Loss & { kind: 'cross-entropy' }) => {
    // −y·log σ(z) − (1 − y)·log(1 − σ(z)), written so that a large |z| cannot overflow.
    const weight = tf.add(classWeights[0], tf.mul(truth, classWeights[1] - classWeights[0]));
    const cost = tf.mean(tf.mul(weight, tf.sub(tf.softplus(z), tf.mul(z, truth))));
    return [cost, tf.div<Tensor2D>(tf.mul(weight, tf.sub(tf.sigmoid(z), truth)), z.shape[0])] as const;
  };
  const squared = (z: Tensor2D, truth: Tensor2D) => {
    const slope = tf.div<Tensor2D>(tf.sub(z, truth), z.shape[0]);
    return [tf.mul(tf.sum(tf.square(slope)), z.shape[0] / 2), slope] as const;
  };

  /** The loss of a batch and its gradient, in the order of `parts`. */
  const lossAndGradient = (batchX: Tensor2D, batchY: Tensor2D): [Tensor, Tensor] => {
    const n = batchX.shape[0];
    const split = tf.split(parameters, sizes);
    const w1 = split[0].reshape<Tensor2D>([width, units]);
    const w2 = split[2].reshape<Tensor2D>([units, outputs]);
    const h = tf.fused.matMul({ a: batchX, b: w1, bias: split[1], activation: 'relu' }) as Tensor2D; // (n, units)
    const z = tf.fused.matMul({ a: h, b: w2, bias: split[3] }) as Tensor2D; // (n, outputs); of a class the logit
    const penalty = tf.mul(tf.add(tf.sum(tf.square(w1)), tf.sum(tf.square(w2))), alpha / 2 / n);
    const [cost, toOutput] = loss.kind === 'squared' ? squared(z, batchY) : crossEntropy(z, batchY, loss);
    const toHidden: Tensor2D = tf.mul(tf.matMul(toOutput, w2, false, true), tf.step(h)); // (n, units)
    const gradient = tf.concat([
      tf.add(tf.matMul(batchX, toHidden, true), tf.mul(w1, alpha / n)).reshape([-1]),
      tf.sum(toHidden, 0),
      tf.add(tf.matMul(h, toOutput, true), tf.mul(w2, alpha / n)).reshape([-1]),
      tf.sum(toOutput, 0),
    ]);
    return [tf.add(cost, penalty), gradient];
  };

  const trainBatch = (batchX: Tensor2D, batchY: Tensor2D): Tensor =>
    tf.tidy(() => {
      const [batchLoss, gradient] = lossAndGradient(batchX, batchY);
      steps++;
      momentum.assign(tf.add(tf.mul(momentum, DECAY), tf.mul(gradient, 1 - DECAY)));
      squares.assign(tf.add(tf.mul(squares, SQUARE_DECAY), tf.mul(tf.square(gradient), 1 - SQUARE_DECAY)));
      const rate = (RATE * Math.sqrt(1 - SQUARE_DECAY ** steps)) / (1 - DECAY ** steps);
      parameters.assign(
        tf.sub(parameters, tf.div(tf.mul(momentum, rate), tf.add(tf.sqrt(squares), STABILITY))),
      );
      return batchLoss;
    });

  return {
    trainEpoch: (order, batchRows) =>
      tf.tidy(() => {
        const places = tf.tensor1d(Int32Array.from(order), 'int32');
        const shuffledX = tf.gather(x, places);
        const shuffledY = tf.gather(y, places);
        let total: Tensor = tf.scalar(0);
        for (let first = 0; first < count; first += batchRows) {
          const size = Math.min(batchRows, count - first);
          const batchLoss = trainBatch(
            shuffledX.slice([first, 0], [size, width]),
            shuffledY.slice([first, 0], [size, outputs]),
          );
          total = tf.add(total, tf.mul(batchLoss, size));
        }
        return total.dataSync()[0] / count;
      }),
    layers: () => {
      const flat = Float64Array.from(parameters.dataSync());
      const starts = sizes.map((_, part) => sizes.slice(0, part).reduce((sum, size) => sum + size, 0));
      const [w1, b1, w2, b2] = starts.map((start, part) => flat.slice(start, start + sizes[part]));
      return [
        { weights: w1, bias: b1 },
        { weights: w2, bias: b2 },
      ];
    },
    dispose: () => tf.dispose([x, y, parameters, momentum, squares]),
  };
}
