/** A value that moves in straight lines between points in time, and stays put before the first and after the last. */
export interface Track {
  /** s, ascending */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A track that never moves. */
export function constant(value: number): Track {
  return { times: [0], values: [value] };
}

/** Value of a track at a time in seconds; NaN for a track without points. */
export function trackAt(track: Track, time: number): number {
  const { times, values } = track;
  let low = 0;
  let high = times.length; // the first point later than `time` lies in [low, high]
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] > time) high = middle;
    else low = middle + 1;
  }
  if (low === 0) return values.length > 0 ? values[0] : NaN;
  if (low === times.length) return values[low - 1];
  const share = (time - times[low - 1]) / (times[low] - times[low - 1]);
  return values[low - 1] + share * (values[low] - values[low - 1]);
}

/** A track's values at `count` times, `step` seconds apart from time 0 on. */
export function sampleTrack(track: Track, step: number, count: number): Float64Array {
  const sampled = new Float64Array(count);
  for (let i = 0; i < count; i++) sampled[i] = trackAt(track, i * step);
  return sampled;
}
