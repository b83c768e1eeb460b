import type { Stretch } from '../praat/voicing';

/** A stretch in which one person speaks. */
export interface Turn extends Stretch {
  readonly speaker: string;
}

/** Stretches in order, with those joined that follow each other less than `gap` seconds apart and are `alike`. */
export function joinedStretches<T extends Stretch>(
  stretches: readonly T[],
  gap: number,
  alike: (one: T, next: T) => boolean = () => true,
): T[] {
  const joined: T[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && alike(last, stretch) && stretch.start - last.end < gap)
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
