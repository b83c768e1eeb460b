import { addProduct, sumOfProducts } from './shared/pairs';

export { laggedProducts } from './products';

/** Multiplies a frame of `bytes` bytes, an even number of samples, by a window. */
export function windowFrame(x: usize, window: usize, bytes: usize): void {
  let i: usize = 0;
  do {
    v128.store(x + i, f64x2.mul(v128.load(x + i), v128.load(window + i)));
    i += 16;
  } while (i < bytes);
}

/** Subtracts from v[0 … last] the reflection coefficient times the same backwards. */
function reflect(v: usize, last: usize, reflection: v128): void {
  let end = v + last;
  do {
    const first = v128.load(v);
    const second = v128.load(end);
    v128.store(end, f64x2.sub(second, f64x2.mul(reflection, first)));
    v128.store(v, f64x2.sub(first, f64x2.mul(reflection, second)));
    v += 16;
    end -= 16;
  } while (v <= end);
}

/**
 * Burg's method without the prediction errors of single samples, two frames side by side.
 *
 * With a = (1, −a[1], …, −a[m]) the errors are aᵀu, where u holds m + 1 neighbouring samples, so their sums of products
 * follow from the covariances of the samples, and these from the autocorrelation r by dropping products at the frame's
 * two ends: one pass over the frame in place of one per order.
 *
 * Going from order m to m + 1, let c(i, j) = Σ x[n − i] x[n − j], n = m + 1 … length − 1, and C(i, j) =
 * c(i, j) + c(m + 1 − i, m + 1 − j). Stored are h = C a, which gives the reflection coefficient, and the last row of C; both
 * follow from those of the order before, for C loses one product at each end of the frame and does not change when both
 * indices are reversed.
 *
 * Vectors have a pair of numbers, 16 bytes, for each of `order` bytes / 16 and one more: the autocorrelation r, the frame's
 * first samples (`head`) and its last ones, the last one first (`tail`), the scratch vectors a, h and `row`, and the
 * resulting polynomial, lowest power first. At `leastErrors` is put the least error on the way over r[0].
 */
export function recursion(
  order: usize,
  r: usize,
  head: usize,
  tail: usize,
  a: usize,
  h: usize,
  row: usize,
  polynomial: usize,
  leastErrors: usize,
): void {
  const one = f64x2.splat(1);
  const two = f64x2.splat(2);
  const zero = f64x2.splat(0);
  v128.store(a, one);
  for (let j: usize = 16; j <= order; j += 16) v128.store(a + j, zero);
  let error = one;
  let least = one;
  const ends = sumOfProducts(v128.load(head), v128.load(head), v128.load(tail), v128.load(tail));
  v128.store(h, f64x2.sub(f64x2.mul(two, v128.load(r)), ends));
  v128.store(h, f64x2.mul(two, v128.load(r, 16)), 16);
  v128.store(row, v128.load(h, 16));
  for (let m: usize = 0; ; m += 16) {
    const next = m + 16;
    let numerator = f64x2.mul(v128.load(a), v128.load(h + next));
    let denominator = f64x2.mul(v128.load(a), v128.load(h));
    for (let j: usize = 16; j <= m; j += 16) {
      numerator = addProduct(numerator, v128.load(a + j), v128.load(h + next - j));
      denominator = addProduct(denominator, v128.load(a + j), v128.load(h + j));
    }
    const reflection = f64x2.div(numerator, denominator);
    error = f64x2.mul(error, f64x2.sub(one, f64x2.mul(reflection, reflection)));
    least = f64x2.pmin(error, least); // keeps NaN
    reflect(a, next, reflection);
    if (next == order) break;
    reflect(h, next, reflection);

    // The errors that the next order leaves out
    let atStart = f64x2.mul(v128.load(head + next), v128.load(a));
    let atEnd = f64x2.mul(v128.load(tail + next), v128.load(a));
    let j: usize = 16;
    do {
      atStart = addProduct(atStart, v128.load(head + next - j), v128.load(a + j));
      atEnd = addProduct(atEnd, v128.load(tail + next - j), v128.load(a + j));
      j += 16;
    } while (j <= next);
    j = 0;
    do {
      const lost = sumOfProducts(v128.load(head + next - j), atStart, v128.load(tail + next - j), atEnd);
      v128.store(h + j, f64x2.sub(v128.load(h + j), lost));
      j += 16;
    } while (j <= next);

    const lastHead = v128.load(head + next);
    const lastTail = v128.load(tail + next);
    do {
      j -= 16;
      const lost = sumOfProducts(lastTail, v128.load(tail + j - 16), lastHead, v128.load(head + j - 16));
      v128.store(row + j, f64x2.sub(v128.load(row + j - 16), lost));
    } while (j > 16);
    v128.store(row, f64x2.mul(two, v128.load(r + next, 16)));
    let product = f64x2.mul(v128.load(row), v128.load(a));
    do {
      product = addProduct(product, v128.load(row + j), v128.load(a + j));
      j += 16;
    } while (j <= next);
    v128.store(h + next, product, 16);
  }
  for (let k: usize = 0; k <= order; k += 16) v128.store(polynomial + order - k, v128.load(a + k));
  v128.store(leastErrors, least);
}
