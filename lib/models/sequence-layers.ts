import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { gruBackward, gruForward } from './gru';
import type { Tensorflow } from './tf';

// Shapes: B sequences in a batch, T frames of the longest, F numbers per frame, H units.
// Every layer leaves frames behind a sequence's end at 0 or does not look at them, so that a sequence gives the same
// result alone and beside longer ones.

/** Weights of a convolution over time. */
export interface Convolution {
  readonly kernel: Tensor3D; // (width, F, H), width odd
  readonly bias: Tensor1D; // (H)
}

/**
 * Convolution over time with a rectified output, `stride` frames apart: output t is centred on input t · stride, and
 * outside the sequence there are zeros.
 *
 * @param mask 1 within each sequence, 0 behind its end, (B, T, 1)
 * @returns outputs (B, ⌈T / stride⌉, H) and their mask
 */
export function convolution(
  tf: Tensorflow,
  x: Tensor3D,
  mask: Tensor3D,
  { kernel, bias }: Convolution,
  stride: number,
): readonly [Tensor3D, Tensor3D] {
  const reach = (kernel.shape[0] - 1) / 2;
  const padded: Tensor3D = tf.pad3d(x, [
    [0, 0],
    [reach, reach],
    [0, 0],
  ]);
  const shorter = strided(tf, mask, stride);
  const y = tf.relu(tf.add(tf.conv1d(padded, kernel, stride, 'valid'), bias));
  return [tf.mul(y, shorter), shorter];
}

/** Every `stride`-th frame. */
function strided(tf: Tensorflow, x: Tensor3D, stride: number): Tensor3D {
  const [batch, frames, width] = x.shape;
  return tf.stridedSlice(x, [0, 0, 0], [batch, frames, width], [1, stride, 1]) as Tensor3D;
}

/** Weights of a gated recurrent unit; columns are the gates r, z and the candidate n, H each. */
export interface Gru {
  readonly input: Tensor2D; // (F, 3H)
  readonly bias: Tensor1D; // (3H)
  readonly state: Tensor2D; // (H, 3H)
  readonly stateBias: Tensor1D; // (H), of the candidate
}

/**
 * Gated recurrent unit, see `gruForward`.
 *
 * Frames behind a sequence's end are worked through like others; what follows must not look at them.
 *
 * @returns the states, (B, T, H)
 */
export function gru(tf: Tensorflow, x: Tensor3D, { input, bias, state, stateBias }: Gru): Tensor3D {
  const [batch, frames, width] = x.shape;
  const units = state.shape[0];
  const flat: Tensor2D = tf.reshape(x, [batch * frames, width]);
  const projected: Tensor3D = tf.reshape(tf.add(tf.matMul(flat, input), bias), [batch, frames, 3 * units]);
  return recurrence(tf, projected, state, stateBias);
}

/** `gruForward` and `gruBackward` as one operation of TensorFlow. */
function recurrence(tf: Tensorflow, projected: Tensor3D, state: Tensor2D, stateBias: Tensor1D): Tensor3D {
  const [batch, frames] = projected.shape;
  const sizes = { batch, frames, units: state.shape[0] };
  const u = state.dataSync<'float32'>();
  const trace = gruForward(projected.dataSync<'float32'>(), u, stateBias.dataSync<'float32'>(), sizes);
  const operation = tf.customGrad(() => ({
    value: tf.tensor3d(trace.states, [batch, frames, sizes.units]),
    gradFunc: (dy: Tensor) => {
      const gradient = gruBackward(dy.dataSync<'float32'>(), trace, u, sizes);
      return [
        tf.tensor3d(gradient.projected, projected.shape),
        tf.tensor2d(gradient.state, state.shape),
        tf.tensor1d(gradient.stateBias),
      ];
    },
  }));
  return operation(projected, state, stateBias) as Tensor3D;
}

/** Weights of an attention pooling. */
export interface Attention {
  readonly projection: Tensor2D; // (H, A)
  readonly bias: Tensor1D; // (A)
  readonly context: Tensor2D; // (A, 1)
}

/**
 * Weighted mean over time, the weights learned: α_t ∝ exp(v · tanh(h_t P + b)) within each sequence, 0 behind its end.
 *
 * @returns the mean (B, H), and the weights (B, T, 1), which sum to 1 per sequence
 *
 * Z. Yang et al. (2016), "Hierarchical attention networks for document classification", NAACL: 1480-1489, section 2.2.
 */
export function attention(
  tf: Tensorflow,
  h: Tensor3D,
  mask: Tensor3D,
  { projection, bias, context }: Attention,
): readonly [Tensor2D, Tensor3D] {
  const [batch, frames, units] = h.shape;
  const flat: Tensor2D = tf.reshape(h, [batch * frames, units]);
  const scores = tf.matMul(tf.tanh(tf.add(tf.matMul(flat, projection), bias)), context); // (B·T, 1)
  const masked = tf.sub(tf.reshape(scores, [batch, frames, 1]), tf.mul(tf.sub(1, mask), 1e9));
  const weights: Tensor3D = tf.softmax(tf.transpose(masked, [0, 2, 1])).transpose<Tensor3D>([0, 2, 1]);
  return [tf.sum(tf.mul(h, weights), 1), weights];
}

/**
 * 1 − concordance of each column, averaged over columns; the concordance as in `evaluation/regression.ts`.
 *
 * @param truth (B, tasks); @param predicted likewise
 *
 * Used as a loss by F. Weninger et al. (2016), "Discriminatively trained recurrent neural networks for continuous
 * dimensional emotion recognition from audio", IJCAI: 2196-2202.
 */
export function concordanceLoss(tf: Tensorflow, truth: Tensor2D, predicted: Tensor2D): Tensor {
  const meanT = tf.mean(truth, 0);
  const meanP = tf.mean(predicted, 0);
  const t = tf.sub(truth, meanT);
  const p = tf.sub(predicted, meanP);
  const spread = tf.add(
    tf.add(tf.mean(tf.square(t), 0), tf.mean(tf.square(p), 0)),
    tf.square(tf.sub(meanT, meanP)),
  );
  // The small number keeps a batch without any spread finite.
  return tf.mean(tf.sub(1, tf.div(tf.mul(2, tf.mean(tf.mul(t, p), 0)), tf.add(spread, 1e-6))));
}
