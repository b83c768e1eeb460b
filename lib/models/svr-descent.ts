import { assemble, f64, f64x2, i32, kernel, repeat, sharedWorkspace, when } from '../dsp/wasm';

/** Passes over the rows after which a solution is taken as it is. */
const MAX_PASSES = 1000;
/** A pass in which no row's prediction of itself would move by more than this, in units of the targets, ends the search. */
const SETTLED = 1e-3;

/** Places of numbers before the arrays, in bytes: ε, −ε, C, −C, and the largest move of a pass. */
const [EPSILON, LESS_EPSILON, MOST, LEAST, WORST] = [0, 8, 16, 24, 32];
const HEAD = 48;

/**
 * One pass over the rows, each moved to the best value of its own variable: soft threshold by ε, then the box from −C to C.
 * `length` are the bytes of a row of the matrix, an even number of columns, and of the slopes; `pulls` begin where the
 * slopes end.
 */
const pass = kernel(3, ([matrix, slopes, length], local) => {
  const [own, pull, k, at] = Array.from({ length: 4 }, () => local('i32'));
  const [square, free, move] = Array.from({ length: 3 }, () => local('f64'));
  const both = local('v128');
  const head = i32.of(0);
  const diagonal = i32.add(matrix.get, i32.sub(own.get, slopes.get));
  const end = i32.add(slopes.get, length.get);
  return [
    f64.store(head, WORST, f64.of(0)),
    pull.set(end),
    repeat(own, slopes.get, end, i32.of(8), [
      square.set(f64.load(diagonal)),
      free.set(f64.sub(f64.mul(square.get, f64.load(pull.get)), f64.load(own.get))),
      free.set(
        f64.sub(free.get, f64.max(f64.load(head, LESS_EPSILON), f64.min(f64.load(head, EPSILON), free.get))),
      ),
      move.set(f64.min(f64.load(head, MOST), f64.div(free.get, square.get))),
      move.set(f64.sub(f64.max(f64.load(head, LEAST), move.get), f64.load(pull.get))),
      when(f64.ne(move.get, f64.of(0)), [
        f64.store(head, WORST, f64.max(f64.load(head, WORST), f64.mul(f64.abs(move.get), square.get))),
        f64.store(pull.get, 0, f64.add(f64.load(pull.get), move.get)),
        f64.store(head, HEAD - 8, move.get),
        both.set(f64x2.loadTwice(head, HEAD - 8)),
        at.set(matrix.get),
        repeat(k, slopes.get, end, i32.of(16), [
          f64x2.store(k.get, 0, f64x2.add(f64x2.load(k.get), f64x2.mul(both.get, f64x2.load(at.get)))),
          at.set(i32.add(at.get, i32.of(16))),
        ]),
      ]),
      matrix.set(i32.add(matrix.get, length.get)),
      pull.set(i32.add(pull.get, i32.of(8))),
    ]),
  ];
});

const descents = sharedWorkspace(assemble({ pass }));
/**
 * Linear support vector regression for small problems solved many times: minimises
 * ½(‖w‖² + b²) + C Σ max(0, |w·x + b − y| − ε) by dual coordinate descent on the products of the rows, which different
 * targets share. Most rows soon stay at 0 or C and cost nothing more.
 *
 * The bias is penalised like a weight, so targets should be near 0 (standardized); otherwise the objective of
 * `trainLinearSvr`, which is exact where this stops at three digits.
 *
 * @param products of the rows with each other, plus 1 for the bias; rows × rows
 * @param y one per row
 * @param costs C's, one after the other; each begins where the one before ended, so rising ones are fast
 * @returns for each C the dual variables, one per row, from −C to C. The weights are the rows times theirs, summed; the
 *   bias is the sum of them
 *
 * C.-H. Ho, C.-J. Lin (2012), "Large-scale linear support vector regression", JMLR 13: 3323-3348, algorithm 4 (L1 loss),
 * rows in a fixed order. The objective of scikit-learn's LinearSVR; compared with it in test/reference/small-linear.json.
 */
export function descendSvr(
  products: Float64Array,
  y: Float64Array,
  costs: readonly number[],
  epsilon: number,
): Float64Array[] {
  const n = y.length;
  const even = n + (n & 1);
  const length = 8 * even;
  const matrix = HEAD + 2 * length;
  const { run, view } = descents(matrix + even * length);
  const rows = view(matrix, even * even);
  for (let i = 0; i < n; i++) {
    rows.set(products.subarray(i * n, (i + 1) * n), i * even);
    if (even > n) rows[i * even + n] = 0;
  }
  if (even > n) rows.fill(0, n * even).fill(1, even * even - 1); // a row of no target, that pulls nowhere
  const slopes = view(HEAD, even); // predictions less targets
  const pulls = view(HEAD + length, even);
  slopes.fill(0);
  pulls.fill(0);
  for (let i = 0; i < n; i++) slopes[i] = -y[i];
  const head = view(0, 5);
  return costs.map((c) => {
    head.set([epsilon, -epsilon, c, -c, 0]);
    for (let count = 0; count < MAX_PASSES; count++) {
      run.pass(matrix, HEAD, length);
      if (head[WORST / 8] < SETTLED) break;
    }
    return pulls.slice(0, n);
  });
}
