import { square } from '../../stats/pow';
import { quantileOfSorted } from '../../stats/summary';

/**
 * Arithmetic mean and coefficient of variation (standard deviation, divided by n, over the mean), skipping NaN: openSMILE's
 * amean and stddevNorm.
 *
 * @returns 0 and 0 of no values, as openSMILE
 */
export function meanAndVariation(values: Float64Array): [mean: number, variation: number] {
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
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) squares += square(values[i] - mean);
  const deviation = Math.sqrt(squares / n);
  return [mean, mean === 0 ? 0 : deviation / mean];
}

/** 20th, 50th and 80th percentile (definition R-7), and the 80th less the 20th. `sorted` holds no NaN. */
export function percentiles(sorted: Float64Array): [number, number, number, number] {
  if (sorted.length === 0) return [0, 0, 0, 0];
  const low = quantileOfSorted(sorted, 0.2);
  const high = quantileOfSorted(sorted, 0.8);
  return [low, quantileOfSorted(sorted, 0.5), high, high - low];
}

/** Least prominence of a turning point, relative to the range. */
const prominence = 0.1;
/** A peak replaces the peak before it, without a valley between them, when it is this many times as high. */
const replacing = 1.05;

export interface PeaksAndSlopes {
  /** Number of peaks. */
  readonly peaks: number;
  /** Mean and deviation (÷ n) of rising, then of falling slopes, per second. */
  readonly slopes: readonly [number, number, number, number];
}

/**
 * Number of peaks of a contour, and the slopes between its turning points.
 *
 * Found by experiment with contours of random numbers (the turning points equal openSMILE's in 99.8 % of 1,500 contours,
 * the slopes between them in all). Slopes run from the first value to the first turning point, from one turning point to
 * the next, and from the last one to the last value. Falling slopes count as positive, but the last slope keeps its sign;
 * it enters the mean and not the deviation. A contour without turning points has one slope, its change over the number
 * of values.
 *
 * @param values without NaN
 * @param step s
 */
export function peaksAndSlopes(values: Float64Array, step: number): PeaksAndSlopes {
  const n = values.length;
  if (n < 2) return { peaks: 0, slopes: [0, 0, 0, 0] };
  const { at, peaks } = turningPoints(values);
  if (at.length === 0) {
    const change = (values[n - 1] - values[0]) / n;
    return { peaks: 0, slopes: change < 0 ? [0, 0, change, 0] : [change, 0, 0, 0] };
  }
  const rising: number[] = [];
  const falling: number[] = [];
  let from = 0;
  for (const to of at) {
    const slope = (values[to] - values[from]) / ((to - from) * step);
    // The kind of the first turning point decides, whether the contour rises to it or not.
    if (peaks.has(to)) rising.push(slope);
    else falling.push(-slope);
    from = to;
  }
  const last = (values[n - 1] - values[from]) / ((n - 1 - from) * step);
  const fallsAtEnd = peaks.has(from);
  return {
    peaks: peaks.size,
    slopes: [
      ...withLast(rising, fallsAtEnd ? undefined : last),
      ...withLast(falling, fallsAtEnd ? last : undefined),
    ],
  };
}

/**
 * Alternating peaks and valleys that rise or fall by a tenth of the range from the one before.
 *
 * The first two and the last two values are no turning points. The first peak rises from the first value or from a valley
 * before it; the first valley lies below the first value.
 */
function turningPoints(values: Float64Array): { at: readonly number[]; peaks: ReadonlySet<number> } {
  const n = values.length;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < n; i++) {
    lowest = Math.min(lowest, values[i]);
    highest = Math.max(highest, values[i]);
  }
  const threshold = prominence * (highest - lowest);
  const at: number[] = [];
  const peaks = new Set<number>();
  let valley = NaN; // the last local minimum, a turning point or not
  for (let i = 2; i < n - 2; i++) {
    const y = values[i];
    const last = at.length > 0 ? at[at.length - 1] : -1;
    const afterPeak = last >= 0 && peaks.has(last);
    if (y > values[i - 1] && y > values[i + 1]) {
      if (last >= 0 && !afterPeak) {
        if (!(y - values[last] > threshold)) continue;
      } else {
        const rise = Number.isNaN(valley) ? Math.abs(y - values[0]) : y - valley;
        if (!(rise > threshold) && !(afterPeak && y > replacing * values[last])) continue;
        if (afterPeak) peaks.delete(last);
        if (afterPeak) at.pop();
      }
      peaks.add(i);
      at.push(i);
    } else if (y < values[i - 1] && y < values[i + 1]) {
      valley = y;
      if (last >= 0 && !afterPeak) {
        if (!(y < values[last])) continue;
        at.pop();
      } else if (!(values[Math.max(0, last)] - y > threshold)) {
        continue;
      }
      at.push(i);
    }
  }
  return { at, peaks };
}

/** Mean of the slopes and the last slope; deviation of the slopes from it, divided by the number of both. */
function withLast(slopes: readonly number[], last: number | undefined): [number, number] {
  const n = slopes.length + (last === undefined ? 0 : 1);
  if (n === 0) return [0, 0];
  const mean = slopes.reduce((sum, x) => sum + x, last ?? 0) / n;
  return [mean, Math.sqrt(slopes.reduce((sum, x) => sum + square(x - mean), 0) / n)];
}

function meanAndDeviation(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 0];
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, x) => sum + square(x - mean), 0) / values.length)];
}

/** Number of runs, and mean and deviation (÷ n) of their lengths, in steps from the first to the last frame. */
export interface Runs {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Runs of fewer frames do not count. */
const shortest = 3;

/**
 * Runs of frames in which `inside` is `wanted`.
 *
 * One other frame between two wanted frames does not end a run; two other frames do.
 */
export function runs(inside: Uint8Array, wanted: number): Runs {
  const lengths: number[] = [];
  let start = -1;
  let last = -1;
  const close = (): void => {
    if (start >= 0 && last - start + 1 >= shortest) lengths.push(last - start);
  };
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] !== wanted) continue;
    if (start < 0 || i - last > 2) {
      close();
      start = i;
    }
    last = i;
  }
  close();
  const [mean, deviation] = meanAndDeviation(lengths);
  return { count: lengths.length, mean, deviation };
}
