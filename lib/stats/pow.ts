// ====================================================
// Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
// Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
// ====================================================
// FreeBSD msun e_pow.c, put into TypeScript. Constants and steps are those of the original.

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const HIGH = littleEndian ? 1 : 0;
const LOW = littleEndian ? 0 : 1;

const two53 = 9007199254740992;
const L1 = 5.99999999999994648725e-1;
const L2 = 4.28571428578550184252e-1;
const L3 = 3.33333329818377432918e-1;
const L4 = 2.72728123808534006489e-1;
const L5 = 2.30660745775561754067e-1;
const L6 = 2.06975017800338417784e-1;
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;
const ln2 = 6.93147180559945286227e-1;
const ln2High = 6.93147182464599609375e-1;
const ln2Low = -1.90465429995776804525e-9;
const overflowTail = 8.008566259537294e-17; // -(1024 - log2(overflow threshold))
const cp = 9.61796693925975554329e-1; // 2 / (3 ln 2)
const cpHigh = 9.61796700954437255859e-1;
const cpLow = -7.02846165095275826516e-9;
const log2e = 1.4426950408889634;
const log2eHigh = 1.4426950216293335;
const log2eLow = 1.92596299112661746887e-8;
const log2Of1_5High = 5.84962487220764160156e-1;
const log2Of1_5Low = 1.35003920212974897128e-8;

const highWord = (x: number): number => ((bits[0] = x), words[HIGH]);

/** The number with the lower half of its bits set to 0. */
function rounded(x: number): number {
  bits[0] = x;
  words[LOW] = 0;
  return bits[0];
}

/** The number with another sign, exponent and first twenty bits. */
function withHighWord(x: number, high: number): number {
  bits[0] = x;
  words[HIGH] = high;
  return bits[0];
}

/** x times x. */
export const square = (x: number): number => x * x;

/** A logarithm to base 2 in two parts: `high` ends in 32 zero bits, `low` is the remainder. */
interface Logarithm {
  readonly high: number;
  readonly low: number;
}

/**
 * x to the power of y, with the same last bit on every version of Node. The error is below one unit in the last place;
 * for |y| above 2^31 it is below 1e-13 of the value.
 *
 * From Node 24 on `**` and `Math.pow` give other last bits than on Node 20 and 22. What is stored, hashed or compared
 * between machines takes this function, which gives what Node 20 and 22 give.
 *
 * @returns NaN for a negative x with a y that is not whole, and for |x| = 1 with an infinite y, as `Math.pow`
 *
 * FreeBSD msun, e_pow.c. Compared with glibc's `pow` in test/reference/pow.json.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) return size === 1 ? NaN : size > 1 === y > 0 ? Infinity : 0;
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5 && x > 0) return Math.sqrt(x);
  const negative = x < 0 || Object.is(x, -0);
  const sign = negative && Math.abs(y % 2) === 1 ? -1 : 1;
  if (size === 0 || size === 1 || size === Infinity) {
    return x === -1 && !Number.isInteger(y) ? NaN : sign * (y < 0 ? 1 / size : size);
  }
  if (negative && !Number.isInteger(y)) return NaN;
  const exponentBits = highWord(Math.abs(y));
  if (exponentBits <= 0x41e00000) return sign * exponential(logarithm(size), y); // |y| up to 2^31
  const sizeBits = highWord(size);
  const farFromOne = sizeBits < 0x3fefffff || sizeBits > 0x3ff00000;
  if (farFromOne || exponentBits > 0x43f00000) return sign * (size > 1 === y > 0 ? Infinity : 0);
  return sign * exponential(logarithmNearOne(size), y);
}

function logarithm(x: number): Logarithm {
  let exponent = 0;
  let scaled = x;
  if (highWord(x) < 0x00100000) {
    scaled *= two53;
    exponent -= 53;
  }
  const high = highWord(scaled);
  exponent += (high >> 20) - 0x3ff;
  const fraction = high & 0xfffff;
  let normalized = fraction | 0x3ff00000;
  const upper = fraction > 0x3988e && fraction < 0xbb67a; // |x| from sqrt(3/2) to sqrt(3): taken relative to 3/2
  if (fraction >= 0xbb67a) {
    exponent += 1;
    normalized -= 0x00100000;
  }
  const a = withHighWord(scaled, normalized);
  const base = upper ? 1.5 : 1;

  // s = (a - base) / (a + base), in two parts
  const u = a - base;
  const v = 1 / (a + base);
  const s = u * v;
  const sHigh = rounded(s);
  const sumHigh = withHighWord(0, ((normalized >> 1) | 0x20000000) + 0x00080000 + (upper ? 1 << 18 : 0));
  const sumLow = a - (sumHigh - base);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);

  // log(a / base) by a polynomial in s²
  const s2 = s * s;
  const rest = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6))))) + sLow * (sHigh + s);
  const sHigh2 = sHigh * sHigh;
  const tHigh = rounded(3 + sHigh2 + rest);
  const tLow = rest - (tHigh - 3 - sHigh2);
  const first = sHigh * tHigh;
  const second = sLow * tHigh + tLow * s;
  const pHigh = rounded(first + second);
  const pLow = second - (pHigh - first);
  const zHigh = cpHigh * pHigh;
  const zLow = cpLow * pHigh + pLow * cp + (upper ? log2Of1_5Low : 0);
  const ofBase = upper ? log2Of1_5High : 0;
  const whole = rounded(zHigh + zLow + ofBase + exponent);
  return { high: whole, low: zLow - (whole - exponent - ofBase - zHigh) };
}

/** For |1 - x| of at most 2^-20: log(x) by x - x²/2 + x³/3 - x⁴/4. */
function logarithmNearOne(x: number): Logarithm {
  const t = x - 1;
  const w = t * t * (0.5 - t * (1 / 3 - t * 0.25));
  const u = log2eHigh * t;
  const v = t * log2eLow - w * log2e;
  const high = rounded(u + v);
  return { high, low: v - (high - u) };
}

/** 2 to the power of y times a logarithm. */
function exponential({ high, low }: Logarithm, y: number): number {
  const yHigh = rounded(y);
  const pLow = (y - yHigh) * high + y * low;
  let pHigh = yHigh * high;
  const product = pLow + pHigh;
  if (product >= 1024 && (product > 1024 || pLow + overflowTail > product - pHigh)) return Infinity;
  if (product <= -1075 && (product < -1075 || pLow <= product - pHigh)) return 0;

  let whole = 0;
  if ((highWord(product) & 0x7fffffff) > 0x3fe00000) {
    whole = Math.trunc(product + (product > 0 ? 0.5 : -0.5));
    pHigh -= whole;
  }
  const t = rounded(pLow + pHigh);
  const u = t * ln2High;
  const v = (pLow - (t - pHigh)) * ln2 + t * ln2Low;
  const z = u + v;
  const w = v - (z - u);
  const z2 = z * z;
  const t1 = z - z2 * (P1 + z2 * (P2 + z2 * (P3 + z2 * (P4 + z2 * P5))));
  const r = (z * t1) / (t1 - 2 - (w + z * w)); // the original divides by t1 - 2 alone and takes the rest off after it
  const fraction = 1 - (r - z);
  const exponentBits = highWord(fraction) + (whole << 20);
  if (exponentBits >> 20 > 0) return withHighWord(fraction, exponentBits);
  return withHighWord(fraction, exponentBits + (54 << 20)) * 2 ** -54; // a subnormal number
}
