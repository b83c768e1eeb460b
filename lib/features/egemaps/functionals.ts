import { quantileOfSorted } from '../../stats/summary';

/** Mean and deviation ÷ mean (deviation ÷ n), of what is not NaN; 0 of nothing, as openSMILE prints. */
export function meanAndSpread(values: Float64Array): [mean: number, spread: number] {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    n++;
  }
  if (n === 0) return [0, 0];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) squares += (values[i] - mean) ** 2;
  const deviation = Math.sqrt(squares / n);
  return [mean, mean === 0 ? 0 : deviation / mean];
}

/** 20th, 50th and 80th percentile (definition R-7) and the distance of the outer two. `sorted` holds no NaN. */
export function percentiles(sorted: Float64Array): [number, number, number, number] {
  if (sorted.length === 0) return [0, 0, 0, 0];
  const low = quantileOfSorted(sorted, 0.2);
  const high = quantileOfSorted(sorted, 0.8);
  return [low, quantileOfSorted(sorted, 0.5), high, high - low];
}

/** Turning points must stand out by this share of the range. */
const prominence = 0.1;

export interface Turns {
  readonly peaks: number;
  /** Mean and deviation (÷ n) of rising, then of falling slopes, per second. */
  readonly slopes: readonly [number, number, number, number];
}

/**
 * Peaks of a contour, and the slopes between its turning points.
 *
 * A peak counts when the contour falls from it by a tenth of its range before it rises again, and likewise a valley.
 *
 * @param values without NaN
 * @param step s
 */
export function turns(values: Float64Array, step: number): Turns {
  const n = values.length;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < n; i++) {
    lowest = Math.min(lowest, values[i]);
    highest = Math.max(highest, values[i]);
  }
  const threshold = prominence * (highest - lowest);
  if (n < 2 || !(threshold > 0)) return { peaks: 0, slopes: [0, 0, 0, 0] };
  const rising: number[] = [];
  const falling: number[] = [];
  let peaks = 0;
  let turn = 0; // the last turning point
  let high = 0;
  let low = 0;
  let direction = 0;
  const add = (to: number): void => {
    if (to === turn) return;
    const slope = (values[to] - values[turn]) / ((to - turn) * step);
    if (slope > 0) rising.push(slope);
    else if (slope < 0) falling.push(-slope);
    turn = to;
  };
  for (let i = 1; i < n; i++) {
    if (values[i] > values[high]) high = i;
    if (values[i] < values[low]) low = i;
    if (direction >= 0 && values[i] < values[high] - threshold) {
      add(high);
      peaks++;
      direction = -1;
      low = i;
    } else if (direction <= 0 && values[i] > values[low] + threshold) {
      if (direction < 0) add(low);
      direction = 1;
      high = i;
    }
  }
  add(n - 1);
  return { peaks, slopes: [...meanAndDeviation(rising), ...meanAndDeviation(falling)] };
}

function meanAndDeviation(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 0];
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)];
}

/** Number of runs of true (or false) and mean and deviation (÷ n) of their lengths in steps, from first to last frame. */
export interface Runs {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Runs of frames where `inside` is `wanted`. */
export function runs(inside: Uint8Array, wanted: number): Runs {
  const lengths: number[] = [];
  let start = -1;
  for (let i = 0; i <= inside.length; i++) {
    const here = i < inside.length && inside[i] === wanted;
    if (here && start < 0) start = i;
    if (!here && start >= 0) {
      lengths.push(i - 1 - start);
      start = -1;
    }
  }
  const [mean, deviation] = meanAndDeviation(lengths);
  return { count: lengths.length, mean, deviation };
}

/** The same, with unvoiced gaps of up to `longest` frames between voiced ones filled. */
export function withoutShortGaps(voiced: Uint8Array, longest: number): Uint8Array {
  const result = voiced.slice();
  let last = -1;
  for (let i = 0; i < voiced.length; i++) {
    if (voiced[i] === 0) continue;
    if (last >= 0 && i - last - 1 <= longest) result.fill(1, last, i);
    last = i;
  }
  return result;
}
