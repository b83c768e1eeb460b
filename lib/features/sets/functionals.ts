/** Names of the functionals, in order. */
export const functionalNames = ['max', 'min', 'range', 'mean', 'median', 'p25', 'p75', 'std'] as const;

/**
 * The functionals of a contour, one per name in `functionalNames`.
 *
 * Values that are NaN or 0 are left out, since the original wrote 0 for a missing value. Percentiles follow definition R-7
 * (NumPy's default); the deviation divides by n.
 *
 * @returns eight numbers, in the unit of the contour; all NaN without values
 */
export function functionals(values: Float64Array): Float64Array {
  const measured = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    if (x !== 0 && x === x) measured[n++] = x; // only NaN differs from itself
  }
  if (n === 0) return new Float64Array(functionalNames.length).fill(NaN);
  const sorted = measured.subarray(0, n).sort();
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i] - mean) * (sorted[i] - mean);
  const min = sorted[0];
  const max = sorted[n - 1];
  return Float64Array.of(
    max,
    min,
    max - min,
    mean,
    percentile(sorted, 0.5),
    percentile(sorted, 0.25),
    percentile(sorted, 0.75),
    Math.sqrt(squares / n),
  );
}

function percentile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
