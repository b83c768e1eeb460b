import { framePairBytes, framePairKernels, framePairs } from './frame-pairs';
import { cosineRows, type MelBank } from './mel';
import type { Code, Variable } from './wasm';
import { assemble, f64x2, i32, i64x2, kernel, repeat, sharedWorkspace } from './wasm';

const { add, sub, mul, div, load, loadTwice, max, min, of, store } = f64x2;
const twice = (x: number): Code => of(x, x);

/** Band powers below this count as this: −100 dB. */
const leastPower = 1e-10;

/**
 * Sets `result` to 10 lg x, x above 0: with x = 2ᵏ m, √½ ≤ m < √2 and s = (m − 1) / (m + 1),
 * ln m = 2 (s + s³ / 3 + s⁵ / 5 + …), within 2e-11 after six terms. Abramowitz & Stegun 4.1.27.
 */
function decibels(result: Variable, x: Variable, k: Variable, square: Variable): Code[] {
  const one = twice(1);
  const magic = twice(2 ** 52); // a number whose last bits count
  const terms = Array.from({ length: 6 }, (_, n) => twice(20 / Math.LN10 / (2 * n + 1))).reverse();
  return [
    k.set(i64x2.right(i64x2.add(i64x2.sub(x.get, twice(Math.SQRT1_2)), one), 52)),
    x.set(i64x2.add(i64x2.sub(x.get, i64x2.left(k.get, 52)), one)),
    k.set(mul(sub(i64x2.or(k.get, magic), twice(2 ** 52 + 1023)), twice(10 * Math.log10(2)))),
    x.set(div(sub(x.get, one), add(x.get, one))),
    square.set(mul(x.get, x.get)),
    result.set(terms[0]),
    ...terms.slice(1).map((term) => result.set(add(mul(result.get, square.get), term))),
    result.set(add(k.get, mul(x.get, result.get))),
  ];
}

/**
 * Levels of bands, dB, of the power spectra of a pair of frames, and behind them the highest and the lowest. At `places`
 * are, per band (8 bytes), the first byte of its power spectrum and the bytes of its weights, which follow one another.
 */
const levels = kernel(5, ([powers, places, placesEnd, weights, result], local) => {
  const [place, bin, end] = Array.from({ length: 3 }, () => local('i32'));
  const [sum, other, level, x, k, square, most, fewest] = Array.from({ length: 8 }, () => local('v128'));
  const product = (offset: number): Code => mul(loadTwice(weights.get, offset / 2), load(bin.get, offset));
  return [
    most.set(twice(-Infinity)),
    fewest.set(twice(Infinity)),
    repeat(place, places.get, placesEnd.get, i32.of(8), [
      sum.set(twice(0)),
      other.set(twice(0)),
      end.set(i32.add(powers.get, i32.load(place.get))),
      repeat(bin, end.get, i32.add(end.get, i32.load(place.get, 4)), i32.of(32), [
        sum.set(add(sum.get, product(0))),
        other.set(add(other.get, product(16))),
        weights.set(i32.add(weights.get, i32.of(16))),
      ]),
      x.set(max(add(sum.get, other.get), twice(leastPower))),
      ...decibels(level, x, k, square),
      store(result.get, 0, level.get),
      most.set(max(most.get, level.get)),
      fewest.set(min(fewest.get, level.get)),
      result.set(i32.add(result.get, i32.of(16))),
    ]),
    store(result.get, 0, most.get),
    store(result.get, 16, fewest.get),
  ];
});

/**
 * Cosine transforms of `bytes` bytes of levels of a pair of frames, those below the level at `least` raised to it: an even
 * and an odd coefficient at a time, of the sums and the differences of the first and the last, the second and the last but
 * one. The rows hold one weight for each, one after the other, for the first half of the levels, rounded up. Coefficients
 * of a pair are `apart` bytes apart.
 */
const cosines = kernel(7, ([from, bytes, least, rows, result, resultEnd, apart], local) => {
  const [i, last, place, half] = Array.from({ length: 4 }, () => local('i32'));
  const [a, b, floor, even, odd] = Array.from({ length: 5 }, () => local('v128'));
  return [
    floor.set(load(least.get)),
    last.set(i32.add(from.get, i32.sub(bytes.get, i32.of(16)))),
    half.set(i32.shl(i32.shr(i32.add(bytes.get, i32.of(16)), i32.of(5)), i32.of(4))),
    // In place: sums in the first half, differences in the second, from its end.
    place.set(last.get),
    repeat(i, from.get, i32.add(from.get, half.get), i32.of(16), [
      a.set(max(load(i.get), floor.get)),
      b.set(max(load(place.get), floor.get)),
      store(place.get, 0, sub(a.get, b.get)),
      store(i.get, 0, add(a.get, b.get)),
      place.set(i32.sub(place.get, i32.of(16))),
    ]),
    repeat(result, result.get, resultEnd.get, i32.add(apart.get, apart.get), [
      even.set(twice(0)),
      odd.set(twice(0)),
      place.set(last.get),
      repeat(i, from.get, i32.add(from.get, half.get), i32.of(16), [
        even.set(add(even.get, mul(load(i.get), loadTwice(rows.get)))),
        odd.set(add(odd.get, mul(load(place.get), loadTwice(rows.get, 8)))),
        place.set(i32.sub(place.get, i32.of(16))),
        rows.set(i32.add(rows.get, i32.of(16))),
      ]),
      store(result.get, 0, even.get),
      store(i32.add(result.get, apart.get), 0, odd.get),
    ]),
  ];
});

const workspace = sharedWorkspace(assemble({ ...framePairKernels, levels, cosines }));

/** Pairs of frames whose levels are worked out between two copies out of the kernels' memory. */
const pairsAtOnce = 16;

/** Frames of a signal and the bands of their spectra. */
export interface MelFrames {
  /** Finite. */
  readonly samples: Float64Array;
  /** Number of frames; frame n begins at sample n · hop. */
  readonly count: number;
  readonly hop: number;
  readonly window: Float64Array;
  /** Of the transform: a power of two, at least 4 and as long as the window; zeros follow the frame. */
  readonly size: number;
  readonly bank: MelBank;
}

/** Prepares the kernels, and `more` bytes at address `free`. */
function prepare({ samples, count, hop, window, size, bank }: MelFrames, more: number) {
  const { bands, first, weights } = bank;
  // An even number of weights each, and none fewer than the band before: loops whose length does not go up and down.
  let longest = 0;
  const lengths = weights.map(({ length }) => (longest = Math.max(longest, length + (length % 2))));
  const stretch = (2 * pairsAtOnce - 1) * hop + size;
  const places = framePairBytes(size) + 16 * longest; // a band may reach behind the last bin
  const weightsAt = places + 8 * (bands + (bands % 2));
  const samplesAt = weightsAt + 8 * lengths.reduce((sum, length) => sum + length, 0);
  const levelsAt = samplesAt + 8 * (stretch + (stretch % 2));
  const pairBytes = 16 * (bands + 2);
  const free = levelsAt + pairBytes * pairsAtOnce;
  const { run, view } = workspace(free + more);
  const spectra = framePairs({ run, view }, 0, size, window);
  view(framePairBytes(size), 2 * longest).fill(0);
  const placesView = new Int32Array(view(places, bands).buffer, places, 2 * bands);
  let at = weightsAt;
  lengths.forEach((length, b) => {
    placesView.set([16 * first[b], 16 * length], 2 * b);
    view(at, length).fill(0).set(weights[b]);
    at += 8 * length;
  });
  const stretchView = view(samplesAt, stretch);

  /** Levels of frames 2 pair … 2 (pair + here) − 1, from address `levelsAt` on, `pairBytes` each; see `levels`. */
  function measure(pair: number, here: number): void {
    const begin = 2 * pair * hop;
    const end = begin + (2 * here - 1) * hop + size;
    // What lies behind the last frame belongs to none.
    const piece = samples.subarray(begin, Math.min(end, (count - 1) * hop + window.length));
    stretchView.set(piece);
    stretchView.fill(0, piece.length, end - begin);
    for (let i = 0; i < here; i++) {
      const a = samplesAt + 16 * i * hop;
      spectra.measure(a, a + 8 * hop);
      run.levels(spectra.address, places, places + 8 * bands, weightsAt, levelsAt + pairBytes * i);
    }
  }
  return { run, view, free, levelsAt, pairBytes, measure };
}

/**
 * Levels of mel bands, dB: 10 lg of the power of the spectrum, which is not scaled; −100 at least.
 *
 * @param range levels farther below the highest of all frames are raised to that, dB
 * @returns per band, a value per frame
 */
export function melLevels(frames: MelFrames, range: number): Float64Array[] {
  const { count, bank } = frames;
  const { bands } = bank;
  const { view, levelsAt, measure } = prepare(frames, 0);
  const values = Array.from({ length: bands }, () => new Float64Array(count));
  const pairs = Math.ceil(count / 2);
  const output = view(levelsAt, 2 * (bands + 2) * pairsAtOnce);
  let highest = -Infinity;
  for (let pair = 0; pair < pairs; pair += pairsAtOnce) {
    const here = Math.min(pairsAtOnce, pairs - pair);
    measure(pair, here);
    for (let n = 0; n < 2 * here && 2 * pair + n < count; n++) {
      const frame = (n >> 1) * 2 * (bands + 2) + (n & 1);
      for (let b = 0; b < bands; b++) values[b][2 * pair + n] = output[frame + 2 * b];
      highest = Math.max(highest, output[frame + 2 * bands]);
    }
  }
  const least = highest - range;
  for (const band of values) for (let n = 0; n < count; n++) if (band[n] < least) band[n] = least;
  return values;
}

/**
 * Highest of the levels of all frames, before any is raised; −∞ without frames.
 */
export function highestMelLevel(frames: MelFrames): number {
  const { count, bank } = frames;
  const { view, levelsAt, pairBytes, measure } = prepare(frames, 0);
  const pairs = Math.ceil(count / 2);
  const output = view(levelsAt, (pairBytes / 8) * pairsAtOnce);
  let highest = -Infinity;
  for (let pair = 0; pair < pairs; pair += pairsAtOnce) {
    const here = Math.min(pairsAtOnce, pairs - pair);
    measure(pair, here);
    highest = Math.max(highest, highestOf(output, Math.min(2 * here, count - 2 * pair), bank.bands));
  }
  return highest;
}

/** Highest level of the first `count` frames that were measured together. */
function highestOf(levels: Float64Array, count: number, bands: number): number {
  let highest = -Infinity;
  for (let n = 0; n < count; n++) {
    highest = Math.max(highest, levels[(n >> 1) * 2 * (bands + 2) + 2 * bands + (n & 1)]);
  }
  return highest;
}

/**
 * Coefficients 0 … coefficients − 1 of the orthonormal cosine transform of the levels that `melLevels` gives.
 *
 * @param highest level that `range` counts from, where that is not the highest of these frames, dB
 * @returns per coefficient, a value per frame
 */
export function melCepstra(
  frames: MelFrames,
  range: number,
  coefficients: number,
  highest?: number,
): Float64Array[] {
  const { count, bank } = frames;
  const { bands } = bank;
  const half = Math.ceil(bands / 2);
  const padded = coefficients + (coefficients % 2);
  const rowsBytes = 8 * padded * half;
  const apart = 16 * pairsAtOnce;
  const prepared = prepare(frames, 16 + rowsBytes + apart * padded);
  const { run, view, levelsAt, pairBytes, measure } = prepared;
  const leastAt = prepared.free;
  const rowsAt = leastAt + 16;
  const outputAt = rowsAt + rowsBytes;
  const rows = view(rowsAt, padded * half).fill(0);
  cosineRows(coefficients, bands).forEach((row, c) => {
    for (let b = 0; b < half; b++) {
      const middle = 2 * b === bands - 1; // added to itself
      rows[2 * ((c >> 1) * half + b) + (c % 2)] = middle ? 0.5 * row[b] : row[b];
    }
  });
  const pairs = Math.ceil(count / 2);
  const pairLength = pairBytes / 8;
  const levelsView = view(levelsAt, pairLength * pairsAtOnce);
  let found = -Infinity;
  for (let pair = 0; pair < pairs; pair += pairsAtOnce) {
    const here = Math.min(pairsAtOnce, pairs - pair);
    measure(pair, here);
    keep(pair / pairsAtOnce, levelsView);
    found = Math.max(found, highestOf(levelsView, Math.min(2 * here, count - 2 * pair), bands));
  }
  view(leastAt, 2).fill((highest ?? found) - range);
  const output = Array.from({ length: coefficients }, (_, c) => view(outputAt + apart * c, 2 * pairsAtOnce));
  const values = output.map(() => new Float64Array(count));
  for (let pair = 0; pair < pairs; pair += pairsAtOnce) {
    const here = Math.min(pairsAtOnce, pairs - pair);
    levelsView.set(kept[pair / pairsAtOnce]);
    for (let i = 0; i < here; i++) {
      const place = outputAt + 16 * i;
      run.cosines(
        levelsAt + pairBytes * i,
        16 * bands,
        leastAt,
        rowsAt,
        place,
        place + apart * padded,
        apart,
      );
    }
    const end = Math.min(2 * here, count - 2 * pair);
    values.forEach((row, c) => row.set(output[c].subarray(0, end), 2 * pair));
  }
  kept.length = Math.min(kept.length, Math.floor(mostKept / (pairBytes * pairsAtOnce)));
  return values;
}

/** Levels of a recording, a block per `pairsAtOnce`. The next recording uses the same memory, since new one costs as much as all logarithms. */
const kept: Float64Array[] = [];
/** Bytes that stay for the next recording. */
const mostKept = 32e6;

function keep(block: number, levels: Float64Array): void {
  if (kept[block]?.length === levels.length) kept[block].set(levels);
  else kept[block] = levels.slice();
}
