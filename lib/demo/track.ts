/** A piecewise linear function of time, constant before the first and after the last point. */
export interface Track {
  /** s, ascending */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A constant track. */
export function constant(value: number): Track {
  return { times: [0], values: [value] };
}

/** Value of a track at a time, s; NaN for a track without points. */
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

/** Values of a track at `count` times from 0 on, `step` seconds apart. */
export function sampleTrack(track: Track, step: number, count: number): Float64Array {
  const sampled = new Float64Array(count);
  for (let i = 0; i < count; i++) sampled[i] = trackAt(track, i * step);
  return sampled;
}
