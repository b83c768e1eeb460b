import { addProduct, total } from './shared/pairs';

/**
 * result[j] = Σ weights[k] y[j · stride + k], k = 0 … taps − 1, for an even number of j, two of them at a time; `apart`
 * bytes between results, `stride` bytes between stretches of y; taps is a multiple of 4, `length` their bytes.
 */
export function weightedSums(
  result: usize,
  apart: usize,
  count: usize,
  weights: usize,
  length: usize,
  y: usize,
  stride: usize,
): void {
  const end = weights + length;
  for (let j: usize = 0; j < count; j += 2) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let here = y;
    let there = y + stride;
    let k = weights;
    do {
      const first = v128.load(k);
      a = addProduct(a, first, v128.load(here));
      b = addProduct(b, first, v128.load(there));
      const second = v128.load(k, 16);
      c = addProduct(c, second, v128.load(here, 16));
      d = addProduct(d, second, v128.load(there, 16));
      here += 32;
      there += 32;
      k += 32;
    } while (k < end);
    f64.store(result, total(f64x2.add(a, c)));
    f64.store(result + apart, total(f64x2.add(b, d)));
    result += 2 * apart;
    y += 2 * stride;
  }
}

/**
 * result[i] = Σ gains[h] x[i + shift h] over five shifts (in bytes), for `bytes` bytes of results, an even number, added to
 * what is there.
 */
export function shiftedSum(
  result: usize,
  bytes: usize,
  gains: usize,
  x: usize,
  shift0: usize,
  shift1: usize,
  shift2: usize,
  shift3: usize,
  shift4: usize,
): void {
  const gain0 = v128.load64_splat(gains);
  const gain1 = v128.load64_splat(gains, 8);
  const gain2 = v128.load64_splat(gains, 16);
  const gain3 = v128.load64_splat(gains, 24);
  const gain4 = v128.load64_splat(gains, 32);
  const x0 = x + shift0;
  const x1 = x + shift1;
  const x2 = x + shift2;
  const x3 = x + shift3;
  const x4 = x + shift4;
  let i: usize = 0;
  do {
    let sum = v128.load(result + i);
    sum = addProduct(sum, v128.load(x0 + i), gain0);
    sum = addProduct(sum, v128.load(x1 + i), gain1);
    sum = addProduct(sum, v128.load(x2 + i), gain2);
    sum = addProduct(sum, v128.load(x3 + i), gain3);
    sum = addProduct(sum, v128.load(x4 + i), gain4);
    v128.store(result + i, sum);
    i += 16;
  } while (i < bytes);
}

/**
 * result[lag] = Σ x[n] x[n + lag] over an even number of n, `length` bytes of them, for four lags at a time up to
 * `lags` bytes of result.
 */
export function laggedProducts(x: usize, length: usize, result: usize, lags: usize): void {
  for (let lag: usize = 0; lag < lags; lag += 32) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let later = x + lag;
    let n = x;
    do {
      const here = v128.load(n);
      a = addProduct(a, here, v128.load(later));
      b = addProduct(b, here, v128.load(later, 8));
      c = addProduct(c, here, v128.load(later, 16));
      d = addProduct(d, here, v128.load(later, 24));
      later += 16;
      n += 16;
    } while (n < x + length);
    f64.store(result + lag, total(a));
    f64.store(result + lag, total(b), 8);
    f64.store(result + lag, total(c), 16);
    f64.store(result + lag, total(d), 24);
  }
}
