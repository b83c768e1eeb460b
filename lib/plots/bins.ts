import { InsufficientData } from '../stats/insufficient-data';
import { pow } from '../stats/pow';
import { quantileOfSorted, sorted } from '../stats/summary';

/** Equal intervals [start + i·width, start + (i+1)·width); the last holds its right edge too. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly count: number;
}

/**
 * Bins over all values by the rule of Freedman & Diaconis (1981), 2·IQR·n^(-1/3), with edges at round
 * numbers; at least 5 and at most 60 of them.
 *
 * @throws RangeError when there is no finite value to bin
 */
export function roundBins(values: ArrayLike<number>): Bins {
  const ascending = sorted(values).filter(Number.isFinite);
  if (ascending.length === 0) throw new InsufficientData('no finite value to bin; leave this histogram out');
  const low = ascending[0];
  const high = ascending[ascending.length - 1];
  if (low === high) return { start: low - 0.5, width: 1, count: 1 };
  const spread = quantileOfSorted(ascending, 0.75) - quantileOfSorted(ascending, 0.25);
  const wanted = (2 * spread) / Math.cbrt(ascending.length);
  const width = roundStep(Math.min(Math.max(wanted, (high - low) / 60), (high - low) / 5));
  const start = Math.floor(low / width) * width;
  return { start, width, count: Math.floor((high - start) / width) + 1 };
}

/** How many values fall into each bin; NaN and values outside are left out. */
export function binCounts(values: ArrayLike<number>, { start, width, count }: Bins): Float64Array {
  const counts = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    // The small shift puts a value such as 0.3 into the bin whose edge 3·0.1 is a hair above it.
    const position = (values[i] - start) / width + 1e-9;
    const bin = position < count ? Math.floor(position) : position <= count + 2e-9 ? count - 1 : -1;
    if (bin >= 0) counts[bin]++;
  }
  return counts;
}

/** The nearest, in ratio, of 1, 2, 2.5, 5 and 10 times a power of ten. */
function roundStep(value: number): number {
  const power = pow(10, Math.floor(Math.log10(value)));
  const distance = (step: number): number => Math.abs(Math.log(value / (step * power)));
  return power * [1, 2, 2.5, 5, 10].reduce((best, step) => (distance(step) < distance(best) ? step : best));
}
