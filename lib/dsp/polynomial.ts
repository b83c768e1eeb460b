import { pow } from '../stats/pow';

/** Finds the roots of polynomials of one degree. */
export interface RootFinder {
  /** Real and imaginary parts of the last polynomial's roots, `degree` each, in no order. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /**
   * @param coefficients of x⁰, x¹, …, x^degree; the last one not 0
   * @throws RangeError when the leading coefficient is 0 or a coefficient is not finite
   */
  readonly find: (coefficients: Float64Array) => void;
  /** Starts the next search on a circle, so that its result does not depend on the polynomial before. */
  readonly reset: () => void;
}

/**
 * All complex roots of polynomials with real coefficients by Aberth's method: Newton's method for all roots at once, with a
 * term that keeps them apart.
 *
 * A search starts from the roots of the polynomial before (a warm start), which are close in neighbouring frames of speech.
 * When it does not converge it starts from a circle.
 *
 * O. Aberth (1973), Mathematics of Computation 27: 339-344.
 */
export function rootFinder(degree: number): RootFinder {
  const re = new Float64Array(degree);
  const im = new Float64Array(degree);
  let warm = false;
  function find(coefficients: Float64Array): void {
    check(coefficients);
    if (warm) {
      // Move the roots off the real axis and apart: real roots would stay real, and equal ones equal.
      for (let k = 0; k < degree; k++) {
        re[k] += 1e-3 * (k + 1) * im[k];
        im[k] += 1e-3 * (k + 1) * (re[k] + 0.1);
      }
      if (iterate(coefficients, re, im, 12)) return;
    }
    startOnCircle(coefficients, re, im);
    warm = iterate(coefficients, re, im, 100);
  }
  function reset(): void {
    warm = false;
  }
  return { re, im, find, reset };
}

function check(coefficients: Float64Array): void {
  let finite = true;
  for (let i = 0; i < coefficients.length; i++) if (!Number.isFinite(coefficients[i])) finite = false;
  if (coefficients[coefficients.length - 1] === 0 || !finite) {
    throw new RangeError(
      `polynomial [${coefficients.join(', ')}]; give finite coefficients and a leading one that is not 0`,
    );
  }
}

/**
 * Writes starting points on a circle around the centre of the roots, rotated so that they are not symmetric to the real axis.
 *
 * @param first index of the first number of this polynomial in every array
 * @param stride distance to its next number
 */
export function startOnCircle(
  coefficients: Float64Array,
  re: Float64Array,
  im: Float64Array,
  first = 0,
  stride = 1,
): void {
  const degree = re.length / stride;
  const leading = coefficients[first + degree * stride];
  const centre = -coefficients[first + (degree - 1) * stride] / (degree * leading);
  const radius = pow(Math.abs(coefficients[first] / leading), 1 / degree) || 1;
  for (let k = 0; k < degree; k++) {
    const angle = (2 * Math.PI * k) / degree + 0.4;
    re[first + k * stride] = centre + radius * Math.cos(angle);
    im[first + k * stride] = radius * Math.sin(angle);
  }
}

/** Aberth's iterations from `re` and `im`; returns whether they converged. */
function iterate(
  coefficients: Float64Array,
  re: Float64Array,
  im: Float64Array,
  iterations: number,
): boolean {
  const degree = coefficients.length - 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    let largest = 0;
    for (let k = 0; k < degree; k++) {
      const x = re[k];
      const y = im[k];
      // Division by the real polynomial (z − x − iy)(z − x + iy) gives p = (…) q + b₁ (z − 2x) + b₀, and p' = 2iy q + b₁ at
      // the root; c likewise belongs to q.
      const twice = 2 * x;
      const square = x * x + y * y;
      let b1 = 0;
      let b2 = 0;
      let c1 = 0;
      let c2 = 0;
      for (let i = degree; i > 0; i--) {
        const c0 = b2 + twice * c1 - square * c2;
        c2 = c1;
        c1 = c0;
        const b0 = coefficients[i] + twice * b1 - square * b2;
        b2 = b1;
        b1 = b0;
      }
      const pRe = coefficients[0] + x * b1 - square * b2;
      const pIm = y * b1;
      const dRe = b1 - 2 * y * y * c1;
      const dIm = 2 * y * (b2 + x * c1 - square * c2);
      if (pRe === 0 && pIm === 0) continue;
      // 1 / step = p' / p − Σ 1 / (z − other)
      const pp = pRe * pRe + pIm * pIm;
      let sRe = (dRe * pRe + dIm * pIm) / pp;
      let sIm = (dIm * pRe - dRe * pIm) / pp;
      for (let j = 0; j < degree; j++) {
        if (j === k) continue;
        const u = x - re[j];
        const v = y - im[j];
        const d = u * u + v * v;
        if (d === 0) continue;
        const inverse = 1 / d;
        sRe -= u * inverse;
        sIm += v * inverse;
      }
      const ss = sRe * sRe + sIm * sIm;
      if (!(ss > 0)) continue;
      re[k] = x - sRe / ss;
      im[k] = y + sIm / ss;
      const moved = 1 / (ss * (x * x + y * y + 1e-300)); // squared step over squared size
      if (moved > largest) largest = moved;
    }
    // Convergence is cubic: after a relative step of 1e-9 the error is rounding.
    if (largest < 1e-18) return true;
  }
  return false;
}
