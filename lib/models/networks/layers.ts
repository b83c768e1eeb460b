import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow';

// Shapes: K networks side by side, B sequences in the batch of each, T frames of the longest, F numbers per frame, H units.
// Every layer keeps padding frames, those after a sequence's end, at 0 or masks them, so that a sequence gives the same
// result alone and beside longer ones.

/** Weights of a convolution over time. */
export interface Convolution {
  readonly kernel: Tensor4D; // (K, width, F, H), width odd
  readonly bias: Tensor3D; // (K, 1, H)
}

/**
 * Convolution over time with stride and rectified output: output t is centred on input t · stride, with zero padding.
 *
 * As matrix products, since each network has a kernel of its own: frames are grouped in blocks of a stride, each block is
 * multiplied by every part of the kernel it meets, and the products of neighbouring blocks are added.
 *
 * @param mask 1 within each sequence, 0 for padding, (K, B, ⌈T / stride⌉, 1)
 * @returns outputs (K, B, ⌈T / stride⌉, H)
 */
export function convolution(
  tf: Tensorflow,
  x: Tensor4D,
  mask: Tensor4D,
  { kernel, bias }: Convolution,
  stride: number,
): Tensor4D {
  const [networks, batch, frames, width] = x.shape;
  const [, reads, , units] = kernel.shape;
  const steps = Math.ceil(frames / stride);
  const before = (reads - 1) / 2;
  const parts = Math.ceil(reads / stride);
  const blocks = Math.max(steps + parts - 1, Math.ceil((before + frames) / stride));
  const none = [0, 0] as [number, number];
  const padded = tf.pad(x, [none, none, [before, blocks * stride - before - frames], none]);
  const kernels = tf.reshape(tf.pad(kernel, [none, [0, parts * stride - reads], none, none]), [
    networks,
    parts,
    stride * width,
    units,
  ]);
  const side: Tensor3D = tf.reshape(tf.transpose(kernels, [0, 2, 1, 3]), [
    networks,
    stride * width,
    parts * units,
  ]);
  const rows: Tensor3D = tf.reshape(padded, [networks, batch * blocks, stride * width]);
  const products = tf.reshape(tf.matMul(rows, side), [networks, batch, blocks, parts * units]);
  const shifted = Array.from({ length: parts }, (_, i) =>
    tf.slice(products, [0, 0, i, i * units], [networks, batch, steps, units]),
  );
  const sums = tf.add(tf.addN(shifted), tf.reshape(bias, [networks, 1, 1, units]));
  return tf.mul(tf.relu(sums), mask);
}

/** Weights of an attention pooling. */
export interface Attention {
  readonly projection: Tensor3D; // (K, H, A)
  readonly bias: Tensor3D; // (K, 1, A)
  readonly context: Tensor3D; // (K, A, 1)
}

/**
 * Attention pooling: the mean over time with learned weights α_t ∝ exp(v · tanh(h_t P + b)), 0 for padding.
 *
 * @param mask 1 within each sequence, 0 for padding, (K, B, T, 1)
 * @returns the mean (K, B, H), and the weights (K, B, T), which sum to 1 per sequence
 *
 * Z. Yang et al. (2016), "Hierarchical attention networks for document classification", NAACL: 1480-1489, section 2.2.
 */
export function attention(
  tf: Tensorflow,
  h: Tensor4D,
  mask: Tensor4D,
  { projection, bias, context }: Attention,
): readonly [Tensor3D, Tensor3D] {
  const [networks, batch, frames, units] = h.shape;
  const flat: Tensor3D = tf.reshape(h, [networks, batch * frames, units]);
  const scores = tf.matMul(tf.tanh(tf.add(tf.matMul(flat, projection), bias)), context); // (K, B·T, 1)
  const outside: Tensor3D = tf.reshape(tf.mul(tf.sub(1, mask), 1e9), [networks, batch, frames]);
  const weights = tf.softmax(tf.sub<Tensor3D>(tf.reshape(scores, [networks, batch, frames]), outside));
  const mean = tf.sum<Tensor3D>(tf.mul(h, tf.reshape(weights, [networks, batch, frames, 1])), 2);
  return [mean, weights];
}

/**
 * 1 − concordance of each column, averaged over columns; the concordance as in `evaluation/regression.ts`.
 *
 * @param truth     (K, B, columns); @param predicted likewise
 * @param share     of each row in the means of its network, such as 1/B; 0 for padding rows, (K, B, 1)
 * @returns a loss per network, (K)
 *
 * Used as a loss by F. Weninger et al. (2016), "Discriminatively trained recurrent neural networks for continuous
 * dimensional emotion recognition from audio", IJCAI: 2196-2202.
 */
export function concordanceLoss(
  tf: Tensorflow,
  truth: Tensor3D,
  predicted: Tensor3D,
  share: Tensor3D,
): Tensor {
  const mean = (x: Tensor3D) => tf.sum<Tensor3D>(tf.mul(x, share), 1, true);
  const meanT = mean(truth);
  const meanP = mean(predicted);
  const t = tf.sub(truth, meanT);
  const p = tf.sub(predicted, meanP);
  const spread = tf.add(mean(tf.add(tf.square(t), tf.square(p))), tf.square(tf.sub(meanT, meanP)));
  // The small number keeps a batch without any spread finite.
  const concordance = tf.div(tf.mul(2, mean(tf.mul(t, p))), tf.add(spread, 1e-6));
  const columns: Tensor2D = tf.squeeze(concordance, [1]);
  return tf.mean(tf.sub(1, columns), 1);
}
