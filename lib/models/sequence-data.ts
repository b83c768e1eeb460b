/** Mean and standard deviation of each column of the training data; a column without spread has deviation 1. */
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
    for (let k = 0; k < part.length; k++) deviation[k % width] += (part[k] - mean[k % width]) ** 2 / count;
  }
  return { mean, deviation: deviation.map((square) => Math.sqrt(square) || 1) };
}

/** (x − mean) / deviation, column by column, a new array of 32-bit floats. */
export function standardized(values: Float32Array, { mean, deviation }: Standardization): Float32Array {
  const width = mean.length;
  return values.map((value, k) => (value - mean[k % width]) / deviation[k % width]);
}

/** Concordance of each of `width` columns, averaged; −1 where a column of both sides has no spread. */
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
      squareT += (truth[i] - meanT) ** 2 / rows;
      squareP += (predicted[i] - meanP) ** 2 / rows;
      product += ((truth[i] - meanT) * (predicted[i] - meanP)) / rows;
    }
    const spread = squareT + squareP + (meanT - meanP) ** 2;
    sum += spread > 0 ? (2 * product) / spread : -1;
  }
  return sum / width;
}
