const BINS = 10;

/**
 * Expected calibration error: rows are put into ten bins of equal width by their probability p of the positive class;
 * ECE = Σ (rows of the bin / all rows)·|share of positives in the bin − mean p in the bin|. Of 100 rows with a
 * probability of 70 %, 70 should be positive.
 *
 * @param truth whether each row is positive
 * @param probability of being positive, 0 to 1; rows with NaN are skipped
 * @returns 0 (calibrated) to 1; NaN of no rows
 * @throws RangeError when the lists differ in length or a probability is not between 0 and 1
 *
 * M. Naeini, G. Cooper, M. Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian binning", AAAI:
 * 2901-2907.
 */
export function calibrationError(truth: readonly boolean[], probability: ArrayLike<number>): number {
  if (truth.length !== probability.length)
    throw new RangeError(
      `${truth.length} truths against ${probability.length} probabilities; give one per row`,
    );
  const excess = new Float64Array(BINS); // positives minus probabilities
  let n = 0;
  truth.forEach((positive, row) => {
    const p = probability[row];
    if (Number.isNaN(p)) return;
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} in row ${row} is no probability from 0 to 1`);
    excess[Math.min(BINS - 1, Math.floor(p * BINS))] += Number(positive) - p;
    n++;
  });
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / n;
}
