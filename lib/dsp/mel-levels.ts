import { melKernels } from '../kernels/built/mel';
import { sharedWorkspace } from '../kernels/workspace';
import { framePairBytes, framePairs } from './frame-pairs';
import { cosineRows, type MelBank } from './mel';

const workspace = sharedWorkspace(melKernels);

/** Pairs of frames between two copies from the kernels' memory. */
const pairsPerBlock = 16;

/** Frames of a signal and the mel bands of their spectra. */
export interface MelFrames {
  /** Finite. */
  readonly samples: Float64Array;
  /** Number of frames; frame n begins at sample n · hop. */
  readonly count: number;
  readonly hop: number;
  readonly window: Float64Array;
  /** Size of the transform: a power of two, at least 4 and at least the window's length; zeros follow the frame. */
  readonly size: number;
  readonly bank: MelBank;
}

/** Fills the kernels' tables; reserves `more` bytes at address `free`. */
function prepare({ samples, count, hop, window, size, bank }: MelFrames, more: number) {
  const { bands, first, weights } = bank;
  // An even number of weights per band, never fewer than the band before: the kernel's loops then vary least in length.
  let longest = 0;
  const lengths = weights.map(({ length }) => (longest = Math.max(longest, length + (length % 2))));
  const stretch = (2 * pairsPerBlock - 1) * hop + size;
  const places = framePairBytes(size) + 16 * longest; // a band may reach beyond the last bin
  const weightsAt = places + 8 * (bands + (bands % 2));
  const samplesAt = weightsAt + 8 * lengths.reduce((sum, length) => sum + length, 0);
  const levelsAt = samplesAt + 8 * (stretch + (stretch % 2));
  const pairBytes = 16 * (bands + 2);
  const free = levelsAt + pairBytes * pairsPerBlock;
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

  /** Writes the levels of frames 2 pair … 2 (pair + here) − 1 from address `levelsAt` on, `pairBytes` for each pair. */
  function measure(pair: number, here: number): void {
    const begin = 2 * pair * hop;
    const end = begin + (2 * here - 1) * hop + size;
    // Samples after the last frame belong to no frame.
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
 * Levels of mel bands, dB: 10 log₁₀ of the power of the unscaled spectrum; at least −100.
 *
 * @param range dynamic range, dB: levels farther below the highest level of all frames are raised to it
 * @returns for each band a value per frame
 */
export function melLevels(frames: MelFrames, range: number): Float64Array[] {
  const { count, bank } = frames;
  const { bands } = bank;
  const { view, levelsAt, measure } = prepare(frames, 0);
  const values = Array.from({ length: bands }, () => new Float64Array(count));
  const pairs = Math.ceil(count / 2);
  const output = view(levelsAt, 2 * (bands + 2) * pairsPerBlock);
  let highest = -Infinity;
  for (let pair = 0; pair < pairs; pair += pairsPerBlock) {
    const here = Math.min(pairsPerBlock, pairs - pair);
    measure(pair, here);
    for (let n = 0; n < 2 * here && 2 * pair + n < count; n++) {
      const frame = (n >> 1) * 2 * (bands + 2) + (n & 1);
      for (let b = 0; b < bands; b++) values[b][2 * pair + n] = output[frame + 2 * b];
      highest = Math.max(highest, output[frame + 2 * bands]);
    }
  }
  const lowest = highest - range;
  for (const band of values) for (let n = 0; n < count; n++) if (band[n] < lowest) band[n] = lowest;
  return values;
}

/** Highest level of all bands and frames, dB; −∞ without frames. */
export function highestMelLevel(frames: MelFrames): number {
  const { count, bank } = frames;
  const { view, levelsAt, pairBytes, measure } = prepare(frames, 0);
  const pairs = Math.ceil(count / 2);
  const output = view(levelsAt, (pairBytes / 8) * pairsPerBlock);
  let highest = -Infinity;
  for (let pair = 0; pair < pairs; pair += pairsPerBlock) {
    const here = Math.min(pairsPerBlock, pairs - pair);
    measure(pair, here);
    highest = Math.max(highest, highestOf(output, Math.min(2 * here, count - 2 * pair), bank.bands));
  }
  return highest;
}

/** Highest level of the first `count` frames of a block. */
function highestOf(levels: Float64Array, count: number, bands: number): number {
  let highest = -Infinity;
  for (let n = 0; n < count; n++) {
    highest = Math.max(highest, levels[(n >> 1) * 2 * (bands + 2) + 2 * bands + (n & 1)]);
  }
  return highest;
}

/**
 * Cepstral coefficients 0 … coefficients − 1: the orthonormal cosine transform of `melLevels`.
 *
 * @param highest level from which `range` counts, dB; the highest level of these frames unless given
 * @returns for each coefficient a value per frame
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
  const stride = 16 * pairsPerBlock;
  const prepared = prepare(frames, 16 + rowsBytes + stride * padded);
  const { run, view, levelsAt, pairBytes, measure } = prepared;
  const lowestAt = prepared.free;
  const rowsAt = lowestAt + 16;
  const outputAt = rowsAt + rowsBytes;
  const rows = view(rowsAt, padded * half).fill(0);
  cosineRows(coefficients, bands).forEach((row, c) => {
    for (let b = 0; b < half; b++) {
      const middle = 2 * b === bands - 1; // the kernel adds this band to itself
      rows[2 * ((c >> 1) * half + b) + (c % 2)] = middle ? 0.5 * row[b] : row[b];
    }
  });
  const pairs = Math.ceil(count / 2);
  const pairLength = pairBytes / 8;
  const levelsView = view(levelsAt, pairLength * pairsPerBlock);
  let found = -Infinity;
  for (let pair = 0; pair < pairs; pair += pairsPerBlock) {
    const here = Math.min(pairsPerBlock, pairs - pair);
    measure(pair, here);
    storeBlock(pair / pairsPerBlock, levelsView);
    found = Math.max(found, highestOf(levelsView, Math.min(2 * here, count - 2 * pair), bands));
  }
  view(lowestAt, 2).fill((highest ?? found) - range);
  const output = Array.from({ length: coefficients }, (_, c) =>
    view(outputAt + stride * c, 2 * pairsPerBlock),
  );
  const values = output.map(() => new Float64Array(count));
  for (let pair = 0; pair < pairs; pair += pairsPerBlock) {
    const here = Math.min(pairsPerBlock, pairs - pair);
    levelsView.set(blocks[pair / pairsPerBlock]);
    for (let i = 0; i < here; i++) {
      const place = outputAt + 16 * i;
      run.cosines(
        levelsAt + pairBytes * i,
        16 * bands,
        lowestAt,
        rowsAt,
        place,
        place + stride * padded,
        stride,
      );
    }
    const end = Math.min(2 * here, count - 2 * pair);
    values.forEach((row, c) => row.set(output[c].subarray(0, end), 2 * pair));
  }
  blocks.length = Math.min(blocks.length, Math.floor(maxBlockBytes / (pairBytes * pairsPerBlock)));
  return values;
}

/** Levels of one recording. The next recording reuses the memory: to allocate it takes as long as all logarithms. */
const blocks: Float64Array[] = [];
/** Bytes that remain allocated for the next recording. */
const maxBlockBytes = 32e6;

function storeBlock(block: number, levels: Float64Array): void {
  if (blocks[block]?.length === levels.length) blocks[block].set(levels);
  else blocks[block] = levels.slice();
}
