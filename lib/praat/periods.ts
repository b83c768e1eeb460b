// Periods between glottal pulses: which intervals count. Jitter and shimmer share these limits, Praat's standard ones.

/** Shortest period, s. */
const shortest = 0.0001;
/** Longest period, s; a longer interval is a stretch without voice. */
const longest = 0.02;
/** A period and its neighbour may differ by this factor. */
const maxFactor = 1.3;

/** Time between pulse `i` and the next, s. */
export function interval(pulses: Float64Array, i: number): number {
  return pulses[i + 1] - pulses[i];
}

/** How many times the larger of two numbers holds the smaller, at least 1. */
export function ratio(a: number, b: number): number {
  return a > b ? a / b : b / a;
}

/** Whether interval `i` has the length of a glottal period. */
export function isPossible(pulses: Float64Array, i: number): boolean {
  const length = interval(pulses, i);
  return length >= shortest && length <= longest;
}

/**
 * Whether interval `i` is a glottal period: neither too short nor too long, and not very different from both its
 * neighbours.
 */
export function isPeriod(pulses: Float64Array, i: number): boolean {
  if (i < 0 || i + 1 >= pulses.length || !isPossible(pulses, i)) return false;
  const length = interval(pulses, i);
  const unlikeBefore = i > 0 && ratio(length, interval(pulses, i - 1)) > maxFactor;
  const unlikeAfter = i + 2 < pulses.length && ratio(length, interval(pulses, i + 1)) > maxFactor;
  return !(unlikeBefore && unlikeAfter);
}

/**
 * Whether the `count` intervals from `i` on are possible periods, each close enough to the next for their difference to
 * be one of regularity and no octave jump or gap.
 */
export function areConsecutive(pulses: Float64Array, i: number, count: number): boolean {
  for (let k = i; k < i + count; k++) {
    if (!isPossible(pulses, k)) return false;
    if (k > i && ratio(interval(pulses, k), interval(pulses, k - 1)) > maxFactor) return false;
  }
  return true;
}

/** Lengths of the glottal periods, s. */
export function periods(pulses: Float64Array): Float64Array {
  const lengths: number[] = [];
  for (let i = 0; i + 1 < pulses.length; i++) if (isPeriod(pulses, i)) lengths.push(interval(pulses, i));
  return Float64Array.from(lengths);
}
/** Mean glottal period, s; NaN when there is none. */
export function meanPeriod(pulses: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + 1 < pulses.length; i++) {
    if (!isPeriod(pulses, i)) continue;
    sum += interval(pulses, i);
    count++;
  }
  return sum / count;
}
