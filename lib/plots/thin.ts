/**
 * The points of a curve that are seen when it is drawn `columns` pixels wide: of each column the first, the lowest, the
 * highest and the last, and one NaN of each gap.
 *
 * @param values in the order of their x, of which there is one each
 * @returns indices, rising; all where there are few
 */
export function seenPoints(values: ArrayLike<number>, columns = 1000): number[] {
  const { length } = values;
  if (length <= 4 * columns) return Array.from({ length }, (_, i) => i);
  const seen: number[] = [];
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * length) / columns);
    const to = Math.floor(((column + 1) * length) / columns);
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let i = from; i < to; i++) {
      if (Number.isNaN(values[i])) {
        gap = i;
        continue;
      }
      if (low < 0 || values[i] < values[low]) low = i;
      if (high < 0 || values[i] > values[high]) high = i;
    }
    const chosen = [from, low, high, gap, to - 1].filter((i) => i >= 0);
    seen.push(...[...new Set(chosen)].sort((a, b) => a - b));
  }
  return seen;
}
