import { burgKernels } from '../kernels/built/burg';
import { burg } from './lpc';

/** Linear prediction of two windowed frames at a time. Make it once, use it for many pairs. */
export interface BurgPairs {
  /**
   * Windows a frame and stores it as the first or second of the pair.
   *
   * @returns false for a silent frame
   */
  readonly load: (lane: 0 | 1, frame: Float64Array) => boolean;
  /**
   * Prediction polynomials of the two frames: coefficients of z⁰, z¹ … z^order (the last is 1), interleaved. Their roots
   * are the poles of the all-pole model.
   */
  readonly predict: () => Float64Array;
}

/** Relative prediction error below which rounding errors of the covariance method dominate. */
const minError = 1e-7;

/**
 * Burg's method: every order takes the reflection coefficient with the least sum of forward and backward error.
 *
 * It works on covariances. Their rounding errors grow as the prediction error falls, so `burg` computes frames that are
 * predicted almost perfectly (a pure tone, an offset) again.
 *
 * @param window as long as a frame, which has more samples than `order`
 *
 * J. P. Burg (1975), "Maximum entropy spectral analysis"; K. Vos (2013), "A fast implementation of Burg's method".
 */
export function burgPairs(window: Float64Array, order: number): BurgPairs {
  const { length } = window;
  const lags = 4 * Math.ceil((order + 1) / 4);
  const even = 2 * Math.ceil(length / 2);
  const pairs = 2 * (order + 1);
  const sizes = [even, even + lags, even + lags, lags, pairs, pairs, pairs, pairs, pairs, pairs, pairs, 2];
  const { run, view } = burgKernels(8 * sizes.reduce((total, size) => total + size, 0));
  let address = 0;
  const [weights, first, second, r, rs, heads, tails, a, h, row, polynomials, errors] = sizes.map((size) => {
    const numbers = view(address, size);
    address += 8 * size;
    return numbers;
  });
  weights.set(window);
  const frames = [first, second]; // zeros follow each, for all lags
  const bySamples = burg(length, order);
  const coefficients = new Float64Array(order);

  function load(lane: 0 | 1, frame: Float64Array): boolean {
    const x = frames[lane];
    x.set(frame);
    run.windowFrame(x.byteOffset, weights.byteOffset, 8 * even);
    run.laggedProducts(x.byteOffset, 8 * even, r.byteOffset, 8 * lags);
    for (let k = 0; k <= order; k++) {
      rs[2 * k + lane] = r[k];
      heads[2 * k + lane] = x[k];
      tails[2 * k + lane] = x[length - 1 - k];
    }
    return r[0] > 0;
  }

  function predict(): Float64Array {
    run.recursion(
      16 * order,
      rs.byteOffset,
      heads.byteOffset,
      tails.byteOffset,
      a.byteOffset,
      h.byteOffset,
      row.byteOffset,
      polynomials.byteOffset,
      errors.byteOffset,
    );
    for (let lane = 0; lane < 2; lane++) {
      if (errors[lane] > minError) continue;
      bySamples.predict(frames[lane].subarray(0, length), coefficients);
      for (let k = 1; k <= order; k++) polynomials[2 * (order - k) + lane] = -coefficients[k - 1];
    }
    return polynomials;
  }
  return { load, predict };
}
