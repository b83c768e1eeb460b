export { strip } from './shared/tiles';

/** 1.5 · 2⁵²: added to a number, its last bits are the nearest whole one. */
const magic: f64 = 6755399441055744;

/** A step of Horner's scheme: sum·x + term. */
function horner(sum: v128, x: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(sum, x), f64x2.splat(term));
}

/**
 * e^x, x from −700 to 0, beyond which it counts as that: with x = k ln 2 + r, |r| ≤ ½ ln 2, it is 2^k (1 + r + r²/2! + …),
 * within 3e-10 after r⁸. Abramowitz & Stegun 4.2.1.
 */
function exponential(x: v128): v128 {
  x = f64x2.pmax(f64x2.splat(-700), f64x2.pmin(f64x2.splat(0), x));
  const k = f64x2.add(f64x2.mul(x, f64x2.splat(Math.LOG2E)), f64x2.splat(magic));
  const r = f64x2.sub(x, f64x2.mul(f64x2.sub(k, f64x2.splat(magic)), f64x2.splat(Math.LN2)));
  let sum = f64x2.splat(1.0 / 40320);
  sum = horner(sum, r, 1.0 / 5040);
  sum = horner(sum, r, 1.0 / 720);
  sum = horner(sum, r, 1.0 / 120);
  sum = horner(sum, r, 1.0 / 24);
  sum = horner(sum, r, 1.0 / 6);
  sum = horner(sum, r, 0.5);
  sum = horner(sum, r, 1);
  sum = horner(sum, r, 1);
  return i64x2.add(sum, i64x2.shl(k, 52));
}

/**
 * Exponentials in place of the products from `from` to below `to`, 16 in each row: an exponent is its product plus what
 * its row (8 bytes each, from `own` on) and its column (from `others` on, the same ones for each row) add to it.
 */
export function exponentials(from: usize, to: usize, own: usize, others: usize): void {
  for (; from < to; from += 128) {
    const shift = v128.load64_splat(own);
    let i: usize = 0;
    do {
      const exponent = f64x2.add(v128.load(from + i), f64x2.add(shift, v128.load(others + i)));
      v128.store(from + i, exponential(exponent));
      i += 16;
    } while (i < 128);
    own += 8;
  }
}
