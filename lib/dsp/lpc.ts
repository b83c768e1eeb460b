import { products } from './products';

/** Linear prediction of frames of one length and order; made once, used per frame. */
export interface Burg {
  /**
   * @param x the frame
   * @param coefficients result, a[1 … order] at 0 … order − 1, so that x[n] ≈ Σ a[k] x[n − k]; all 0 for silence
   * @returns mean squared error of the prediction
   */
  readonly predict: (x: Float64Array, coefficients: Float64Array) => number;
}

function meanSquare(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  return sum / x.length;
}

/**
 * Burg's method: at every order, the reflection coefficient with the least sum of forward and backward error, which are
 * computed sample by sample. For frames that leave little to tell orders apart; `burgPairs` is faster.
 *
 * J. P. Burg (1975), "Maximum entropy spectral analysis".
 */
export function burg(length: number, order: number): Burg {
  const even = 2 * Math.ceil(length / 2);
  const { run, view } = products(8 * (2 * even + 6));
  const sums = view(0, 2);
  const forward = view(16, even + 2); // errors of predicting x[i] from the m samples before it
  const backward = view(16 + forward.byteLength, even + 2); // errors of predicting x[i] from the m samples after it
  const previous = new Float64Array(order);

  function predict(x: Float64Array, coefficients: Float64Array): number {
    coefficients.fill(0);
    let error = meanSquare(x);
    forward.set(x);
    forward.fill(0, length);
    backward.set(x);
    backward.fill(0, length);
    sums.fill(0);
    for (let m = 1; m <= order; m++) {
      const pairs = length - m + 1; // forward[m − 1 …] and backward[0 …] of the order before
      backward[pairs] = 0;
      run.burgOrder(
        forward.byteOffset + 8 * (m - 1),
        backward.byteOffset,
        16 * Math.ceil(pairs / 2),
        sums.byteOffset,
      );
      // Not compared in this order are the first forward error and the last backward one.
      const lastCounted = pairs % 2 === 0 ? 0 : backward[pairs - 1];
      const power = sums[1] - forward[m - 1] * forward[m - 1] - lastCounted * lastCounted;
      if (!(power > 0)) break;
      const reflection = (2 * sums[0]) / power;
      sums[0] = reflection;
      error *= 1 - reflection * reflection;
      previous.set(coefficients);
      coefficients[m - 1] = reflection;
      for (let k = 1; k < m; k++) coefficients[k - 1] = previous[k - 1] - reflection * previous[m - k - 1];
    }
    return error;
  }
  return { predict };
}
