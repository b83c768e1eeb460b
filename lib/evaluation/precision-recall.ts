/**
 * Area under the precision-recall curve as average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over thresholds falling through the
 * scores, P and R the precision and recall of what is scored at or above the threshold. Rows with one score share a step.
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
  const rows = truth.map((_, row) => row).filter((row) => !Number.isNaN(scores[row]));
  rows.sort((a, b) => scores[b] - scores[a]);
  const positives = rows.filter((row) => truth[row]).length;
  let hits = 0;
  let counted = 0;
  let area = 0;
  rows.forEach((row, i) => {
    if (truth[row]) hits++;
    const isLastOfTie = i + 1 === rows.length || scores[rows[i + 1]] !== scores[row];
    if (!isLastOfTie) return;
    area += ((hits - counted) / positives) * (hits / (i + 1));
    counted = hits;
  });
  return positives > 0 ? area : NaN;
}
