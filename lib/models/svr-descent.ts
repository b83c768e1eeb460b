/** Passes over the rows after which a solution is taken as it is. */
const MAX_PASSES = 1000;
/** A pass in which no row's prediction of itself would move by more than this, in units of the targets, ends the search. */
const SETTLED = 1e-3;

/**
 * Linear support vector regression for small problems solved many times: minimises
 * ½(‖w‖² + b²) + C Σ max(0, |w·x + b − y| − ε) by dual coordinate descent on the products of the rows, which different
 * targets share. Most rows soon stay at 0 or C and cost nothing more.
 *
 * The bias is penalised like a weight, so targets should be near 0 (standardized); otherwise the objective of
 * `trainLinearSvr`, which is exact where this stops at three digits.
 *
 * @param kernel products of the rows with each other, plus 1 for the bias; rows × rows
 * @param y      one per row
 * @param pulls  dual variables, one per row, from −C to C: the start, overwritten with the end. The weights are the rows
 *   times their pulls, summed; the bias is the sum of the pulls
 *
 * C.-H. Ho, C.-J. Lin (2012), "Large-scale linear support vector regression", JMLR 13: 3323-3348, algorithm 4 (L1 loss),
 * rows in a fixed order. The objective of scikit-learn's LinearSVR; compared with it in test/reference/small-linear.json.
 */
export function descendSvr(
  kernel: Float64Array,
  y: Float64Array,
  pulls: Float64Array,
  { c, epsilon }: { c: number; epsilon: number },
): void {
  const n = y.length;
  const slopes = y.map((value) => -value); // predictions less targets
  for (let j = 0; j < n; j++) if (pulls[j] !== 0) addColumn(slopes, kernel, j, pulls[j]);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    let worst = 0;
    for (let i = 0; i < n; i++) {
      const square = kernel[i * n + i];
      // The best value of this one variable: soft threshold by ε, then the box from −C to C.
      const free = square * pulls[i] - slopes[i];
      const shrunk = free > epsilon ? free - epsilon : free < -epsilon ? free + epsilon : 0;
      const move = Math.max(-c, Math.min(c, shrunk / square)) - pulls[i];
      if (move === 0) continue;
      worst = Math.max(worst, Math.abs(move) * square);
      pulls[i] += move;
      addColumn(slopes, kernel, i, move);
    }
    if (worst < SETTLED) return;
  }
}

function addColumn(slopes: Float64Array, kernel: Float64Array, j: number, move: number): void {
  const n = slopes.length;
  for (let i = 0, at = j * n; i < n; i++, at++) slopes[i] += move * kernel[at];
}
