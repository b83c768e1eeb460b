import { rootsKernels } from '../kernels/built/roots';
import { startOnCircle } from './polynomial';

/** Finds the roots of two polynomials of one degree at a time. */
export interface RootPairs {
  /** Real and imaginary parts of the roots, in no order; those of the two polynomials are interleaved. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** @param coefficients of x⁰, x¹ … x^degree, interleaved; finite, the leading ones not 0 */
  readonly find: (coefficients: Float64Array) => void;
  /** Starts the next search on a circle, so that its result does not depend on the pair before. */
  readonly reset: () => void;
}

/** `rootFinder` for two polynomials at once. */
export function rootPairs(degree: number): RootPairs {
  const { run, view } = rootsKernels(16 * (3 * degree + 2));
  const re = view(0, 2 * degree);
  const im = view(16 * degree, 2 * degree);
  const polynomial = view(32 * degree, 2 * degree + 2);
  const largest = view(polynomial.byteOffset + 16 * (degree + 1), 2);
  let warm = false;

  /** Aberth's iterations; returns whether they converged. */
  function iterate(iterations: number): boolean {
    for (let iteration = 0; iteration < iterations; iteration++) {
      run.sweep(polynomial.byteOffset, re.byteOffset, im.byteOffset, 16 * degree, largest.byteOffset);
      // Convergence is cubic: after a relative step of 1e-9 the error is rounding.
      if (largest[0] <= 0 && largest[1] <= 0) return true;
    }
    return false;
  }

  function find(coefficients: Float64Array): void {
    polynomial.set(coefficients.subarray(0, polynomial.length));
    if (warm) {
      // Move the roots off the real axis and apart: real roots would stay real, and equal ones equal.
      for (let k = 0; k < re.length; k++) {
        const nudge = 1e-3 * ((k >> 1) + 1);
        re[k] += nudge * im[k];
        im[k] += nudge * (re[k] + 0.1);
      }
      if (iterate(12)) return;
    }
    for (let lane = 0; lane < 2; lane++) {
      if (!(warm && largest[lane] <= 0)) startOnCircle(polynomial, re, im, lane, 2);
    }
    warm = iterate(100);
  }
  function reset(): void {
    warm = false;
  }
  return { re, im, find, reset };
}
