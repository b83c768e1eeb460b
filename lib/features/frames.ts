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

/** Time of value `index` of a contour, s. */
export function timeAt(contour: { start: number; step: number }, index: number): number {
  return contour.start + index * contour.step;
}
