import { addProduct } from './shared/pairs';

export { last4, power, radix4, windowPair } from './shared/frame-pairs';
export { last2 } from './fft';

/** Band powers below this count as this: −100 dB. */
const leastPower = 1e-10;
/** 20 / ln 10 */
const scale = 8.685889638065035;

/**
 * 10 lg x, x above 0: with x = 2ᵏ m, √½ ≤ m < √2 and s = (m − 1) / (m + 1), ln m = 2 (s + s³ / 3 + s⁵ / 5 + …), within
 * 2e-11 after six terms. Abramowitz & Stegun 4.1.27.
 */
function decibels(x: v128): v128 {
  const one = f64x2(1, 1);
  const k = i64x2.shr_u(i64x2.add(i64x2.sub(x, f64x2(Math.SQRT1_2, Math.SQRT1_2)), one), 52);
  // The last bits of a number of 2⁵² or more are whole numbers.
  const exponent = f64x2.sub(v128.or(k, f64x2.splat(4503599627370496)), f64x2.splat(4503599627370496 + 1023));
  const level = f64x2.mul(exponent, f64x2.splat(3.010299956639812));
  const m = i64x2.add(i64x2.sub(x, i64x2.shl(k, 52)), one);
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const square = f64x2.mul(s, s);
  let sum = f64x2.splat(scale / 11);
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(scale / 9));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(scale / 7));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(scale / 5));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(scale / 3));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(scale));
  return f64x2.add(level, f64x2.mul(s, sum));
}

/**
 * Levels of bands, dB, of the power spectra of a pair of frames, and behind them the highest and the lowest. At `places`
 * are, per band (8 bytes), the first byte of its power spectrum and the bytes of its weights, which follow one another.
 */
export function levels(powers: usize, places: usize, placesEnd: usize, weights: usize, result: usize): void {
  let highest = f64x2.splat(-Infinity);
  let lowest = f64x2.splat(Infinity);
  for (; places < placesEnd; places += 8) {
    let sum = f64x2.splat(0);
    let other = f64x2.splat(0);
    let bin: usize = powers + i32.load(places);
    const end: usize = bin + i32.load(places, 4);
    if (bin < end)
      do {
        sum = addProduct(sum, v128.load64_splat(weights), v128.load(bin));
        other = addProduct(other, v128.load64_splat(weights, 8), v128.load(bin, 16));
        weights += 16;
        bin += 32;
      } while (bin < end);
    const level = decibels(f64x2.pmax(f64x2.add(sum, other), f64x2.splat(leastPower)));
    v128.store(result, level);
    highest = f64x2.pmax(highest, level);
    lowest = f64x2.pmin(lowest, level);
    result += 16;
  }
  v128.store(result, highest);
  v128.store(result, lowest, 16);
}

/**
 * Cosine transforms of `bytes` bytes of levels of a pair of frames, those below the level at `least` raised to it: an even
 * and an odd coefficient at a time, of the sums and the differences of the first and the last, the second and the last but
 * one. The rows hold one weight for each, one after the other, for the first half of the levels, rounded up. Coefficients
 * of a pair are `apart` bytes apart.
 */
export function cosines(
  from: usize,
  bytes: usize,
  least: usize,
  rows: usize,
  result: usize,
  resultEnd: usize,
  apart: usize,
): void {
  const floor = v128.load(least);
  const last = from + bytes - 16;
  const half = ((bytes + 16) >> 5) << 4;
  // In place: sums in the first half, differences in the second, from its end.
  let place = last;
  let i = from;
  do {
    const a = f64x2.pmax(v128.load(i), floor);
    const b = f64x2.pmax(v128.load(place), floor);
    v128.store(place, f64x2.sub(a, b));
    v128.store(i, f64x2.add(a, b));
    place -= 16;
    i += 16;
  } while (i < from + half);
  for (; result < resultEnd; result += 2 * apart) {
    let even = f64x2.splat(0);
    let odd = f64x2.splat(0);
    place = last;
    let i = from;
    do {
      even = addProduct(even, v128.load(i), v128.load64_splat(rows));
      odd = addProduct(odd, v128.load(place), v128.load64_splat(rows, 8));
      place -= 16;
      rows += 16;
      i += 16;
    } while (i < from + half);
    v128.store(result, even);
    v128.store(result + apart, odd);
  }
}
