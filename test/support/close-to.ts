import assert from 'node:assert/strict';

/** Fails unless `actual` lies within `tolerance` of `expected`; NaN equals NaN. */
export function closeTo(actual: number, expected: number, tolerance: number, what = 'value'): void {
  if (Number.isNaN(expected)) {
    assert.ok(Number.isNaN(actual), `${what}: ${actual}, expected NaN`);
    return;
  }
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${what}: ${actual}, expected ${expected} ± ${tolerance} (off by ${Math.abs(actual - expected)})`,
  );
}
