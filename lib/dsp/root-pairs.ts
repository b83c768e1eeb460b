import { startOnCircle } from './polynomial';
import type { Code, Kernel, Workspace } from './wasm';
import { assemble, f64x2, i32, kernel, repeat } from './wasm';

/** Finds the roots of two polynomials of one degree at a time, pair after pair. */
export interface RootPairs {
  /** Real and imaginary parts of the roots, in no order, those of the two polynomials side by side. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** @param coefficients of x⁰, x¹ … x^degree, those of the two polynomials side by side; finite, the last ones not 0 */
  readonly find: (coefficients: Float64Array) => void;
  /** Forgets the pair before, so that what is found next does not depend on it. */
  readonly forget: () => void;
}

const { add, sub, mul, div, max, of } = f64x2;
const one = of(1, 1);
/** Keeps quotients finite where a difference is 0. */
const tiny = of(1e-300, 1e-300);

/**
 * One of Aberth's steps for every root in turn, see `rootFinder`. Parameters: addresses of the polynomial, of the real
 * and imaginary parts, the bytes of either, and the address of the largest of |step|² less 1e-18 |root|².
 */
function sweep(degree: number): Kernel {
  return kernel(5, ([polynomial, re, im, bytes, largest], local) => {
    const [at, other] = [local('i32'), local('i32')];
    const names = Array.from({ length: 16 }, () => local('v128'));
    const [x, y, twice, square, dRe, dIm, wRe, wIm, sRe, sIm, u, v, most, inverse, pRe, pIm] = names;
    let [b1, b2, c1, c2] = Array.from({ length: 4 }, () => local('v128'));
    const coefficient = (i: number): Code => f64x2.load(polynomial.get, 16 * i);
    const both = (a: Code, b: Code, c: Code, d: Code): Code => add(mul(a, b), mul(c, d));
    const less = (a: Code, b: Code, c: Code, d: Code): Code => sub(mul(a, b), mul(c, d));

    // Divided by the real polynomial (z − x − iy)(z − x + iy), p = (…) q + b₁ (z − 2x) + b₀ and p' = 2iy q + b₁ here;
    // q likewise, with c.
    const divide: Code[] = [b1, b2, c1, c2].map((variable) => variable.set(of(0, 0)));
    for (let i = degree; i > 0; i--) {
      divide.push(
        c2.set(add(b2.get, less(twice.get, c1.get, square.get, c2.get))),
        b2.set(add(coefficient(i), less(twice.get, b1.get, square.get, b2.get))),
      );
      [b1, b2, c1, c2] = [b2, b1, c2, c1];
    }
    const push: Code[] = [
      u.set(sub(x.get, f64x2.load(i32.add(re.get, other.get)))),
      v.set(sub(y.get, f64x2.load(i32.add(im.get, other.get)))),
      inverse.set(div(one, add(tiny, both(u.get, u.get, v.get, v.get)))),
      sRe.set(add(sRe.get, mul(u.get, inverse.get))),
      sIm.set(sub(sIm.get, mul(v.get, inverse.get))),
    ];
    return [
      most.set(of(-1, -1)),
      repeat(at, i32.of(0), bytes.get, i32.of(16), [
        x.set(f64x2.load(i32.add(re.get, at.get))),
        y.set(f64x2.load(i32.add(im.get, at.get))),
        twice.set(add(x.get, x.get)),
        square.set(both(x.get, x.get, y.get, y.get)),
        ...divide,
        pRe.set(add(coefficient(0), less(x.get, b1.get, square.get, b2.get))),
        pIm.set(mul(y.get, b1.get)),
        u.set(add(y.get, y.get)),
        dRe.set(sub(b1.get, mul(mul(u.get, y.get), c1.get))),
        dIm.set(mul(u.get, add(b2.get, less(x.get, c1.get, square.get, c2.get)))),
        // Newton's step w = p / p'
        inverse.set(div(one, add(tiny, both(dRe.get, dRe.get, dIm.get, dIm.get)))),
        wRe.set(mul(inverse.get, both(pRe.get, dRe.get, pIm.get, dIm.get))),
        wIm.set(mul(inverse.get, less(pIm.get, dRe.get, pRe.get, dIm.get))),
        // s = Σ 1 / (z − other), and Aberth's step w / (1 − w s)
        ...[sRe, sIm].map((variable) => variable.set(of(0, 0))),
        repeat(other, i32.of(0), at.get, i32.of(16), push),
        repeat(other, i32.add(at.get, i32.of(16)), bytes.get, i32.of(16), push),
        dRe.set(sub(one, less(wRe.get, sRe.get, wIm.get, sIm.get))),
        dIm.set(sub(of(0, 0), both(wRe.get, sIm.get, wIm.get, sRe.get))),
        inverse.set(div(one, add(tiny, both(dRe.get, dRe.get, dIm.get, dIm.get)))),
        u.set(mul(inverse.get, both(wRe.get, dRe.get, wIm.get, dIm.get))),
        v.set(mul(inverse.get, less(wIm.get, dRe.get, wRe.get, dIm.get))),
        f64x2.store(i32.add(re.get, at.get), 0, sub(x.get, u.get)),
        f64x2.store(i32.add(im.get, at.get), 0, sub(y.get, v.get)),
        most.set(max(sub(both(u.get, u.get, v.get, v.get), mul(of(1e-18, 1e-18), square.get)), most.get)),
      ]),
      f64x2.store(largest.get, 0, most.get),
    ];
  });
}

const made = new Map<number, (bytes: number) => Workspace<'sweep'>>();

/** As `rootFinder`, for two polynomials at once: the search begins at the roots of the pair before. */
export function rootPairs(degree: number): RootPairs {
  const make = made.get(degree) ?? assemble({ sweep: sweep(degree) });
  made.set(degree, make);
  const { run, view } = make(16 * (3 * degree + 2));
  const re = view(0, 2 * degree);
  const im = view(16 * degree, 2 * degree);
  const polynomial = view(32 * degree, 2 * degree + 2);
  const largest = view(polynomial.byteOffset + 16 * (degree + 1), 2);
  let warm = false;

  /** Returns whether the last step moved no root by more than rounding. */
  function settle(iterations: number): boolean {
    for (let iteration = 0; iteration < iterations; iteration++) {
      run.sweep(polynomial.byteOffset, re.byteOffset, im.byteOffset, im.byteOffset, largest.byteOffset);
      // The error shrinks to its cube: after a step of 1e-9 it is rounding.
      if (largest[0] <= 0 && largest[1] <= 0) return true;
    }
    return false;
  }

  function find(coefficients: Float64Array): void {
    polynomial.set(coefficients.subarray(0, polynomial.length));
    if (warm) {
      // Off the real axis and apart, for real roots stay real and equal ones equal.
      for (let k = 0; k < re.length; k++) {
        const nudge = 1e-3 * ((k >> 1) + 1);
        re[k] += nudge * im[k];
        im[k] += nudge * (re[k] + 0.1);
      }
      if (settle(12)) return;
    }
    for (let lane = 0; lane < 2; lane++) {
      if (!(warm && largest[lane] <= 0)) startOnCircle(polynomial, re, im, lane, 2);
    }
    warm = settle(100);
  }
  function forget(): void {
    warm = false;
  }
  return { re, im, find, forget };
}
