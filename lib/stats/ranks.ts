import { sorted } from './summary';

/**
 * Ranks from 1 (smallest) to n; equal values share the mean of their ranks; NaN keeps NaN and takes no rank.
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const ascending = sorted(values);
  const result = new Float64Array(values.length).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    // How many are smaller, and how many are not larger.
    let smaller = 0;
    for (let end = ascending.length; smaller < end; ) {
      const middle = (smaller + end) >> 1;
      if (ascending[middle] < values[i]) smaller = middle + 1;
      else end = middle;
    }
    let end = smaller + 1;
    while (end < ascending.length && ascending[end] === values[i]) end++;
    result[i] = (smaller + 1 + end) / 2;
  }
  return result;
}
