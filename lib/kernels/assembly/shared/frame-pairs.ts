/*
 * Power spectra of two frames at a time, one in each half of the processor's registers: number i of both lies at byte
 * 16 i, so that nothing has to be moved between the halves.
 *
 * The transform is that of `realFft`: even samples become real and odd ones imaginary parts of a complex transform of
 * half the size, by Stockham's method (see fft.ts). Complex number j of both frames is 32 bytes at 32 j.
 */
import { differenceOfProducts, gather, sumOfProducts } from './pairs';

/** Samples from `a` and from `b` on, times a window of `length` bytes, into `x`. */
export function windowPair(a: usize, b: usize, window: usize, length: usize, x: usize): void {
  let i: usize = 0;
  do {
    v128.store(x, f64x2.mul(gather(a + i, b + i), v128.load64_splat(window + i)));
    v128.store(x, f64x2.mul(gather(a + i + 8, b + i + 8), v128.load64_splat(window + i, 8)), 16);
    x += 32;
    i += 16;
  } while (i < length);
}

/**
 * The stage of radix 4 at stride s (bytes), for transforms of 4m numbers: from x, in quarters of `quarter` bytes, to y.
 * Record p s of the table (48 bytes each) holds the twiddle factors of p = 0 … m − 1.
 */
export function radix4(x: usize, y: usize, quarter: usize, stride: usize, table: usize): void {
  for (let p: usize = 0; p < quarter; p += stride) {
    const re1 = v128.load64_splat(table);
    const im1 = v128.load64_splat(table, 8);
    const re2 = v128.load64_splat(table, 16);
    const im2 = v128.load64_splat(table, 24);
    const re3 = v128.load64_splat(table, 32);
    const im3 = v128.load64_splat(table, 40);
    table += stride + stride / 2;
    let q: usize = 0;
    do {
      let from = x;
      let re = v128.load(from);
      let im = v128.load(from, 16);
      from += quarter;
      const bRe = v128.load(from);
      const bIm = v128.load(from, 16);
      from += quarter;
      const cRe = v128.load(from);
      const cIm = v128.load(from, 16);
      from += quarter;
      const dRe = v128.load(from);
      const dIm = v128.load(from, 16);
      const evenRe = f64x2.add(re, cRe);
      const evenIm = f64x2.add(im, cIm);
      const oddRe = f64x2.sub(re, cRe);
      const oddIm = f64x2.sub(im, cIm);
      const sumRe = f64x2.add(bRe, dRe);
      const sumIm = f64x2.add(bIm, dIm);
      const differenceRe = f64x2.sub(bRe, dRe);
      const differenceIm = f64x2.sub(bIm, dIm);
      let to = y;
      v128.store(to, f64x2.add(evenRe, sumRe));
      v128.store(to, f64x2.add(evenIm, sumIm), 16);
      to += stride;
      re = f64x2.add(oddRe, differenceIm);
      im = f64x2.sub(oddIm, differenceRe);
      v128.store(to, differenceOfProducts(re, re1, im, im1));
      v128.store(to, sumOfProducts(re, im1, im, re1), 16);
      to += stride;
      re = f64x2.sub(evenRe, sumRe);
      im = f64x2.sub(evenIm, sumIm);
      v128.store(to, differenceOfProducts(re, re2, im, im2));
      v128.store(to, sumOfProducts(re, im2, im, re2), 16);
      to += stride;
      re = f64x2.sub(oddRe, differenceIm);
      im = f64x2.add(oddIm, differenceRe);
      v128.store(to, differenceOfProducts(re, re3, im, im3));
      v128.store(to, sumOfProducts(re, im3, im, re3), 16);
      x += 32;
      y += 32;
      q += 32;
    } while (q < stride);
    y += 3 * stride;
  }
}

/** The last stage of a transform of a power of four, whose twiddle factors are 1: of numbers `stride` bytes apart. */
export function last4(x: usize, y: usize, stride: usize): void {
  let q: usize = 0;
  do {
    let from = x;
    const aRe = v128.load(from);
    const aIm = v128.load(from, 16);
    from += stride;
    const bRe = v128.load(from);
    const bIm = v128.load(from, 16);
    from += stride;
    const cRe = v128.load(from);
    const cIm = v128.load(from, 16);
    from += stride;
    const dRe = v128.load(from);
    const dIm = v128.load(from, 16);
    const evenRe = f64x2.add(aRe, cRe);
    const evenIm = f64x2.add(aIm, cIm);
    const oddRe = f64x2.sub(aRe, cRe);
    const oddIm = f64x2.sub(aIm, cIm);
    const sumRe = f64x2.add(bRe, dRe);
    const sumIm = f64x2.add(bIm, dIm);
    const differenceRe = f64x2.sub(bRe, dRe);
    const differenceIm = f64x2.sub(bIm, dIm);
    let to = y;
    v128.store(to, f64x2.add(evenRe, sumRe));
    v128.store(to, f64x2.add(evenIm, sumIm), 16);
    to += stride;
    v128.store(to, f64x2.add(oddRe, differenceIm));
    v128.store(to, f64x2.sub(oddIm, differenceRe), 16);
    to += stride;
    v128.store(to, f64x2.sub(evenRe, sumRe));
    v128.store(to, f64x2.sub(evenIm, sumIm), 16);
    to += stride;
    v128.store(to, f64x2.sub(oddRe, differenceIm));
    v128.store(to, f64x2.add(oddIm, differenceRe), 16);
    x += 32;
    y += 32;
    q += 32;
  } while (q < stride);
}

/** ¼ |re + i im|² */
function quarterPower(re: v128, im: v128): v128 {
  return f64x2.mul(f64x2(0.25, 0.25), sumOfProducts(re, re, im, im));
}

/** Squared amplitudes, of z, the transform of `bytes` bytes, into `result`; `twiddles` holds exp(2πi k / size). */
export function power(z: usize, bytes: usize, twiddles: usize, result: usize): void {
  const first = f64x2.add(v128.load(z), v128.load(z, 16));
  const last = f64x2.sub(v128.load(z), v128.load(z, 16));
  let upper = result + bytes / 2;
  v128.store(result, f64x2.mul(first, first));
  v128.store(upper, f64x2.mul(last, last));
  let a = z;
  let b = z + bytes;
  let k: usize = 0;
  do {
    a += 32;
    b -= 32;
    twiddles += 16;
    result += 16;
    upper -= 16;
    const evenRe = f64x2.add(v128.load(a), v128.load(b));
    const oddIm = f64x2.sub(v128.load(b), v128.load(a));
    const oddRe = f64x2.add(v128.load(a, 16), v128.load(b, 16));
    const evenIm = f64x2.sub(v128.load(a, 16), v128.load(b, 16));
    const cos = v128.load64_splat(twiddles);
    const sin = v128.load64_splat(twiddles, 8);
    const re = sumOfProducts(cos, oddRe, sin, oddIm);
    const im = differenceOfProducts(cos, oddIm, sin, oddRe);
    v128.store(upper, quarterPower(f64x2.sub(evenRe, re), f64x2.sub(im, evenIm)));
    v128.store(result, quarterPower(f64x2.add(evenRe, re), f64x2.add(evenIm, im)));
    k += 16;
  } while (k < bytes / 4);
}
