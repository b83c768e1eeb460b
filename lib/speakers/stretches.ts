import type { Stretch } from '../praat/voicing';

/** A stretch in which one person speaks. */
export interface Turn extends Stretch {
  readonly speaker: string;
}

/** Stretches in order, with those joined that lie less than `gap` seconds apart. */
export function joinedStretches<T extends Stretch>(stretches: readonly T[], gap: number): T[] {
  const joined: T[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && stretch.start - last.end < gap)
      joined[joined.length - 1] = { ...last, end: Math.max(last.end, stretch.end) };
    else joined.push(stretch);
  }
  return joined;
}

/** Seconds of `stretch` that lie in `others`, which are in order and do not overlap. */
export function secondsWithin(stretch: Stretch, others: readonly Stretch[]): number {
  let sum = 0;
  for (let i = firstEndingAfter(others, stretch.start); i < others.length; i++) {
    const { start, end } = others[i];
    if (start >= stretch.end) break;
    sum += Math.min(stretch.end, end) - Math.max(stretch.start, start);
  }
  return sum;
}

/** Index of the first of the stretches, in order, that ends after `time`. */
function firstEndingAfter(stretches: readonly Stretch[], time: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle].end > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The consecutive frames that hold: from the first frame of each run to the one after its last. */
export function runs(count: number, holds: (frame: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let n = 0; n < count; n++) {
    if (!holds(n)) continue;
    const first = n;
    while (n + 1 < count && holds(n + 1)) n++;
    found.push([first, n + 1]);
  }
  return found;
}
