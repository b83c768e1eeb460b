import { burg } from './lpc';
import { laggedProducts } from './products';
import type { Code, Kernel, Variable, Workspace } from './wasm';
import { assemble, f64x2, i32, kernel, repeat } from './wasm';

/** Linear prediction of two windowed frames at a time; made once, used per pair. */
export interface BurgPairs {
  /**
   * Windows a frame and takes it as first or second of the pair.
   *
   * @returns whether there is any sound in it
   */
  readonly take: (lane: 0 | 1, frame: Float64Array) => boolean;
  /**
   * Prediction polynomials of the frames taken: coefficients of z⁰, z¹ … z^order (the last is 1), those of the two
   * frames side by side. Their roots are the poles of the filter that would make the frame of white noise.
   */
  readonly predict: () => Float64Array;
}

/** Share of the frame's energy below which the prediction error, found by way of covariances, drowns in rounding. */
const leastError = 1e-7;

const windowed = kernel(3, ([x, window, bytes], local) => {
  const at = local('i32');
  const here = i32.add(x.get, at.get);
  return [
    repeat(at, i32.of(0), bytes.get, i32.of(16), [
      f64x2.store(here, 0, f64x2.mul(f64x2.load(here), f64x2.load(i32.add(window.get, at.get)))),
    ]),
  ];
});

const { add, sub, mul, div, min, of } = f64x2;
const one = of(1, 1);
const sum = (terms: readonly Code[]): Code => terms.reduce((all, term) => add(all, term));

/**
 * Burg's method without the prediction errors of single samples, two frames side by side.
 *
 * With a = (1, −a[1], …, −a[m]) the errors are aᵀu, where u holds m + 1 neighbouring samples, so their sums of products
 * follow from the covariances of the samples, and these from the autocorrelation r by dropping products at the frame's
 * two ends: one pass over the frame in place of one per order.
 *
 * Going from order m to m + 1, let c(i, j) = Σ x[n − i] x[n − j], n = m + 1 … length − 1, and C(i, j) =
 * c(i, j) + c(m + 1 − i, m + 1 − j). Kept are h = C a, which gives the reflection coefficient, and the last row of C; both
 * follow from those of the order before, for C loses one product at each end of the frame and does not change when both
 * indices are reversed. Parameters: addresses of r, of the frame's first samples, of its last ones (the last one first), of the
 * polynomial, and of the least error on the way over r[0].
 */
function recursion(order: number): Kernel {
  return kernel(5, ([r, head, tail, polynomial, leastErrors], local) => {
    const vectors = (count: number): Variable[] => Array.from({ length: count }, () => local('v128'));
    const a = vectors(order + 1);
    const h = vectors(order + 1);
    const lastRow = vectors(order + 1);
    const [reflection, error, least, atStart, atEnd, kept] = vectors(6);
    const load = (address: Variable, k: number): Code => f64x2.load(address.get, 16 * k);
    /** Subtracts from v[0 … last] the reflection coefficient times the same backwards; `v[last]` may count as 0. */
    const turn = (v: readonly Variable[], last: number): Code[] => {
      const code: Code[] = [];
      for (let i = 0, j = last; i <= j; i++, j--) {
        code.push(kept.set(v[i].get), v[i].set(sub(kept.get, mul(reflection.get, v[j].get))));
        if (i < j) code.push(v[j].set(sub(v[j].get, mul(reflection.get, kept.get))));
      }
      return code;
    };
    const code: Code[] = [
      a[0].set(one),
      ...a.slice(1).map((variable) => variable.set(of(0, 0))),
      error.set(one),
      least.set(one),
      h[0].set(
        sub(
          mul(of(2, 2), load(r, 0)),
          add(mul(load(head, 0), load(head, 0)), mul(load(tail, 0), load(tail, 0))),
        ),
      ),
      h[1].set(mul(of(2, 2), load(r, 1))),
      lastRow[0].set(h[1].get),
    ];
    for (let m = 0; m < order; m++) {
      const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, j) => j);
      code.push(
        reflection.set(
          div(
            sum(upTo(m).map((j) => mul(a[j].get, h[m + 1 - j].get))),
            sum(upTo(m).map((j) => mul(a[j].get, h[j].get))),
          ),
        ),
        error.set(mul(error.get, sub(one, mul(reflection.get, reflection.get)))),
        least.set(min(error.get, least.get)), // NaN stays, see wasm.ts,
        ...turn(a, m + 1),
      );
      if (m + 1 === order) break;
      code.push(
        ...turn(h, m + 1),
        // The errors that the next order leaves out
        atStart.set(sum(upTo(m + 1).map((j) => mul(load(head, m + 1 - j), a[j].get)))),
        atEnd.set(sum(upTo(m + 1).map((j) => mul(load(tail, m + 1 - j), a[j].get)))),
        ...upTo(m + 1).map((j) =>
          h[j].set(
            sub(
              h[j].get,
              add(mul(load(head, m + 1 - j), atStart.get), mul(load(tail, m + 1 - j), atEnd.get)),
            ),
          ),
        ),
      );
      for (let j = m + 1; j > 0; j--) {
        const lost = add(
          mul(load(tail, m + 1), load(tail, j - 1)),
          mul(load(head, m + 1), load(head, j - 1)),
        );
        code.push(lastRow[j].set(sub(lastRow[j - 1].get, lost)));
      }
      code.push(
        lastRow[0].set(mul(of(2, 2), load(r, m + 2))),
        h[m + 2].set(sum(upTo(m + 1).map((j) => mul(lastRow[j].get, a[j].get)))),
      );
    }
    return [
      ...code,
      ...a.map((variable, k) => f64x2.store(polynomial.get, 16 * (order - k), variable.get)),
      f64x2.store(leastErrors.get, 0, least.get),
    ];
  });
}

type Make = (bytes: number) => Workspace<'windowed' | 'laggedProducts' | 'recursion'>;
const made = new Map<number, Make>();

/**
 * Burg's method: at every order, the reflection coefficient with the least sum of forward and backward error.
 *
 * First by way of covariances. Rounding is raised by as much as the prediction removes; where it removes nearly
 * everything (a pure tone, an offset), `burg` does it once more.
 *
 * @param window as long as a frame, which has more samples than `order`
 *
 * J. P. Burg (1975), "Maximum entropy spectral analysis"; K. Vos (2013), "A fast implementation of Burg's method".
 */
export function burgPairs(window: Float64Array, order: number): BurgPairs {
  const { length } = window;
  const make = made.get(order) ?? assemble({ windowed, laggedProducts, recursion: recursion(order) });
  made.set(order, make);
  const lags = 4 * Math.ceil((order + 1) / 4);
  const even = 2 * Math.ceil(length / 2);
  const sizes = [even, even + lags, even + lags, lags, 2 * lags, 2 * lags, 2 * lags, 2 * lags, 2];
  const { run, view } = make(8 * sizes.reduce((total, size) => total + size, 0));
  let address = 0;
  const [weights, first, second, r, rs, heads, tails, polynomials, leastErrors] = sizes.map((size) => {
    const numbers = view(address, size);
    address += 8 * size;
    return numbers;
  });
  weights.set(window);
  const frames = [first, second]; // zeros behind each, so that every lag runs to its end
  const bySamples = burg(length, order);
  const coefficients = new Float64Array(order);

  function take(lane: 0 | 1, frame: Float64Array): boolean {
    const x = frames[lane];
    x.set(frame);
    run.windowed(x.byteOffset, weights.byteOffset, 8 * even);
    run.laggedProducts(x.byteOffset, 8 * even, r.byteOffset, 8 * lags);
    for (let k = 0; k <= order; k++) {
      rs[2 * k + lane] = r[k];
      heads[2 * k + lane] = x[k];
      tails[2 * k + lane] = x[length - 1 - k];
    }
    return r[0] > 0;
  }

  function predict(): Float64Array {
    run.recursion(
      rs.byteOffset,
      heads.byteOffset,
      tails.byteOffset,
      polynomials.byteOffset,
      leastErrors.byteOffset,
    );
    for (let lane = 0; lane < 2; lane++) {
      if (leastErrors[lane] > leastError) continue;
      bySamples.predict(frames[lane].subarray(0, length), coefficients);
      for (let k = 1; k <= order; k++) polynomials[2 * (order - k) + lane] = -coefficients[k - 1];
    }
    return polynomials;
  }
  return { take, predict };
}
