import assert from 'node:assert/strict';
import type { Contour } from '../../lib/praat/frames';
import { closeTo } from './close-to';

/** Fails unless both lie on the same frames and all values agree within `tolerance`; null stands for NaN. */
export function sameContour(
  actual: Contour,
  expected: { readonly start: number; readonly step: number; readonly values: readonly (number | null)[] },
  tolerance: number,
): void {
  assert.equal(actual.values.length, expected.values.length);
  closeTo(actual.start, expected.start, 1e-9, 'start');
  closeTo(actual.step, expected.step, 1e-12, 'step');
  expected.values.forEach((value, n) => closeTo(actual.values[n], value ?? NaN, tolerance, `frame ${n}`));
}
