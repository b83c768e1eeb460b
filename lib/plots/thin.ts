import { max, min } from '../stats/summary';

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

/** Points that stand for others near them. */
export interface PlacePoints {
  /** Their indices, in order. */
  readonly rows: number[];
  /** How many points each stands for, itself among them. */
  readonly counts: number[];
}

/** More points than this hide each other, and take seconds to draw. */
export const DRAWN = 4000;

/**
 * The points of a plane that are seen: all where there are few, else of each cell of a grid the first, on the finest grid that
 * leaves few enough. Of many, those without both numbers are left out.
 *
 * @param rows    whose points, by index
 * @param among   how many points share the figure with them: all figures' points together stay few
 */
export function seenPlaces(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  rows: readonly number[],
  among: number = rows.length,
): PlacePoints {
  if (among <= DRAWN) return { rows: [...rows], counts: rows.map(() => 1) };
  const known = rows.filter((row) => Number.isFinite(x[row]) && Number.isFinite(y[row]));
  const limit = Math.max(1, (DRAWN * rows.length) / among);
  const [xs, ys] = [x, y].map((values) => known.map((row) => values[row]));
  const scale = (values: readonly number[]): [number, number] => [
    min(values),
    max(values) - min(values) || 1,
  ];
  const [[left, width], [low, height]] = [scale(xs), scale(ys)];
  for (let columns = 128; ; columns /= 2) {
    const cells = new Map<number, { row: number; count: number }>();
    known.forEach((row, i) => {
      const column = Math.min(columns - 1, Math.floor((columns * (xs[i] - left)) / width));
      const line = Math.min(columns - 1, Math.floor((columns * (ys[i] - low)) / height));
      const cell = cells.get(column * columns + line);
      if (cell === undefined) cells.set(column * columns + line, { row, count: 1 });
      else cell.count++;
    });
    if (cells.size > limit && columns > 1) continue;
    const chosen = [...cells.values()].sort((a, b) => a.row - b.row);
    return { rows: chosen.map(({ row }) => row), counts: chosen.map(({ count }) => count) };
  }
}

/** Said of a figure whose points stand for others. */
export const THINNED = 'darker points stand for more';

/** How opaque points are that stand for so many: 0.2 to 0.9. */
export function depths(counts: readonly number[]): number[] {
  const most = max(counts);
  return counts.map((count) => Number((0.2 + 0.7 * Math.sqrt(count / most)).toFixed(2)));
}

/** Values at even ranks from the least to the largest: the shape of a distribution of many values. */
export function evenRanks(ascending: ArrayLike<number>, most = 500): number[] {
  const { length } = ascending;
  if (length <= 2 * most) return Array.from(ascending);
  return Array.from({ length: most }, (_, i) => ascending[Math.round((i * (length - 1)) / (most - 1))]);
}
