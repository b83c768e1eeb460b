import { square } from '../../stats/pow';
import type { Random } from '../../stats/random';

/** Mean and standard deviation of each column of the training data; a column that hardly varies has deviation 1. */
export interface Standardization {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Mean and deviation (n) of each of `width` columns over all rows of all parts. */
export function standardization(parts: readonly ArrayLike<number>[], width: number): Standardization {
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  const count = parts.reduce((sum, part) => sum + part.length / width, 0);
  for (const part of parts) for (let k = 0; k < part.length; k++) mean[k % width] += part[k] / count;
  for (const part of parts) {
    for (let k = 0; k < part.length; k++) deviation[k % width] += square(part[k] - mean[k % width]) / count;
  }
  // A deviation below a millionth of the mean is rounding: a 32-bit float cannot resolve it.
  const spread = (square: number, j: number) =>
    Math.sqrt(square) > 1e-6 * Math.abs(mean[j]) ? Math.sqrt(square) : 1;
  return { mean, deviation: deviation.map(spread) };
}

/** Standardized values are clipped at ± this, to limit the influence of outliers. */
const CLIP = 10;

/** Writes (x − mean) / deviation, clipped at ±10, column by column to the beginning of `target`. */
export function standardize(
  values: ArrayLike<number>,
  { mean, deviation }: Standardization,
  target: Float32Array,
): void {
  const width = mean.length;
  for (let first = 0; first < values.length; first += width) {
    for (let j = 0; j < width; j++) {
      const score = (values[first + j] - mean[j]) / deviation[j];
      target[first + j] = Math.max(-CLIP, Math.min(CLIP, score));
    }
  }
}

/**
 * Masks one random stretch of frames and one of neighbouring columns with 0, the mean.
 *
 * @param frames standardized; changed in place
 * @param share  most of the frames, and of the columns, that are masked
 *
 * D. Park et al. (2019), "SpecAugment: a simple data augmentation method for automatic speech recognition",
 * Interspeech: 2613-2617, without warping time.
 */
export function maskStretches(frames: Float32Array, width: number, share: number, generator: Random): void {
  const count = frames.length / width;
  const [firstFrame, endFrame] = stretch(count, share, generator);
  const [firstColumn, endColumn] = stretch(width, share, generator);
  frames.fill(0, firstFrame * width, endFrame * width);
  for (let t = 0; t < count; t++) frames.fill(0, t * width + firstColumn, t * width + endColumn);
}

/** First index and the one after the last of a random stretch of 0 … share · length. */
function stretch(length: number, share: number, generator: Random): readonly [number, number] {
  const taken = generator.integer(0, Math.floor(share * length) + 1);
  const first = generator.integer(0, length - taken + 1);
  return [first, first + taken];
}

/** Concordance of each of `width` columns, averaged; −1 for a column that is constant on both sides. */
export function concordanceOf(truth: Float32Array, predicted: Float32Array, width: number): number {
  const rows = truth.length / width;
  let sum = 0;
  for (let j = 0; j < width; j++) {
    let [meanT, meanP, squareT, squareP, product] = [0, 0, 0, 0, 0];
    for (let i = j; i < truth.length; i += width) {
      meanT += truth[i] / rows;
      meanP += predicted[i] / rows;
    }
    for (let i = j; i < truth.length; i += width) {
      squareT += square(truth[i] - meanT) / rows;
      squareP += square(predicted[i] - meanP) / rows;
      product += ((truth[i] - meanT) * (predicted[i] - meanP)) / rows;
    }
    const spread = squareT + squareP + square(meanT - meanP);
    sum += spread > 0 ? (2 * product) / spread : -1;
  }
  return sum / width;
}
