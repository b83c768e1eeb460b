import { square } from '../stats/pow';

/** Keeps a batch without any spread finite. */
const FLOOR = 1e-6;

/**
 * 1 − concordance of each column, averaged over columns, and its gradient; in plain loops what `concordanceLoss` of
 * `sequence-layers.ts` is as operations of TensorFlow.
 *
 * @param truth (B, columns), row-major; @param predicted likewise
 * @param slope becomes the gradient for `predicted`, likewise
 */
export function concordanceSlope(
  truth: ArrayLike<number>,
  predicted: Float64Array,
  columns: number,
  slope: Float64Array,
): number {
  const rows = truth.length / columns;
  let loss = 0;
  for (let j = 0; j < columns; j++) {
    let [meanT, meanP, spread, product] = [0, 0, 0, 0];
    for (let i = j; i < truth.length; i += columns) {
      meanT += truth[i] / rows;
      meanP += predicted[i] / rows;
    }
    for (let i = j; i < truth.length; i += columns) {
      spread += (square(truth[i] - meanT) + square(predicted[i] - meanP)) / rows;
      product += ((truth[i] - meanT) * (predicted[i] - meanP)) / rows;
    }
    spread += square(meanT - meanP) + FLOOR;
    const concordance = (2 * product) / spread;
    loss += (1 - concordance) / columns;
    // n/2 times the slope of the product is t_i − mean t, that of the spread p_i − mean p + (mean p − mean t).
    for (let i = j; i < truth.length; i += columns) {
      const gain = truth[i] - meanT - concordance * (predicted[i] - meanT);
      slope[i] = (-2 * gain) / (spread * rows * columns);
    }
  }
  return loss;
}
