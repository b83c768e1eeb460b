/*
 * Stages of a Fourier transform of interleaved complex numbers, 16 bytes each, by Stockham's method: every stage reads one
 * array and writes another in the order that the next one needs, so that nothing has to be sorted.
 *
 * C. Van Loan (1992), Computational Frameworks for the Fast Fourier Transform, section 1.7.
 */

/** Swaps real and imaginary part. */
function swapped(z: v128): v128 {
  return f64x2.shuffle(z, z, 1, 0);
}

/** i · z */
function timesI(z: v128): v128 {
  return f64x2.mul(swapped(z), f64x2(-1, 1));
}

/** z times the factor whose real part is in both halves of `re`, its imaginary part, negative and positive, in `im`. */
function times(z: v128, re: v128, im: v128): v128 {
  return f64x2.add(f64x2.mul(z, re), f64x2.mul(swapped(z), im));
}

/** The real part in both halves. */
function realParts(w: v128): v128 {
  return f64x2.shuffle(w, w, 0, 0);
}

/** The imaginary part in both halves, negative in the first. */
function imaginaryParts(w: v128): v128 {
  return f64x2.mul(f64x2.shuffle(w, w, 1, 1), f64x2(-1, 1));
}

/**
 * The stage of radix 4 at stride s (bytes), for transforms of 4m numbers: from x, in quarters of `quarter` bytes, to y.
 * For p = 0 … m − 1 the twiddle factors are powers 1 to 3 of table[p s / 16].
 */
export function radix4(x: usize, y: usize, quarter: usize, stride: usize, table: usize): void {
  for (let p: usize = 0; p < quarter; p += stride) {
    let w = v128.load(table + p);
    const re1 = realParts(w);
    const im1 = imaginaryParts(w);
    w = times(w, re1, im1);
    const re2 = realParts(w);
    const im2 = imaginaryParts(w);
    w = times(w, re1, im1);
    const re3 = realParts(w);
    const im3 = imaginaryParts(w);
    let q: usize = 0;
    do {
      const a = v128.load(x);
      const b = v128.load(x + quarter);
      const c = v128.load(x + 2 * quarter);
      const d = v128.load(x + 2 * quarter + quarter);
      const even = f64x2.add(a, c);
      const odd = f64x2.sub(a, c);
      const sum = f64x2.add(b, d);
      const difference = timesI(f64x2.sub(b, d));
      v128.store(y, f64x2.add(even, sum));
      v128.store(y + stride, times(f64x2.sub(odd, difference), re1, im1));
      v128.store(y + 2 * stride, times(f64x2.sub(even, sum), re2, im2));
      v128.store(y + 3 * stride, times(f64x2.add(odd, difference), re3, im3));
      x += 16;
      y += 16;
      q += 16;
    } while (q < stride);
    y += 3 * stride;
  }
}

/** The last stage of a transform of a power of four, whose twiddle factors are 1: of numbers `stride` bytes apart. */
export function last4(x: usize, y: usize, stride: usize): void {
  let q: usize = 0;
  do {
    const a = v128.load(x);
    const b = v128.load(x + stride);
    const c = v128.load(x + 2 * stride);
    const d = v128.load(x + 3 * stride);
    const even = f64x2.add(a, c);
    const odd = f64x2.sub(a, c);
    const sum = f64x2.add(b, d);
    const difference = timesI(f64x2.sub(b, d));
    v128.store(y, f64x2.add(even, sum));
    v128.store(y + stride, f64x2.sub(odd, difference));
    v128.store(y + 2 * stride, f64x2.sub(even, sum));
    v128.store(y + 3 * stride, f64x2.add(odd, difference));
    x += 16;
    y += 16;
    q += 16;
  } while (q < stride);
}

/** The last stage of a transform of an odd power of two: sums and differences of numbers `stride` bytes apart. */
export function last2(x: usize, y: usize, stride: usize): void {
  let q: usize = 0;
  do {
    const a = v128.load(x + q);
    const b = v128.load(x + q + stride);
    v128.store(y + q, f64x2.add(a, b));
    v128.store(y + q + stride, f64x2.sub(a, b));
    q += 16;
  } while (q < stride);
}
