import type { Code, Variable } from './wasm';
import { assemble, f64, f64x2, i32, kernel, repeat, sharedWorkspace } from './wasm';

/**
 * result[lag] = Σ x[i] x[i + lag] over `body` bytes of numbers, a multiple of 32, and `tail` more bytes, for four lags at a
 * time up to `lags` bytes of result. Four parts of a sum are added side by side, (a + b) + (c + d) in the end.
 */
const laggedSums = kernel(5, ([x, body, tail, result, lags], local) => {
  const [lag, n, later, end] = Array.from({ length: 4 }, () => local('i32'));
  const [here, next] = [local('v128'), local('v128')];
  const sums = Array.from({ length: 4 }, () => [local('v128'), local('v128')] as const);
  const addTo = (sum: Variable, a: Code, b: Code): Code => sum.set(f64x2.add(sum.get, f64x2.mul(a, b)));
  const both = (sum: Variable): Code => f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1));
  const load = f64x2.load;
  return [
    end.set(i32.add(x.get, body.get)),
    repeat(lag, i32.of(0), lags.get, i32.of(32), [
      ...sums.flatMap(([ab, cd]) => [ab.set(f64x2.of(0, 0)), cd.set(f64x2.of(0, 0))]),
      later.set(i32.add(x.get, lag.get)),
      repeat(n, x.get, end.get, i32.of(32), [
        here.set(load(n.get)),
        next.set(load(n.get, 16)),
        ...sums.flatMap(([ab, cd], i) => [
          addTo(ab, here.get, load(later.get, 8 * i)),
          addTo(cd, next.get, load(later.get, 8 * i + 16)),
        ]),
        later.set(i32.add(later.get, i32.of(32))),
      ]),
      repeat(n, end.get, i32.add(end.get, tail.get), i32.of(8), [
        here.set(f64x2.mul(f64x2.loadTwice(n.get), f64x2.of(1, 0))),
        ...sums.map(([ab], i) => addTo(ab, here.get, load(later.get, 8 * i))),
        later.set(i32.add(later.get, i32.of(8))),
      ]),
      ...sums.map(([ab, cd], i) =>
        f64.store(i32.add(result.get, lag.get), 8 * i, f64.add(both(ab), both(cd))),
      ),
    ]),
  ];
});

const workspace = sharedWorkspace(assemble({ laggedSums }));

/**
 * Normalized forward cross-correlation: how much `window` samples resemble as many samples `lag` later.
 *
 * result[lag] = Σ x[i] x[i + lag] / √(Σ x[i]² · Σ x[i + lag]²), i = first … first + window − 1, where x are the samples
 * less `mean`; from −1 to 1, and 0 where one of the two stretches is silent.
 *
 * @param lags how many lags are wanted, from 0 up; samples must reach to first + window + lags − 1
 */
export function crossCorrelate(
  samples: Float64Array,
  first: number,
  window: number,
  lags: number,
  mean: number,
  result: Float64Array,
): void {
  const length = window + lags - 1;
  const atOnce = 4 * Math.ceil(lags / 4);
  const productsAt = 8 * (window + atOnce + 4);
  const { run, view } = workspace(productsAt + 8 * atOnce);
  const x = view(0, length + 1);
  const products = view(productsAt, lags);
  for (let i = 0; i < length; i++) x[i] = samples[first + i] - mean;
  x[length] = 0; // is read, and multiplied by 0
  const body = 32 * Math.floor(window / 4);
  run.laggedSums(0, body, 8 * window - body, productsAt, 8 * atOnce);
  let here = 0;
  for (let i = 0; i < window; i++) here += x[i] * x[i];
  let there = here;
  result[0] = here > 0 ? 1 : 0;
  for (let lag = 1; lag < lags; lag++) {
    const gone = x[lag - 1];
    const added = x[lag + window - 1];
    there += added * added - gone * gone;
    const power = here * there;
    result[lag] = power > 0 ? products[lag] / Math.sqrt(power) : 0;
  }
}
