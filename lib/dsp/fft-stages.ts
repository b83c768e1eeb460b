import type { Code, Variable } from './wasm';
import { assemble, f64x2, i32, kernel, repeat } from './wasm';

/*
 * Steps of a Fourier transform of interleaved complex numbers, 16 bytes each, by Stockham's method: every step reads
 * one array and writes another in the order that the next one needs, so that nothing has to be sorted.
 *
 * C. Van Loan (1992), Computational Frameworks for the Fast Fourier Transform, section 1.7.
 */

const swapped = (z: Code): Code => f64x2.pick(z, z, 1, 0);
/** i · z */
const turned = (z: Code): Code => f64x2.mul(swapped(z), f64x2.of(-1, 1));

/** A factor of complex products: its real part twice, its imaginary part with both signs. */
interface Factor {
  readonly re: Variable;
  readonly im: Variable;
}

const times = (z: Variable, { re, im }: Factor): Code =>
  f64x2.add(f64x2.mul(z.get, re.get), f64x2.mul(swapped(z.get), im.get));

const setFactor = ({ re, im }: Factor, w: Variable): Code => [
  ...re.set(f64x2.pick(w.get, w.get, 0, 0)),
  ...im.set(f64x2.mul(f64x2.pick(w.get, w.get, 1, 1), f64x2.of(-1, 1))),
];

/**
 * The step of radix 4 at stride s (bytes), for transforms of 4m numbers: from x, in quarters of `quarter` bytes, to y.
 * For p = 0 … m − 1 the factors are powers 1 to 3 of table[p s / 16]; those of m = 1 are 1 and left out.
 */
const radix4 = (last: boolean) =>
  kernel(5, ([x, y, quarter, stride, table], local) => {
    const [a, b, c, d, even, odd, w] = Array.from({ length: 7 }, () => local('v128'));
    const factors = Array.from({ length: 3 }, () => ({ re: local('v128'), im: local('v128') }));
    const [p, q, from, to] = Array.from({ length: 4 }, () => local('i32'));
    const [w1, w2, w3] = factors;
    const put = (place: Code, value: Code, factor: Factor): Code => [
      ...a.set(value),
      ...f64x2.store(place, 0, last ? a.get : times(a, factor)),
    ];
    const twoQuarters = i32.add(quarter.get, quarter.get);
    const butterfly: Code[] = [
      a.set(f64x2.load(from.get)),
      b.set(f64x2.load(i32.add(from.get, quarter.get))),
      c.set(f64x2.load(i32.add(from.get, twoQuarters))),
      d.set(f64x2.load(i32.add(i32.add(from.get, twoQuarters), quarter.get))),
      even.set(f64x2.add(a.get, c.get)),
      odd.set(f64x2.sub(a.get, c.get)),
      c.set(f64x2.add(b.get, d.get)),
      d.set(turned(f64x2.sub(b.get, d.get))),
      f64x2.store(to.get, 0, f64x2.add(even.get, c.get)),
      put(i32.add(to.get, stride.get), f64x2.sub(odd.get, d.get), w1),
      put(i32.add(to.get, i32.shl(stride.get, i32.of(1))), f64x2.sub(even.get, c.get), w2),
      put(i32.add(to.get, i32.mul(stride.get, i32.of(3))), f64x2.add(odd.get, d.get), w3),
      from.set(i32.add(from.get, i32.of(16))),
      to.set(i32.add(to.get, i32.of(16))),
    ];
    const powers: Code[] = [
      w.set(f64x2.load(i32.add(table.get, p.get))),
      setFactor(w1, w),
      w.set(times(w, w1)),
      setFactor(w2, w),
      w.set(times(w, w1)),
      setFactor(w3, w),
    ];
    return [
      from.set(x.get),
      to.set(y.get),
      repeat(p, i32.of(0), quarter.get, stride.get, [
        ...(last ? [] : powers),
        repeat(q, i32.of(0), stride.get, i32.of(16), butterfly),
        to.set(i32.add(to.get, i32.mul(stride.get, i32.of(3)))),
      ]),
    ];
  });

/** The last step of a transform of an odd power of two: sums and differences of numbers `stride` bytes apart. */
export const radix2 = kernel(3, ([x, y, stride], local) => {
  const [a, b] = [local('v128'), local('v128')];
  const q = local('i32');
  return [
    repeat(q, i32.of(0), stride.get, i32.of(16), [
      a.set(f64x2.load(i32.add(x.get, q.get))),
      b.set(f64x2.load(i32.add(i32.add(x.get, q.get), stride.get))),
      f64x2.store(i32.add(y.get, q.get), 0, f64x2.add(a.get, b.get)),
      f64x2.store(i32.add(i32.add(y.get, q.get), stride.get), 0, f64x2.sub(a.get, b.get)),
    ]),
  ];
});

/** Makes a memory of so many bytes with the steps that work on it. */
export const fftStages = assemble({ radix4: radix4(false), last4: radix4(true), last2: radix2 });
