/*
 * Products of columns with each other, sixteen at a time: four columns lie side by side in a block, row after row, so that
 * one pass over the rows reads two blocks and keeps a tile of 4 × 4 sums in registers.
 */
import { addProduct } from './pairs';

/**
 * aᵀ·b, of block a with each block from b to below `end`, a block having `length` bytes: a tile for each block of b, of four
 * rows of four sums, `stride` bytes from one row to the next and `step` from one tile to the next, the first at `result`.
 * The loop takes one row of the blocks at a time: with two, the sums no longer stay in registers.
 */
export function strip(
  a: usize,
  b: usize,
  end: usize,
  length: usize,
  result: usize,
  stride: usize,
  step: usize,
): void {
  const zero = f64x2.splat(0);
  for (; b < end; b += length) {
    let left0 = zero;
    let right0 = zero;
    let left1 = zero;
    let right1 = zero;
    let left2 = zero;
    let right2 = zero;
    let left3 = zero;
    let right3 = zero;
    let there = b;
    let here = a;
    do {
      const left = v128.load(there);
      const right = v128.load(there, 16);
      let one = v128.load64_splat(here);
      left0 = addProduct(left0, one, left);
      right0 = addProduct(right0, one, right);
      one = v128.load64_splat(here, 8);
      left1 = addProduct(left1, one, left);
      right1 = addProduct(right1, one, right);
      one = v128.load64_splat(here, 16);
      left2 = addProduct(left2, one, left);
      right2 = addProduct(right2, one, right);
      one = v128.load64_splat(here, 24);
      left3 = addProduct(left3, one, left);
      right3 = addProduct(right3, one, right);
      there += 32;
      here += 32;
    } while (here < a + length);
    let out = result;
    v128.store(out, left0);
    v128.store(out, right0, 16);
    out += stride;
    v128.store(out, left1);
    v128.store(out, right1, 16);
    out += stride;
    v128.store(out, left2);
    v128.store(out, right2, 16);
    out += stride;
    v128.store(out, left3);
    v128.store(out, right3, 16);
    result += step;
  }
}
