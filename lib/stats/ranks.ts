/**
 * Ranks from 1 (smallest) to n; equal values share the mean of their ranks; NaN keeps NaN and takes no rank.
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) order.push(i);
  order.sort((a, b) => values[a] - values[b]);
  const result = new Float64Array(values.length).fill(NaN);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let k = first; k < end; k++) result[order[k]] = (first + 1 + end) / 2;
    first = end;
  }
  return result;
}
