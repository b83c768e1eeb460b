import type { Code, Variable } from './wasm';
import { assemble, f64, f64x2, i32, kernel, repeat, sharedWorkspace } from './wasm';

const addTo = (sum: Variable, a: Code, b: Code): Code => sum.set(f64x2.add(sum.get, f64x2.mul(a, b)));
const total = (sum: Variable): Code => f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1));
const zero = f64x2.of(0, 0);

/**
 * result[j] = Σ weights[k] y[j · stride + k], k = 0 … taps − 1, for an even number of j, two of them at a time; `apart`
 * bytes between results, `stride` bytes between stretches of y; taps is a multiple of 4, `length` their bytes.
 */
export const weightedSums = kernel(7, ([result, apart, count, weights, length, y, stride], local) => {
  const [j, k, here, there] = Array.from({ length: 4 }, () => local('i32'));
  const [w, a, b, c, d] = Array.from({ length: 5 }, () => local('v128'));
  return [
    repeat(j, i32.of(0), count.get, i32.of(2), [
      ...[a, b, c, d].map((sum) => sum.set(zero)),
      here.set(y.get),
      there.set(i32.add(y.get, stride.get)),
      repeat(k, weights.get, i32.add(weights.get, length.get), i32.of(32), [
        w.set(f64x2.load(k.get)),
        addTo(a, w.get, f64x2.load(here.get)),
        addTo(b, w.get, f64x2.load(there.get)),
        w.set(f64x2.load(k.get, 16)),
        addTo(c, w.get, f64x2.load(here.get, 16)),
        addTo(d, w.get, f64x2.load(there.get, 16)),
        here.set(i32.add(here.get, i32.of(32))),
        there.set(i32.add(there.get, i32.of(32))),
      ]),
      a.set(f64x2.add(a.get, c.get)),
      b.set(f64x2.add(b.get, d.get)),
      f64.store(result.get, 0, total(a)),
      f64.store(i32.add(result.get, apart.get), 0, total(b)),
      result.set(i32.add(result.get, i32.add(apart.get, apart.get))),
      y.set(i32.add(y.get, i32.add(stride.get, stride.get))),
    ]),
  ];
});

/**
 * result[i] = Σ gains[h] x[i + shift h] over five shifts (in bytes), for `bytes` bytes of results, an even number, added to
 * what is there.
 */
export const shiftedSum = kernel(9, ([result, bytes, gains, x, ...shifts], local) => {
  const i = local('i32');
  const sum = local('v128');
  const weights = shifts.map(() => local('v128'));
  return [
    ...weights.map((weight, h) => weight.set(f64x2.loadTwice(gains.get, 8 * h))),
    ...shifts.map((shift) => shift.set(i32.add(shift.get, x.get))),
    repeat(i, i32.of(0), bytes.get, i32.of(16), [
      sum.set(f64x2.load(i32.add(result.get, i.get))),
      ...shifts.map((shift, h) => addTo(sum, f64x2.load(i32.add(shift.get, i.get)), weights[h].get)),
      f64x2.store(i32.add(result.get, i.get), 0, sum.get),
    ]),
  ];
});

/**
 * result[lag] = Σ x[n] x[n + lag] over an even number of n, `length` bytes of them, for four lags at a time up to
 * `lags` bytes of result.
 */
export const laggedProducts = kernel(4, ([x, length, result, lags], local) => {
  const [lag, n, later] = Array.from({ length: 3 }, () => local('i32'));
  const here = local('v128');
  const sums = Array.from({ length: 4 }, () => local('v128'));
  return [
    repeat(lag, i32.of(0), lags.get, i32.of(32), [
      ...sums.map((sum) => sum.set(zero)),
      later.set(i32.add(x.get, lag.get)),
      repeat(n, x.get, i32.add(x.get, length.get), i32.of(16), [
        here.set(f64x2.load(n.get)),
        ...sums.map((sum, i) => addTo(sum, here.get, f64x2.load(later.get, 8 * i))),
        later.set(i32.add(later.get, i32.of(16))),
      ]),
      ...sums.map((sum, i) => f64.store(i32.add(result.get, lag.get), 8 * i, total(sum))),
    ]),
  ];
});

/**
 * One order of Burg's method on `length` bytes of forward errors f and backward errors b:
 * (f[i], b[i]) becomes (f[i] − k b[i], b[i] − k f[i]), and b is then compared with the f one sample later. In `sums` are
 * k and 0 beforehand, afterwards Σ f[i] b[i − 1] and Σ f[i]² + b[i − 1]² over all i, b[−1] counting as 0.
 */
const burgOrder = kernel(4, ([f, b, length, sums], local) => {
  const end = local('i32');
  const [k, forward, backward, next, before, product, power] = Array.from({ length: 7 }, () => local('v128'));
  return [
    k.set(f64x2.pick(f64x2.load(sums.get), f64x2.load(sums.get), 0, 0)),
    ...[before, product, power].map((sum) => sum.set(zero)),
    repeat(end, f.get, i32.add(f.get, length.get), i32.of(16), [
      forward.set(f64x2.load(end.get)),
      backward.set(f64x2.load(b.get)),
      next.set(f64x2.sub(forward.get, f64x2.mul(k.get, backward.get))),
      f64x2.store(end.get, 0, next.get),
      backward.set(f64x2.sub(backward.get, f64x2.mul(k.get, forward.get))),
      f64x2.store(b.get, 0, backward.get),
      before.set(f64x2.pick(before.get, backward.get, 1, 2)),
      addTo(product, next.get, before.get),
      addTo(power, next.get, next.get),
      addTo(power, before.get, before.get),
      before.set(backward.get),
      b.set(i32.add(b.get, i32.of(16))),
    ]),
    f64.store(sums.get, 0, total(product)),
    f64.store(sums.get, 8, total(power)),
  ];
});

/** Sums of products, on a memory of at least so many bytes that all callers share. */
export const products = sharedWorkspace(assemble({ weightedSums, burgOrder }));
