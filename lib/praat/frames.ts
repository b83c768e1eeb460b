/** Times of `count` frames at equal steps. A *frame* is always a few hundredths of a second. */
export interface FrameGrid {
  /** Time of the first frame's middle, s. */
  readonly start: number;
  /** Time between neighbouring frames, s. */
  readonly step: number;
  readonly count: number;
}

/** Values at equal steps in time, as Praat's Sampled: first time, step and values. NaN where nothing can be measured. */
export interface Contour {
  readonly values: Float64Array;
  /** Time of the first value, s. */
  readonly start: number;
  /** Time between neighbouring values, s. */
  readonly step: number;
}

/** Time domain of an object, named as in Praat. */
export interface TimeDomain {
  /** Start time, s; 0 of a recording. */
  readonly xmin: number;
  /** End time, s; the duration of a recording. */
  readonly xmax: number;
}

/**
 * Time of value `index` of a contour, s.
 *
 * @example
 * timeAt(pitch(sound), 10); // s
 */
export function timeAt(contour: { start: number; step: number }, index: number): number {
  return contour.start + index * contour.step;
}

/**
 * Praat's frames: as many windows of `window` seconds, `step` seconds apart, as fit into `length` samples, centred in them.
 *
 * @returns no frames when the window is longer than the signal
 */
export function centredFrames(length: number, sampleRate: number, window: number, step: number): FrameGrid {
  const duration = length * (1 / sampleRate);
  const count = duration < window ? 0 : Math.floor((duration - window) / step) + 1;
  // A frame may lie exactly on a sample; the order of operations then decides which samples are before it.
  return { start: 0.5 * duration - 0.5 * (count * step) + 0.5 * step, step, count };
}

// Frames often lie exactly on a sample or half-way between two. The next two functions count samples from 1 and divide by
// the sampling interval, as Praat's manual does, so that rounding agrees with Praat.

/** Index of the first sample after `time`, s; the first sample lies at `first`, s. */
export function sampleAfter(time: number, first: number, sampleRate: number): number {
  return Math.floor((time - first) / (1 / sampleRate) + 1);
}

/** Index of the sample nearest to `time`, s; the first sample lies at `first`, s. */
export function nearestSample(time: number, first: number, sampleRate: number): number {
  return Math.floor((time - first) / (1 / sampleRate) + 1 + 0.5) - 1;
}

/**
 * Value of a contour at `time`, s, by linear interpolation.
 *
 * @returns the nearest value within half a step outside the contour and beside a missing value; NaN farther out and where
 *   the nearest value is missing
 *
 * Praat manual, "Sampled: Get value at time".
 *
 * @example
 * valueAt(pitch(sound), 0.5); // Hz
 */
export function valueAt(contour: Contour, time: number): number {
  const { values, start, step } = contour;
  const position = (time - start) / step;
  const left = Math.floor(position);
  const fraction = position - left;
  const near = fraction < 0.5 ? left : left + 1;
  const far = fraction < 0.5 ? left + 1 : left;
  if (!(near >= 0 && near < values.length)) return NaN;
  const nearest = values[near];
  if (!(far >= 0 && far < values.length) || Number.isNaN(values[far])) return nearest;
  return nearest + (fraction < 0.5 ? fraction : 1 - fraction) * (values[far] - nearest);
}
