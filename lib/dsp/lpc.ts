/** Linear prediction of frames of one length and order. Make it once, use it for many frames. */
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
 * Burg's method on the samples: every order takes the reflection coefficient with the least sum of forward and backward
 * error. It is accurate for frames that are predicted almost perfectly; `burgPairs` is faster.
 *
 * J. P. Burg (1975), "Maximum entropy spectral analysis".
 */
export function burg(length: number, order: number): Burg {
  const forward = new Float64Array(length + 1); // prediction error of x[i] from the m samples before it
  const backward = new Float64Array(length + 1); // prediction error of x[i] from the m samples after it
  const sums: Sums = { product: 0, power: 0 };
  const previous = new Float64Array(order);

  function predict(x: Float64Array, coefficients: Float64Array): number {
    coefficients.fill(0);
    let error = meanSquare(x);
    forward.set(x);
    forward.fill(0, length);
    backward.set(x);
    backward.fill(0, length);
    let reflection = 0;
    for (let m = 1; m <= order; m++) {
      const count = length - m + 1; // of forward[m − 1 …] and backward[0 …], of order m − 1
      backward[count] = 0;
      raiseOrder(forward, m - 1, backward, count, reflection, sums);
      // This order does not use the first forward error and the last backward error.
      const lastUsed = count % 2 === 0 ? 0 : backward[count - 1];
      const power = sums.power - forward[m - 1] * forward[m - 1] - lastUsed * lastUsed;
      if (!(power > 0)) break;
      reflection = (2 * sums.product) / power;
      error *= 1 - reflection * reflection;
      previous.set(coefficients);
      coefficients[m - 1] = reflection;
      for (let k = 1; k < m; k++) coefficients[k - 1] = previous[k - 1] - reflection * previous[m - k - 1];
    }
    return error;
  }
  return { predict };
}

/** Sums over forward errors and the backward errors one sample earlier. */
interface Sums {
  /** Σ f[i] b[i − 1] */
  product: number;
  /** Σ f[i]² + b[i − 1]² */
  power: number;
}

/**
 * Raises the order of the errors: (f[i], b[i]) becomes (f[i] − k b[i], b[i] − k f[i]), i = 0 … count − 1, where f begins at
 * number `first`; writes the sums of the results, with b[−1] = 0.
 *
 * Separate sums of even and odd i are faster; with an odd count it overwrites one number behind the errors.
 */
function raiseOrder(
  forward: Float64Array,
  first: number,
  backward: Float64Array,
  count: number,
  reflection: number,
  sums: Sums,
): void {
  let [evenProduct, oddProduct, evenPower, oddPower, before] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i += 2) {
    const evenForward = forward[first + i];
    const oddForward = forward[first + i + 1];
    const nextEven = evenForward - reflection * backward[i];
    const nextOdd = oddForward - reflection * backward[i + 1];
    const even = backward[i] - reflection * evenForward;
    const odd = backward[i + 1] - reflection * oddForward;
    forward[first + i] = nextEven;
    forward[first + i + 1] = nextOdd;
    backward[i] = even;
    backward[i + 1] = odd;
    evenProduct += nextEven * before;
    oddProduct += nextOdd * even;
    evenPower = evenPower + nextEven * nextEven + before * before;
    oddPower = oddPower + nextOdd * nextOdd + even * even;
    before = odd;
  }
  sums.product = evenProduct + oddProduct;
  sums.power = evenPower + oddPower;
}
