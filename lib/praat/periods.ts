// Glottal periods for jitter and shimmer, with Praat's standard settings.

/** s */
const periodFloor = 0.0001;
/** s; a longer interval between pulses is a voiceless stretch */
const periodCeiling = 0.02;
/** Largest ratio of consecutive periods. */
const maxPeriodFactor = 1.3;

/** Time between pulse `i` and the next, s. */
export function interval(pulses: Float64Array, i: number): number {
  return pulses[i + 1] - pulses[i];
}

/** The larger of two positive numbers over the smaller. */
export function ratio(a: number, b: number): number {
  return a > b ? a / b : b / a;
}

/** Whether interval `i` lies between period floor and ceiling. */
export function isPossible(pulses: Float64Array, i: number): boolean {
  const length = interval(pulses, i);
  return length >= periodFloor && length <= periodCeiling;
}

/** Whether interval `i` is a glottal period: between floor and ceiling, and within the period factor of a neighbour. */
function isPeriod(pulses: Float64Array, i: number): boolean {
  if (i < 0 || i + 1 >= pulses.length || !isPossible(pulses, i)) return false;
  const length = interval(pulses, i);
  const unlikeBefore = i > 0 && ratio(length, interval(pulses, i - 1)) > maxPeriodFactor;
  const unlikeAfter = i + 2 < pulses.length && ratio(length, interval(pulses, i + 1)) > maxPeriodFactor;
  return !(unlikeBefore && unlikeAfter);
}

/** Whether the `count` intervals from `i` on lie between floor and ceiling, each within the period factor of the next. */
export function areConsecutive(pulses: Float64Array, i: number, count: number): boolean {
  for (let k = i; k < i + count; k++) {
    if (!isPossible(pulses, k)) return false;
    if (k > i && ratio(interval(pulses, k), interval(pulses, k - 1)) > maxPeriodFactor) return false;
  }
  return true;
}

/** Lengths of the glottal periods, s. */
export function periods(pulses: Float64Array): Float64Array {
  const lengths: number[] = [];
  for (let i = 0; i + 1 < pulses.length; i++) if (isPeriod(pulses, i)) lengths.push(interval(pulses, i));
  return Float64Array.from(lengths);
}

/** Mean glottal period, s; NaN without a period. */
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
