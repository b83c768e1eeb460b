import { choleskyRow, choleskySolve } from '../stats/cholesky';

/** Weights of the lasso for every penalty: straight lines between knots. */
export interface LassoPath {
  /** Falling; the first is the least penalty that leaves no weight. */
  readonly penalties: readonly number[];
  /** Weights at each knot. */
  readonly weights: readonly Float64Array[];
}

/** Added to each column's variance, as its share: columns that are sums of others, or more columns than rows, then have
 *  one solution; predictions move by less than a thousandth of their spread. */
const RIDGE = 1e-6;
/** Knots per column after which the path counts as running in circles. */
const KNOTS = 20;

/**
 * The whole path of the lasso, (1/2n) Σ (w·x + b − y)² + penalty·‖w‖₁, by least angle regression: from the penalty that
 * leaves no weight downwards, one column enters or leaves at each knot. For tens of columns this is exact and much faster
 * than descending anew for each penalty.
 *
 * @param gram   covariances of the columns, width × width; constant columns are passed over
 * @param slopes covariances of the columns with the target
 * @param least  where the path ends, as a share of the first penalty
 *
 * B. Efron, T. Hastie, I. Johnstone, R. Tibshirani (2004), "Least angle regression", Annals of Statistics 32: 407-499,
 * section 3.1. Compared with coordinate descent (`trainLasso`) in test/models/lasso-path.test.ts.
 */
export function lassoPath(gram: Float64Array, slopes: Float64Array, least = 0.01): LassoPath {
  const width = slopes.length;
  const g = gram.slice();
  for (let j = 0; j < width; j++) g[j * width + j] *= 1 + RIDGE;
  const usable = slopes.map((_, j) => (gram[j * width + j] > 1e-12 ? 1 : 0));
  const c = slopes.map((slope, j) => usable[j] * slope); // of each column with the residuals
  let penalty = 0;
  let entering = -1;
  for (let j = 0; j < width; j++) {
    if (Math.abs(c[j]) <= penalty) continue;
    penalty = Math.abs(c[j]);
    entering = j;
  }
  const first = penalty;
  const end = first * least;
  const w = new Float64Array(width);
  const penalties = [first];
  const weights = [w.slice()];
  const active: number[] = entering < 0 ? [] : [entering];
  const isActive = new Uint8Array(width);
  const factor = new Float64Array(width * width);
  let factored = 0; // how many of the active columns are in the factor
  const pace = new Float64Array(width); // change of each slope per unit of penalty

  while (active.length > 0 && penalty > end && penalties.length < KNOTS * width) {
    const size = active.length;
    for (; factored < size; factored++) {
      const row = active[factored] * width;
      isActive[active[factored]] = 1;
      for (let b = 0; b <= factored; b++) factor[factored * width + b] = g[row + active[b]];
      choleskyRow(factor, width, factored, Number.MIN_VALUE);
    }
    const step = Float64Array.from(active, (j) => Math.sign(c[j]));
    choleskySolve(factor, step, width);
    pace.fill(0);
    let taken = 0;
    for (; taken + 2 <= size; taken += 2) {
      const [r0, r1] = [active[taken] * width, active[taken + 1] * width];
      const [s0, s1] = [step[taken], step[taken + 1]];
      for (let k = 0; k < width; k++) pace[k] += g[r0 + k] * s0 + g[r1 + k] * s1;
    }
    for (; taken < size; taken++) {
      const row = active[taken] * width;
      for (let k = 0; k < width; k++) pace[k] += g[row + k] * step[taken];
    }
    // How far the penalty can fall until a column outside is as steep as those inside, or a weight comes to 0.
    const nothing = 1e-12 * first;
    let fall = penalty - end;
    let next = -1;
    let isLeaving = false;
    for (let j = 0; j < width; j++) {
      if (usable[j] === 0 || isActive[j] === 1) continue;
      const up = (penalty - c[j]) / (1 - pace[j]);
      const down = (penalty + c[j]) / (1 + pace[j]);
      const meets = Math.min(up > nothing ? up : Infinity, down > nothing ? down : Infinity);
      if (meets >= fall) continue;
      fall = meets;
      next = j;
    }
    for (let a = 0; a < size; a++) {
      const meets = -w[active[a]] / step[a];
      if (!(meets > nothing && meets < fall)) continue;
      fall = meets;
      next = a;
      isLeaving = true;
    }
    for (let a = 0; a < size; a++) w[active[a]] += fall * step[a];
    for (let k = 0; k < width; k++) c[k] -= fall * pace[k];
    penalty -= fall;
    if (isLeaving) {
      w[active[next]] = 0;
      isActive[active[next]] = 0;
      active.splice(next, 1);
      factored = next; // those behind it are to be factored anew
    } else if (next >= 0) {
      active.push(next);
    }
    penalties.push(penalty);
    weights.push(w.slice());
  }
  return { penalties, weights };
}

/**
 * The weights at some penalties: 0 above the first knot, those of the last knot below it.
 *
 * @param wanted falling
 */
export function weightsAlong({ penalties, weights }: LassoPath, wanted: readonly number[]): Float64Array[] {
  let knot = 0; // the last one above the penalty
  return wanted.map((penalty) => {
    while (knot + 1 < penalties.length && penalties[knot + 1] >= penalty) knot++;
    const from = weights[knot];
    if (knot + 1 === penalties.length || penalty >= penalties[knot]) return from;
    const to = weights[knot + 1];
    const share = (penalties[knot] - penalty) / (penalties[knot] - penalties[knot + 1]);
    const between = new Float64Array(from.length);
    for (let j = 0; j < between.length; j++) between[j] = from[j] + share * (to[j] - from[j]);
    return between;
  });
}
