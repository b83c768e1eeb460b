/** Prints looked for groups in, spread evenly over a longer recording. */
const mostPrints = 3000;
/** Prints within this many on either side, in one stretch of speech, are averaged before they are grouped: 1.5 s of speech. */
const around = 3;
const starts = 8;
/** A group with less than this share of the prints is noise or a cough, no voice. */
const leastShare = 0.05;
const rounds = 30;

/** What a voice sounded like at a time. */
export interface TimedPrint {
  /** Middle of the piece of which it is the print, s. */
  readonly time: number;
  /** Number of the stretch of speech that it lies in. */
  readonly stretch: number;
  /** Of length 1. */
  readonly print: Float32Array;
}

/** The middles of two groups of voice prints, of length 1. */
export interface TwoVoices {
  readonly voices: readonly [Float64Array, Float64Array];
  /** Cosine of the angle between the two: 1 for equal voices. */
  readonly likeness: number;
}

/**
 * Divides voice prints into two groups: means of 1.5 s of speech, spherical k-means from eight beginnings, of which the
 * one with the closest groups counts.
 *
 * @param prints in order of time
 * @returns undefined where one group always remains with less than 5 % of the prints
 */
export function twoVoices(prints: readonly TimedPrint[]): TwoVoices | undefined {
  const all = smoothedPrints(prints);
  const stride = Math.max(1, Math.ceil(all.length / mostPrints));
  const some = all.filter((_, n) => n % stride === 0);
  let best: Grouped | undefined;
  for (let start = 0; start < starts && some.length > 1; start++) {
    const found = grouped(some, some[Math.floor(((start + 0.5) * some.length) / starts)]);
    if (found !== undefined && found.closeness > (best?.closeness ?? -Infinity)) best = found;
  }
  if (best === undefined) return undefined;
  return { voices: best.voices, likeness: product(...best.voices) };
}

/** Scalar product. */
export function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function smoothedPrints(prints: readonly TimedPrint[]): Float64Array[] {
  return prints.map(({ stretch }, n) => {
    const near = prints.slice(Math.max(0, n - around), n + around + 1);
    return middle(near.filter((other) => other.stretch === stretch).map(({ print }) => print));
  });
}

/** The direction of the mean. */
function middle(vectors: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i] += vector[i];
  const length = Math.sqrt(product(sum, sum));
  return length > 0 ? sum.map((x) => x / length) : sum;
}

interface Grouped {
  readonly voices: readonly [Float64Array, Float64Array];
  /** Sum of the cosines between vectors and the middle of their group. */
  readonly closeness: number;
}

/** Two groups around `seed` and the vector least like it; undefined where one remains too small. */
function grouped(vectors: readonly Float64Array[], seed: Float64Array): Grouped | undefined {
  const other = vectors.reduce((least, one) => (product(one, seed) < product(least, seed) ? one : least));
  let voices: readonly [Float64Array, Float64Array] = [seed, other];
  for (let round = 0; round < rounds; round++) {
    const first = vectors.filter((one) => product(one, voices[0]) >= product(one, voices[1]));
    const second = vectors.filter((one) => product(one, voices[0]) < product(one, voices[1]));
    const fewer = Math.min(first.length, second.length);
    if (fewer === 0 || fewer < leastShare * vectors.length) return undefined;
    voices = [middle(first), middle(second)];
  }
  const closeness = vectors.reduce(
    (sum, one) => sum + Math.max(product(one, voices[0]), product(one, voices[1])),
    0,
  );
  return { voices, closeness };
}
