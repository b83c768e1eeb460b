import { sorted } from '../stats/summary';

/**
 * Area under the precision-recall curve as average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over falling thresholds, P and R
 * the precision and recall of the rows scored at or above the threshold. Rows with equal scores share a step.
 *
 * @param truth whether each row is positive
 * @param scores higher means more likely positive; rows with NaN are skipped
 * @returns up to 1; guessing gets the share of positives; NaN when positives are absent
 * @throws RangeError when truth and scores differ in length
 *
 * J. Davis, M. Goadrich (2006), "The relationship between precision-recall and ROC curves", ICML: 233-240. As
 * scikit-learn's average_precision_score.
 */
export function precisionRecallArea(truth: readonly boolean[], scores: ArrayLike<number>): number {
  if (truth.length !== scores.length)
    throw new RangeError(`${truth.length} truths against ${scores.length} scores; give one score per row`);
  const all = sorted(scores);
  const positive = sorted(Float64Array.from(scores, (score, row) => (truth[row] ? score : NaN)));
  const positives = positive.length;
  let hits = 0;
  let area = 0;
  for (let found = 0; found < all.length;) {
    const threshold = all[all.length - 1 - found];
    while (found < all.length && all[all.length - 1 - found] === threshold) found++;
    const before = hits;
    while (hits < positives && positive[positives - 1 - hits] === threshold) hits++;
    area += ((hits - before) / positives) * (hits / found);
  }
  return positives > 0 ? area : NaN;
}
