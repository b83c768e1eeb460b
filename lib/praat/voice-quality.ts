/**
 * Mean absolute difference of consecutive values in per cent of their mean: jitter (local) of periods, shimmer (local) of
 * amplitudes.
 *
 * Missing values (NaN) are skipped; the values on both sides of a gap count as consecutive.
 *
 * @returns per cent; NaN when there are fewer than two values
 *
 * Praat manual, "Voice 2. Jitter" and "Voice 3. Shimmer".
 */
export function relativePerturbation(values: Float64Array): number {
  let previous = NaN;
  let sum = 0;
  let differences = 0;
  let n = 0;
  for (const x of values) {
    if (Number.isNaN(x)) continue;
    if (n > 0) differences += Math.abs(x - previous);
    previous = x;
    sum += x;
    n++;
  }
  return n < 2 ? NaN : (100 * (differences / (n - 1))) / (sum / n);
}
