import { svrKernels } from '../../kernels/built/svr';
import { sharedWorkspace } from '../../kernels/workspace';

/** Most passes over the rows. */
const MAX_PASSES = 1000;
/** Converged when no row's own prediction moves by more than this in a pass, in units of the targets. */
const TOLERANCE = 1e-3;

const workspace = sharedWorkspace(svrKernels);

/**
 * Solves linear support vector regression, for many small problems: minimises
 * ½(‖w‖² + b²) + C Σ max(0, |w·x + b − y| − ε) by dual coordinate descent on the products of the rows, which different
 * targets share. Most rows soon stay at 0 or C and cost nothing more.
 *
 * The bias is penalised like a weight, so targets should be near 0 (standardized); otherwise the objective of
 * `trainLinearSvr`, whose interior point method is exact where this stops at three digits. With 110 rows, 40 columns and four
 * costs this takes a twentieth of the time.
 *
 * @param products of the rows with each other, plus 1 for the bias; rows × rows
 * @param y one per row
 * @param costs C's, one after the other; each starts from the solution before (warm start), so ascending ones are fast
 * @returns for each C the dual variables, one per row, from −C to C. The weights are the rows times theirs, summed; the
 *   bias is the sum of them
 *
 * C.-H. Ho, C.-J. Lin (2012), "Large-scale linear support vector regression", JMLR 13: 3323-3348, algorithm 4 (L1 loss),
 * rows in a fixed order. The objective of scikit-learn's LinearSVR; compared with it in test/reference/small-linear.json.
 */
export function svrCoordinateDescent(
  products: Float64Array,
  y: Float64Array,
  costs: readonly number[],
  epsilon: number,
): Float64Array[] {
  const n = y.length;
  const even = n + (n & 1);
  const bytes = 8 * even;
  const { run, view } = workspace((2 + even) * bytes);
  const gradient = view(0, even).fill(0); // predictions less targets
  const alpha = view(bytes, even).fill(0);
  const matrix = view(2 * bytes, even * even);
  for (let i = 0; i < n; i++) {
    matrix.set(products.subarray(i * n, (i + 1) * n), i * even);
    if (even > n) matrix[i * even + n] = 0;
    gradient[i] = -y[i];
  }
  if (even > n) matrix.fill(0, n * even).fill(1, even * even - 1); // a row of no target, whose dual variable stays 0
  return costs.map((c) => {
    for (let count = 0; count < MAX_PASSES; count++) {
      if (run.pass(2 * bytes, 0, bytes, bytes, epsilon, c) < TOLERANCE) break;
    }
    return alpha.slice(0, n);
  });
}
