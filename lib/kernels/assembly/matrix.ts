import { addProduct, total } from './shared/pairs';

/*
 * A matrix times a vector. The rows of the matrix, a multiple of four up to address `end`, have `bytes` bytes each, an even
 * number of columns.
 */

/** out = X·v */
export function times(x: usize, end: usize, bytes: usize, v: usize, out: usize): void {
  const zero = f64x2.splat(0);
  for (; x < end; x += 4 * bytes) {
    let sum0 = zero;
    let sum1 = zero;
    let sum2 = zero;
    let sum3 = zero;
    let first = x;
    let second = first + bytes;
    let third = second + bytes;
    let fourth = third + bytes;
    let k: usize = v;
    do {
      const factor = v128.load(k);
      sum0 = addProduct(sum0, factor, v128.load(first));
      sum1 = addProduct(sum1, factor, v128.load(second));
      sum2 = addProduct(sum2, factor, v128.load(third));
      sum3 = addProduct(sum3, factor, v128.load(fourth));
      first += 16;
      second += 16;
      third += 16;
      fourth += 16;
      k += 16;
    } while (k < v + bytes);
    f64.store(out, total(sum0));
    f64.store(out, total(sum1), 8);
    f64.store(out, total(sum2), 16);
    f64.store(out, total(sum3), 24);
    out += 32;
  }
}

/** Adds Xᵀ·v to out, which has `width` bytes, from the columns that begin at x. */
export function transposeTimes(x: usize, end: usize, bytes: usize, v: usize, out: usize, width: usize): void {
  for (; x < end; x += 4 * bytes) {
    const factor0 = v128.load64_splat(v);
    const factor1 = v128.load64_splat(v, 8);
    const factor2 = v128.load64_splat(v, 16);
    const factor3 = v128.load64_splat(v, 24);
    let first = x;
    let second = first + bytes;
    let third = second + bytes;
    let fourth = third + bytes;
    let k: usize = out;
    do {
      let sum = v128.load(k);
      sum = addProduct(sum, factor0, v128.load(first));
      sum = addProduct(sum, factor1, v128.load(second));
      sum = addProduct(sum, factor2, v128.load(third));
      sum = addProduct(sum, factor3, v128.load(fourth));
      v128.store(k, sum);
      first += 16;
      second += 16;
      third += 16;
      fourth += 16;
      k += 16;
    } while (k < out + width);
    v += 32;
  }
}
