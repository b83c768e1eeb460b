import { melKernels } from '../kernels/built/mel';
import { sharedWorkspace } from '../kernels/workspace';
import { framePairBytes, framePairs } from './frame-pairs';
import { cosineRows, type MelBank } from './mel';

const workspace = sharedWorkspace(melKernels);

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
