import { pow } from '../stats/pow';

/** Lowest and highest frequency of a recording, Hz. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

// Set by trial on low-passed demo voices and acted speech, those of test/audio/quality.test.ts among them.
/** Width over which levels are averaged, Hz. */
const STEP = 125;
/** Depth below the loudest level at which the band begins, dB. */
const LOW_DEPTH = 25;
/** An edge falls at least so steeply, and so far, or there is none: dB per octave, dB. Speech falls by 6 to 20 per octave. */
const STEEP = 33;
const FALL = 15;
/** Where an upper edge is looked for from, Hz. */
const LOWEST_EDGE = 1200;

/**
 * Edges of the band of a recording: the lower where the level comes within 25 dB of the loudest, the upper where it begins
 * to fall steeply for good.
 *
 * The upper one is the first knot of a line of three straight pieces (voice, edge, what lies above) over the logarithm of
 * frequency, fitted by least squares; the top of the spectrum where no piece is steep.
 *
 * @param levels of each bin from 0 Hz on, dB; @param binWidth Hz
 */
export function bandEdges(levels: Float64Array, binWidth: number): Band {
  const top = (levels.length - 1) * binWidth;
  const loudest = levels.reduce((most, level) => Math.max(most, level), -Infinity);
  const first = levels.findIndex((level) => level >= loudest - LOW_DEPTH);
  return { low: first * binWidth, high: upperEdge(levels, binWidth, top) };
}

function upperEdge(levels: Float64Array, binWidth: number, top: number): number {
  const hz: number[] = [];
  const y: number[] = [];
  for (let from = LOWEST_EDGE / 2; from + STEP <= top; from += STEP) {
    const own = levels.subarray(Math.ceil(from / binWidth), Math.ceil((from + STEP) / binWidth));
    if (own.length === 0) return top;
    hz.push(from + STEP / 2);
    y.push(own.reduce((sum, level) => sum + level, 0) / own.length);
  }
  const x = hz.map((value) => Math.log2(value));
  let best = { error: Infinity, knot: Math.log2(top) };
  for (let b = x.length - 1, highest = -Infinity; b >= 5; b--) {
    highest = Math.max(highest, y[b]);
    for (let a = 3; a < b - 1; a++) {
      if (hz[a] < LOWEST_EDGE || highest > y[a] - FALL) continue; // what lies above stays far below
      const { error, coefficients } = fitKnots(x, y, x[a], x[b]);
      const slope = -coefficients[1] - coefficients[2];
      if (error < best.error && slope >= STEEP && slope * (x[b] - x[a]) >= FALL) best = { error, knot: x[a] };
    }
  }
  return pow(2, best.knot);
}

/** Least squares of y on 1, x, (x − p)₊, (x − q)₊. */
function fitKnots(
  x: readonly number[],
  y: readonly number[],
  p: number,
  q: number,
): { readonly error: number; readonly coefficients: Float64Array } {
  const normal = new Float64Array(20); // four rows of four coefficients and the right side
  const row = new Float64Array(5);
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    row[0] = 1;
    row[1] = x[i];
    row[2] = Math.max(0, x[i] - p);
    row[3] = Math.max(0, x[i] - q);
    row[4] = y[i];
    squares += y[i] * y[i];
    for (let r = 0; r < 4; r++) for (let c = 0; c < 5; c++) normal[5 * r + c] += row[r] * row[c];
  }
  const right = Float64Array.from({ length: 4 }, (_, r) => normal[5 * r + 4]);
  for (let r = 0; r < 4; r++) {
    for (let s = r + 1; s < 4; s++) {
      const factor = normal[5 * s + r] / normal[5 * r + r];
      for (let c = r; c < 5; c++) normal[5 * s + c] -= factor * normal[5 * r + c];
    }
  }
  const coefficients = new Float64Array(4);
  for (let r = 3; r >= 0; r--) {
    let value = normal[5 * r + 4];
    for (let c = r + 1; c < 4; c++) value -= normal[5 * r + c] * coefficients[c];
    coefficients[r] = value / normal[5 * r + r];
  }
  const error = coefficients.reduce((left, value, r) => left - value * right[r], squares);
  return { error: Number.isFinite(error) ? error : Infinity, coefficients };
}
