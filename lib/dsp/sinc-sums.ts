import type { Code } from './wasm';
import { assemble, f64x2, i32, kernel, repeat, sharedWorkspace } from './wasm';

/*
 * Places of the kernel's numbers in its memory: pairs, of the left side and of the right, and then the samples.
 */
const names = [
  'distance',
  'angleSlope',
  'lessSlope',
  'cos',
  'sin',
  'cosStep',
  'sinStep',
  'values',
  'slopes',
  'turns',
  'bends',
  'samples',
] as const;
export type SincPlace = (typeof names)[number];

/** Index in memory of a pair's left number, or of the samples. */
export const sincPlace = Object.fromEntries(names.map((name, i) => [name, 2 * i])) as Record<
  SincPlace,
  number
>;

const at = (name: SincPlace): Code => i32.of(8 * sincPlace[name]);

/**
 * Sums over taps k = 1, 2 … (an even number of them) of both sides of a sinc under a raised cosine: with
 * w = (−1)ᵏ y / d, d the tap's distance, c = 1 + cos θ, s = θ′ sin θ and θ′ the angle's slope,
 *
 *   values Σ w c,   slopes Σ w (s + c / d),   turns Σ w s,   bends Σ w (2 (s + c / d) / d − θ′² cos θ).
 *
 * `left` is the address of the left sample at k = 1, `right` of the right one.
 */
const sums = kernel(3, ([taps, left, right], local) => {
  const k = local('i32');
  const vectors = Array.from({ length: 17 }, () => local('v128'));
  const [d, angleSlope, cos, sin, cosStep, sinStep, less, one, ...rest] = vectors;
  const [inverse, w, a, b, next, values, slopes, turns, bends] = rest;
  const { add, sub, mul, div, load, loadPair, store, of } = f64x2;
  const step = (gather: typeof add): Code[] => [
    inverse.set(div(one.get, d.get)),
    w.set(mul(loadPair(left.get, right.get), inverse.get)),
    a.set(mul(w.get, add(one.get, cos.get))),
    w.set(mul(w.get, angleSlope.get)),
    b.set(mul(w.get, sin.get)),
    values.set(gather(values.get, a.get)),
    turns.set(gather(turns.get, b.get)),
    b.set(add(b.get, mul(a.get, inverse.get))),
    slopes.set(gather(slopes.get, b.get)),
    b.set(sub(mul(add(inverse.get, inverse.get), b.get), mul(mul(w.get, angleSlope.get), cos.get))),
    bends.set(gather(bends.get, b.get)),
    next.set(sub(mul(cos.get, cosStep.get), mul(sin.get, sinStep.get))),
    sin.set(add(mul(sin.get, cosStep.get), mul(cos.get, sinStep.get))),
    cos.set(next.get),
    angleSlope.set(sub(angleSlope.get, less.get)),
    d.set(add(d.get, one.get)),
    left.set(i32.sub(left.get, i32.of(8))),
    right.set(i32.add(right.get, i32.of(8))),
  ];
  return [
    one.set(of(1, 1)),
    d.set(load(at('distance'))),
    angleSlope.set(load(at('angleSlope'))),
    less.set(load(at('lessSlope'))),
    cos.set(load(at('cos'))),
    sin.set(load(at('sin'))),
    cosStep.set(load(at('cosStep'))),
    sinStep.set(load(at('sinStep'))),
    ...[values, slopes, turns, bends].map((sum) => sum.set(of(0, 0))),
    // The sine changes its sign from tap to tap.
    repeat(k, i32.of(0), taps.get, i32.of(2), [...step(sub), ...step(add)]),
    store(at('values'), 0, values.get),
    store(at('slopes'), 0, slopes.get),
    store(at('turns'), 0, turns.get),
    store(at('bends'), 0, bends.get),
  ];
});

/** `sums` on a memory of at least so many bytes that all callers share. */
export const sincSums = sharedWorkspace(assemble({ sums }));
