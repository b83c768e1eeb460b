import { sorted } from './summary';

/**
 * Ranks from 1 (smallest) to n; equal values share the mean of their ranks; NaN keeps NaN and takes no rank.
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const ascending = sorted(values);
  const shared = sharedRanks(ascending);
  const result = new Float64Array(values.length).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    let smaller = 0;
    for (let left = ascending.length; left > 0;) {
      const half = (left + 1) >> 1;
      // A product, because a branch here would be mispredicted half of the time.
      smaller += half * Number(ascending[smaller + half - 1] < value);
      left -= half;
    }
    result[i] = shared[smaller];
  }
  return result;
}

/** The shared rank of equal values, at the place of the first of them. */
function sharedRanks(ascending: Float64Array): Float64Array {
  const shared = new Float64Array(ascending.length);
  for (let first = 0; first < ascending.length;) {
    let end = first + 1;
    while (end < ascending.length && ascending[end] === ascending[first]) end++;
    shared[first] = (first + 1 + end) / 2;
    first = end;
  }
  return shared;
}
