/** Where frames lie: `count` moments at equal steps. A *frame* is always a few hundredths of a second. */
export interface FrameGrid {
  /** Time of the first frame's middle, s. */
  readonly start: number;
  /** Time between neighbouring frames, s. */
  readonly step: number;
  readonly count: number;
}

/**
 * Values at equal steps in time, the three facts Praat gives everything sampled:
 * time of the first value, step between values, and the values themselves.
 * NaN where nothing could be measured.
 */
export interface Contour {
  readonly values: Float64Array;
  /** Time of the first value, s. */
  readonly start: number;
  /** Time between neighbouring values, s. */
  readonly step: number;
}

/** The time that something describes, from its beginning to its end; names are Praat's. */
export interface TimeDomain {
  /** s; 0 of a recording */
  readonly xmin: number;
  /** s; its duration of a recording */
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
 * As many frames of `window` seconds as fit into `length` samples, centred in them: Praat's frames.
 * No frame at all when the window is longer than the signal.
 */
export function centredFrames(length: number, sampleRate: number, window: number, step: number): FrameGrid {
  const duration = length * (1 / sampleRate);
  const count = duration < window ? 0 : Math.floor((duration - window) / step) + 1;
  // The order of operations decides on which side of a sample a frame falls that lies exactly upon it.
  return { start: 0.5 * duration - 0.5 * (count * step) + 0.5 * step, step, count };
}

// Frames often lie exactly on a sample or half-way between two. So that they fall on the side where Praat has them, the
// next two count samples from 1 and divide by the interval, as its manual does, in that order.

/** Index of the first sample after `time`, for samples whose first one lies at `first`, s. */
export function sampleAfter(time: number, first: number, sampleRate: number): number {
  return Math.floor((time - first) / (1 / sampleRate) + 1);
}

/** Index of the sample nearest to `time`, for samples whose first one lies at `first`, s. */
export function nearestSample(time: number, first: number, sampleRate: number): number {
  return Math.floor((time - first) / (1 / sampleRate) + 1 + 0.5) - 1;
}

/**
 * Value of a contour at `time`, on the straight line between its neighbours.
 *
 * Within half a step outside the contour, and beside a missing value, the nearest value stands alone;
 * farther out, and where the nearest value is missing, NaN. Praat manual, "Sampled: Get value at time".
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
