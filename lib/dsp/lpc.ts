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

/** Share of the frame's energy below which the prediction error, found by way of covariances, drowns in rounding. */
const leastError = 1e-7;

/**
 * Burg's method: at every order, the reflection coefficient with the least sum of forward and backward error.
 *
 * First without computing the errors themselves. With a = (1, −a[1], …, −a[m]) they are aᵀu, where u holds m + 1 neighbouring
 * samples, so their sums of products follow from the covariances of the samples, and these from the autocorrelation by
 * dropping products at the frame's two ends: one pass over the frame in place of one per order. Rounding is raised by
 * as much as the prediction removes; where it removes nearly everything (a pure tone, an offset), the textbook's loop
 * over the samples does it once more.
 *
 * J. P. Burg (1975), "Maximum entropy spectral analysis"; K. Vos (2013), "A fast implementation of Burg's method".
 */
export function burg(length: number, order: number): Burg {
  const covariances = burgByCovariance(length, order);
  const samples = burgBySamples(length, order);
  return {
    predict: (x, coefficients) => {
      const error = covariances.predict(x, coefficients);
      return Number.isNaN(error) ? samples.predict(x, coefficients) : error;
    },
  };
}

function meanSquare(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  return sum / x.length;
}

/**
 * Returns NaN where rounding would tell.
 *
 * Going from order m to m + 1, let c(i, j) = Σ x[n − i] x[n − j], n = m + 1 … length − 1, and C(i, j) =
 * c(i, j) + c(m + 1 − i, m + 1 − j). Kept are h = C a, which gives the coefficient, and the last row of C; both follow
 * from those of the order before, for C loses one product at each end of the frame and does not change when both
 * indices are reversed.
 */
function burgByCovariance(length: number, order: number): Burg {
  const lags = 4 * Math.ceil((order + 1) / 4);
  const even = 2 * Math.ceil(length / 2);
  const { run, view } = products(8 * (even + 2 * lags));
  const padded = view(0, even + lags); // zeros behind the frame, so that every lag runs to its end
  const r = view(8 * (even + lags), lags); // autocorrelation
  const a = new Float64Array(order + 2);
  const h = new Float64Array(order + 2);
  const lastRow = new Float64Array(order + 2);

  function predict(x: Float64Array, coefficients: Float64Array): number {
    coefficients.fill(0);
    padded.set(x);
    padded.fill(0, length);
    run.laggedProducts(0, 8 * even, r.byteOffset, 8 * lags);
    let error = r[0]; // of the whole frame, divided at the end
    if (error === 0) return 0;

    a.fill(0);
    a[0] = 1;
    h[0] = 2 * r[0] - x[0] * x[0] - x[length - 1] * x[length - 1];
    h[1] = lastRow[0] = 2 * r[1];
    for (let m = 0; m < order; m++) {
      let product = 0; // Σ 2 · forward · backward
      let power = 0; // Σ forward² + backward²
      for (let j = 0; j <= m; j++) {
        product += a[j] * h[m + 1 - j];
        power += a[j] * h[j];
      }
      const reflection = product / power;
      error *= 1 - reflection * reflection;
      if (!(error > leastError * r[0])) return NaN;
      turn(a, m + 1, reflection);
      if (m + 1 === order) break;

      turn(h, m + 1, reflection);
      let atStart = 0; // the errors that the next order leaves out
      let atEnd = 0;
      for (let j = 0; j <= m + 1; j++) {
        atStart += x[m + 1 - j] * a[j];
        atEnd += x[length - m - 2 + j] * a[j];
      }
      for (let j = 0; j <= m + 1; j++) h[j] -= x[m + 1 - j] * atStart + x[length - m - 2 + j] * atEnd;
      let last = 0;
      for (let j = m + 1; j > 0; j--) {
        lastRow[j] = lastRow[j - 1] - x[length - m - 2] * x[length - j] - x[m + 1] * x[j - 1];
        last += lastRow[j] * a[j];
      }
      lastRow[0] = 2 * r[m + 2];
      h[m + 2] = last + lastRow[0];
    }
    for (let k = 1; k <= order; k++) coefficients[k - 1] = -a[k];
    return error / length;
  }
  return { predict };
}

/** Subtracts from v[0 … last] `reflection` times the same backwards. */
function turn(v: Float64Array, last: number, reflection: number): void {
  for (let i = 0, j = last; i <= j; i++, j--) {
    const here = v[i];
    const there = v[j];
    v[i] = here - reflection * there;
    v[j] = there - reflection * here;
  }
}

function burgBySamples(length: number, order: number): Burg {
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
