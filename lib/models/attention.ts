/** Weights of an attention pooling of frames of F numbers, row-major. */
export interface AttentionWeights {
  /** P, (F, A). */
  readonly projection: Float64Array;
  /** b, (A). */
  readonly bias: Float64Array;
  /** v, (A). */
  readonly context: Float64Array;
}

/** What pooling makes of a sequence, and what the way back needs. */
export interface Pooled {
  /** Σ α_t h_t, (F). */
  readonly mean: Float64Array;
  /** α_t, one per frame; they sum to 1. */
  readonly weights: Float64Array;
  /** tanh(h_t P + b), (T, A). */
  readonly hidden: Float64Array;
}

/**
 * Weighted mean over the frames of a sequence, the weights learned: α_t ∝ exp(v · tanh(h_t P + b)).
 *
 * @param frames h, (T, F), one frame at least
 *
 * Z. Yang et al. (2016), "Hierarchical attention networks for document classification", NAACL: 1480-1489, section 2.2.
 */
export function attend(frames: Float32Array, { projection, bias, context }: AttentionWeights): Pooled {
  const units = bias.length;
  const width = projection.length / units;
  const count = frames.length / width;
  const hidden = new Float64Array(count * units);
  const weights = new Float64Array(count);
  let most = -Infinity;
  for (let t = 0; t < count; t++) {
    let score = 0;
    for (let a = 0; a < units; a++) {
      let sum = bias[a];
      for (let j = 0; j < width; j++) sum += frames[t * width + j] * projection[j * units + a];
      hidden[t * units + a] = Math.tanh(sum);
      score += context[a] * hidden[t * units + a];
    }
    weights[t] = score;
    most = Math.max(most, score);
  }
  let total = 0;
  for (let t = 0; t < count; t++) total += weights[t] = Math.exp(weights[t] - most);
  const mean = new Float64Array(width);
  for (let t = 0; t < count; t++) {
    weights[t] /= total;
    for (let j = 0; j < width; j++) mean[j] += weights[t] * frames[t * width + j];
  }
  return { mean, weights, hidden };
}

/**
 * Adds to `gradient` what a loss gains with each of the weights of `attend`.
 *
 * @param toMean gradient of the loss for the mean, (F)
 * @param pooled what `attend` made of the same frames
 */
export function attendBackward(
  toMean: Float64Array,
  frames: Float32Array,
  { mean, weights, hidden }: Pooled,
  context: Float64Array,
  gradient: AttentionWeights,
): void {
  const width = mean.length;
  const units = context.length;
  for (let t = 0; t < weights.length; t++) {
    // A weight that grows takes from all others: what counts is how far the frame lies from the mean.
    let toScore = 0;
    for (let j = 0; j < width; j++) toScore += toMean[j] * (frames[t * width + j] - mean[j]);
    toScore *= weights[t];
    for (let a = 0; a < units; a++) {
      const value = hidden[t * units + a];
      const toSum = toScore * context[a] * (1 - value * value);
      gradient.context[a] += toScore * value;
      gradient.bias[a] += toSum;
      for (let j = 0; j < width; j++) gradient.projection[j * units + a] += toSum * frames[t * width + j];
    }
  }
}
