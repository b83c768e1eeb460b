/**
 * A seeded stream of random numbers: the same seed gives the same numbers on every machine
 * (normal ones up to the last bit of its logarithm).
 */
export interface Random {
  /** Uniform in [0, 1), 53 random bits. */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Normally distributed. */
  normal(mean?: number, deviation?: number): number;
  /** A whole number, low ≤ n < high, each equally likely. */
  integer(low: number, high: number): number;
  /** One of the items; RangeError when there is none. */
  choice<T>(items: readonly T[]): T;
  /** A shuffled copy (Fisher-Yates); the argument stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * The generator xoshiro128**: 32 random bits per call, as a whole number from 0 to 2³² − 1.
 *
 * @param state four words of 32 bits, not all zero; advanced in place by every call
 *
 * D. Blackman, S. Vigna (2021), "Scrambled linear pseudorandom number generators", ACM TOMS 47(4): 36.
 */
export function xoshiro128(state: Uint32Array): () => number {
  return () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9);
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return scrambled >>> 0;
  };
}

/**
 * A stream of random numbers from a seed, by xoshiro128**.
 *
 * @param seed whole number from 0 to 2³² − 1; neighbouring seeds give unrelated streams
 * @throws RangeError when the seed is anything else
 */
export function random(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`seed ${seed} is not a whole number from 0 to ${2 ** 32 - 1}; choose one of these`);
  }
  const bits = xoshiro128(stateFromSeed(seed));
  let spare = NaN; // the polar method makes normals in pairs; the second is kept here

  // 27 + 26 bits, so that neighbouring results are 2⁻⁵³ apart.
  const next = () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;

  /** Marsaglia & Bray (1964), "A convenient method for generating normal variables", SIAM Review 6: 260-264. */
  const standardNormal = () => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * next() - 1;
      y = 2 * next() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare = y * scale;
    return x * scale;
  };

  const integer = (low: number, high: number) => {
    if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low || high - low > 2 ** 53) {
      throw new RangeError(
        `no whole number to draw from ${low} to below ${high}; give whole limits, low < high`,
      );
    }
    return low + Math.floor(next() * (high - low));
  };

  return {
    next,
    uniform: (low, high) => low + (high - low) * next(),
    normal: (mean = 0, deviation = 1) => mean + deviation * standardNormal(),
    integer,
    choice: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError('nothing to choose from: the list is empty');
      return items[integer(0, items.length)];
    },
    shuffle: <T>(items: readonly T[]): T[] => {
      const shuffled = items.slice();
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer(0, last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
      }
      return shuffled;
    },
  };
}

/**
 * Four well-mixed words from one: the golden-ratio sequence of SplitMix (Steele, Lea & Flood, 2014,
 * OOPSLA: 453-472) through the 32-bit finalizer of MurmurHash3 (A. Appleby, 2011). The mixing is a
 * one-to-one map, so four different inputs never give four zeros.
 */
function stateFromSeed(seed: number): Uint32Array {
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) {
    let word = (seed + Math.imul(i + 1, 0x9e3779b9)) | 0;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    state[i] = word ^ (word >>> 16);
  }
  return state;
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
