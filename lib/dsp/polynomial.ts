import { pow } from '../stats/pow';

/** Finds the roots of polynomials of one degree, one after the other. */
export interface RootFinder {
  /** Real and imaginary parts of the roots of the polynomial taken last, `degree` each, in no order. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /**
   * @param coefficients of x⁰, x¹, …, x^degree; the last one not 0
   * @throws RangeError when the leading coefficient is 0 or a coefficient is not finite
   */
  readonly find: (coefficients: Float64Array) => void;
  /** Forgets the polynomial before, so that what is found next does not depend on it. */
  readonly forget: () => void;
}

/**
 * All complex roots of polynomials with real coefficients, by Aberth's method: Newton's step for every root at once,
 * each pushed away from the others. The search begins at the roots of the polynomial before, which in neighbouring
 * frames of speech lie near; where it does not settle from there, on a circle.
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
      // Off the real axis and apart, for real roots stay real and equal ones equal.
      for (let k = 0; k < degree; k++) {
        re[k] += 1e-3 * (k + 1) * im[k];
        im[k] += 1e-3 * (k + 1) * (re[k] + 0.1);
      }
      if (settle(coefficients, re, im, 12)) return;
    }
    startOnCircle(coefficients, re, im);
    warm = settle(coefficients, re, im, 100);
  }
  function forget(): void {
    warm = false;
  }
  return { re, im, find, forget };
}

function check(coefficients: Float64Array): void {
  let finite = true;
  for (let i = 0; i < coefficients.length; i++) if (!Number.isFinite(coefficients[i])) finite = false;
  if (coefficients[coefficients.length - 1] === 0 || !finite) {
    throw new RangeError(
      `polynomial [${coefficients.join(', ')}]: needs finite coefficients and a leading one that is not 0`,
    );
  }
}

/**
 * Places about the centre of the roots, turned so that the circle has no symmetry to get stuck in.
 *
 * @param first of every array, the index of this polynomial's first number, and `apart` the distance to its next
 */
export function startOnCircle(
  coefficients: Float64Array,
  re: Float64Array,
  im: Float64Array,
  first = 0,
  apart = 1,
): void {
  const degree = re.length / apart;
  const leading = coefficients[first + degree * apart];
  const centre = -coefficients[first + (degree - 1) * apart] / (degree * leading);
  const radius = pow(Math.abs(coefficients[first] / leading), 1 / degree) || 1;
  for (let k = 0; k < degree; k++) {
    const angle = (2 * Math.PI * k) / degree + 0.4;
    re[first + k * apart] = centre + radius * Math.cos(angle);
    im[first + k * apart] = radius * Math.sin(angle);
  }
}

/** Aberth's steps from `re` and `im`; returns whether the last one moved no root by more than rounding. */
function settle(coefficients: Float64Array, re: Float64Array, im: Float64Array, iterations: number): boolean {
  const degree = coefficients.length - 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    let largest = 0;
    for (let k = 0; k < degree; k++) {
      const x = re[k];
      const y = im[k];
      // Divided by the real polynomial (z − x − iy)(z − x + iy), p = (…) q + b₁ (z − 2x) + b₀ and p' = 2iy q + b₁ here;
      // q likewise, with c.
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
    // The error shrinks to its cube: after a step of 1e-9 it is rounding.
    if (largest < 1e-18) return true;
  }
  return false;
}
