import { radix2 } from './fft-stages';
import type { Code, Variable, Workspace } from './wasm';
import { f64x2, i32, kernel, repeat } from './wasm';

/*
 * Power spectra of two frames at a time, one in each half of the processor's registers: number i of both lies at byte
 * 16 i, so that nothing has to be moved between the halves.
 *
 * The transform is that of `realFft`: even samples become real and odd ones imaginary parts of a complex transform of
 * half the size, by Stockham's method (see fft-stages.ts). Complex number j of both frames is 32 bytes at 32 j.
 */

const { add, sub, mul, load, loadPair, loadTwice, store } = f64x2;

/** Samples from `a` and from `b` on, times a window of `length` bytes, into `x`. */
const windowed = kernel(5, ([a, b, window, length, x], local) => {
  const at = local('i32');
  const put = (i: number): Code =>
    store(x.get, 16 * i, mul(loadPair(a.get, b.get, 8 * i), loadTwice(i32.add(window.get, at.get), 8 * i)));
  return [
    repeat(at, i32.of(0), length.get, i32.of(32), [
      ...[0, 1, 2, 3].map(put),
      a.set(i32.add(a.get, i32.of(32))),
      b.set(i32.add(b.get, i32.of(32))),
      x.set(i32.add(x.get, i32.of(64))),
    ]),
  ];
});

interface Complex {
  readonly re: Variable;
  readonly im: Variable;
}

/**
 * The step of radix 4 at stride s (bytes), for transforms of 4m numbers: from x, in quarters of `quarter` bytes, to y.
 * Record p s of the table (48 bytes each) holds the factors of p = 0 … m − 1; those of m = 1 are 1 and left out.
 */
const radix4 = (last: boolean) =>
  kernel(5, ([x, y, quarter, stride, table], local) => {
    const complex = (): Complex => ({ re: local('v128'), im: local('v128') });
    const [a, b, c, d, even, odd, sum, less] = Array.from({ length: 8 }, complex);
    const factors = Array.from({ length: 3 }, complex);
    const [p, q, from, to, place, w] = Array.from({ length: 6 }, () => local('i32'));
    const read = (z: Complex, quarters: number): Code[] => [
      place.set(quarters === 0 ? from.get : i32.add(place.get, quarter.get)),
      z.re.set(load(place.get)),
      z.im.set(load(place.get, 16)),
    ];
    const both = (z: Complex, re: Code, im: Code): Code[] => [z.re.set(re), z.im.set(im)];
    const write = (re: Code, im: Code, factor?: Complex): Code[] => [
      ...(factor === undefined || last
        ? [store(place.get, 0, re), store(place.get, 16, im)]
        : [
            ...both(a, re, im),
            store(place.get, 0, sub(mul(a.re.get, factor.re.get), mul(a.im.get, factor.im.get))),
            store(place.get, 16, add(mul(a.re.get, factor.im.get), mul(a.im.get, factor.re.get))),
          ]),
      place.set(i32.add(place.get, stride.get)),
    ];
    const butterfly: Code[] = [
      ...read(a, 0),
      ...read(b, 1),
      ...read(c, 2),
      ...read(d, 3),
      ...both(even, add(a.re.get, c.re.get), add(a.im.get, c.im.get)),
      ...both(odd, sub(a.re.get, c.re.get), sub(a.im.get, c.im.get)),
      ...both(sum, add(b.re.get, d.re.get), add(b.im.get, d.im.get)),
      ...both(less, sub(b.re.get, d.re.get), sub(b.im.get, d.im.get)),
      place.set(to.get),
      ...write(add(even.re.get, sum.re.get), add(even.im.get, sum.im.get)),
      ...write(add(odd.re.get, less.im.get), sub(odd.im.get, less.re.get), factors[0]),
      ...write(sub(even.re.get, sum.re.get), sub(even.im.get, sum.im.get), factors[1]),
      ...write(sub(odd.re.get, less.im.get), add(odd.im.get, less.re.get), factors[2]),
      from.set(i32.add(from.get, i32.of(32))),
      to.set(i32.add(to.get, i32.of(32))),
    ];
    const powers: Code[] = [
      ...factors.flatMap(({ re, im }, i) => [
        re.set(loadTwice(w.get, 16 * i)),
        im.set(loadTwice(w.get, 16 * i + 8)),
      ]),
      w.set(i32.add(w.get, i32.add(stride.get, i32.shr(stride.get, i32.of(1))))),
    ];
    return [
      from.set(x.get),
      to.set(y.get),
      w.set(table.get),
      repeat(p, i32.of(0), quarter.get, stride.get, [
        ...(last ? [] : powers),
        repeat(q, i32.of(0), stride.get, i32.of(32), butterfly),
        to.set(i32.add(to.get, i32.mul(stride.get, i32.of(3)))),
      ]),
    ];
  });

/** Squared amplitudes, of z, the transform of `bytes` bytes, into `power`; `turns` holds exp(2πi k / size). */
const power = kernel(4, ([z, bytes, turns, result], local) => {
  const [k, a, b, upper] = Array.from({ length: 4 }, () => local('i32'));
  const [evenRe, evenIm, oddRe, oddIm, cos, sin, re, im] = Array.from({ length: 8 }, () => local('v128'));
  const quarter = f64x2.of(0.25, 0.25);
  const square = (x: Variable): Code => mul(x.get, x.get);
  const put = (place: Code, real: Code, imaginary: Code): Code[] => [
    re.set(real),
    im.set(imaginary),
    store(place, 0, mul(quarter, add(square(re), square(im)))),
  ];
  return [
    re.set(add(load(z.get), load(z.get, 16))),
    im.set(sub(load(z.get), load(z.get, 16))),
    upper.set(i32.add(result.get, i32.shr(bytes.get, i32.of(1)))),
    store(result.get, 0, square(re)),
    store(upper.get, 0, square(im)),
    a.set(z.get),
    b.set(i32.add(z.get, bytes.get)),
    repeat(k, i32.of(0), i32.shr(bytes.get, i32.of(2)), i32.of(16), [
      a.set(i32.add(a.get, i32.of(32))),
      b.set(i32.sub(b.get, i32.of(32))),
      turns.set(i32.add(turns.get, i32.of(16))),
      result.set(i32.add(result.get, i32.of(16))),
      upper.set(i32.sub(upper.get, i32.of(16))),
      evenRe.set(add(load(a.get), load(b.get))),
      oddIm.set(sub(load(b.get), load(a.get))),
      oddRe.set(add(load(a.get, 16), load(b.get, 16))),
      evenIm.set(sub(load(a.get, 16), load(b.get, 16))),
      cos.set(loadTwice(turns.get)),
      sin.set(loadTwice(turns.get, 8)),
      re.set(add(mul(cos.get, oddRe.get), mul(sin.get, oddIm.get))),
      oddIm.set(sub(mul(cos.get, oddIm.get), mul(sin.get, oddRe.get))),
      oddRe.set(re.get),
      ...put(upper.get, sub(evenRe.get, oddRe.get), sub(oddIm.get, evenIm.get)),
      ...put(result.get, add(evenRe.get, oddRe.get), add(evenIm.get, oddIm.get)),
    ]),
  ];
});

export const framePairKernels = {
  windowed,
  radix4: radix4(false),
  last4: radix4(true),
  last2: radix2,
  power,
};

/** Power spectra of pairs of frames, in a workspace's memory. */
export interface FramePairs {
  /** Power of bin k of the two frames, at 2 k and 2 k + 1, and its address. */
  readonly power: Float64Array;
  readonly address: number;
  /** Measures the frames whose samples begin at bytes `a` and `b`; as many as the transform's size are read. */
  readonly measure: (a: number, b: number) => void;
}

/** Bytes that `framePairs` needs. */
export function framePairBytes(size: number): number {
  return 58 * size + 32;
}

/**
 * Prepares the memory from byte `address` on.
 *
 * @param size samples, a power of two, at least 4
 * @param window no longer than that; zeros follow it
 */
export function framePairs(
  { run, view }: Workspace<keyof typeof framePairKernels>,
  address: number,
  size: number,
  window: Float64Array,
): FramePairs {
  const half = size / 2;
  const weights = address;
  const table = weights + 8 * size;
  const turns = table + 12 * half;
  const work = turns + 8 * half + 16;
  const bytes = 16 * size;
  const result = work + 2 * bytes;

  const windowView = view(weights, size);
  windowView.fill(0).set(window);
  view(table, 1.5 * half).forEach((_, i, factors) => {
    const angle = (2 * Math.PI * Math.floor(i / 6) * (1 + (Math.floor(i / 2) % 3))) / half;
    factors[i] = i % 2 === 0 ? Math.cos(angle) : -Math.sin(angle);
  });
  view(turns, half + 2).forEach((_, i, factors) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / size;
    factors[i] = i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });

  function measure(a: number, b: number): void {
    let from = work;
    let to = work + bytes;
    run.windowed(a, b, weights, 8 * size, from);
    for (let length = half, stride = 32; length > 1; length /= 4, stride *= 4) {
      if (length === 2) run.last2(from, to, stride);
      else if (length === 4) run.last4(from, to, stride, stride, table);
      else run.radix4(from, to, bytes / 4, stride, table);
      [from, to] = [to, from];
    }
    run.power(from, bytes, turns, result);
  }
  return { power: view(result, size + 2), address: result, measure };
}
