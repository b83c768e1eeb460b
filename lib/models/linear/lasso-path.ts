import { LruCache } from '../../dsp/lru-cache';
import { choleskyRow, choleskySolve } from '../../linalg/cholesky';

/** Weights of the lasso for every penalty: straight lines between knots. */
export interface LassoPath {
  /** Falling; the first is the smallest penalty with all weights 0. */
  readonly penalties: readonly number[];
  /** Weights at each knot, knots × width, row-major. */
  readonly weights: readonly number[];
}

/** Added to each column's variance, as its share: columns that are sums of others, or more columns than rows, then have
 *  one solution; predictions move by less than a thousandth of their spread. */
const RIDGE = 1e-6;
/** Knots per column after which the path is taken to cycle. */
const KNOTS = 20;

/** Working memory of a path; the last one is reused, because thousands of paths of one width follow each other. */
const workspaces = new LruCache<ReturnType<typeof workspace>>(1);

function workspace(width: number) {
  return {
    g: new Float64Array(width * width), // with the ridge
    factor: new Float64Array(width * width), // of the active columns
    usable: new Uint8Array(width),
    isActive: new Uint8Array(width),
    c: new Float64Array(width), // of each column with the residuals
    w: new Float64Array(width),
    steps: new Float64Array(width), // of each active column's weight, per unit of penalty
    correlationSteps: new Float64Array(width), // of each correlation
    active: new Int32Array(width),
  };
}

/**
 * The regularization path of the lasso, (1/2n) Σ (w·x + b − y)² + penalty·‖w‖₁, by least angle regression: from the
 * smallest penalty with no weight downwards, one column enters or leaves the active set at each knot. For tens of columns
 * this is exact and much faster than coordinate descent for each penalty.
 *
 * @param covariance   covariances of the columns, width × width; constant columns are skipped
 * @param targetCovariances covariances of the columns with the target
 * @param least  where the path ends, as a share of the first penalty
 *
 * B. Efron, T. Hastie, I. Johnstone, R. Tibshirani (2004), "Least angle regression", Annals of Statistics 32: 407-499,
 * section 3.1. Compared with coordinate descent (`trainLasso`) in test/models/linear/linear-cv.test.ts.
 */
export function lassoPath(
  covariance: Float64Array,
  targetCovariances: Float64Array,
  least = 0.01,
): LassoPath {
  const width = targetCovariances.length;
  const { g, factor, usable, isActive, c, w, steps, correlationSteps, active } = workspaces.get(
    `${width}`,
    () => workspace(width),
  );
  g.set(covariance);
  isActive.fill(0);
  w.fill(0);
  let penalty = 0;
  let size = 0;
  for (let j = 0; j < width; j++) {
    usable[j] = g[j * width + j] > 1e-12 ? 1 : 0;
    g[j * width + j] *= 1 + RIDGE;
    c[j] = usable[j] * targetCovariances[j];
    if (Math.abs(c[j]) <= penalty) continue;
    penalty = Math.abs(c[j]);
    active[0] = j;
    size = 1;
  }
  const first = penalty;
  const end = first * least;
  const penalties = [first];
  const weights: number[] = [];
  for (let j = 0; j < width; j++) weights.push(0);
  let factored = 0; // how many of the active columns are in the factor

  while (size > 0 && penalty > end && penalties.length < KNOTS * width) {
    for (; factored < size; factored++) {
      const row = active[factored] * width;
      isActive[active[factored]] = 1;
      for (let b = 0; b <= factored; b++) factor[factored * width + b] = g[row + active[b]];
      choleskyRow(factor, width, factored, Number.MIN_VALUE);
    }
    const step = steps.subarray(0, size);
    for (let a = 0; a < size; a++) step[a] = Math.sign(c[active[a]]);
    choleskySolve(factor, step, width);
    correlationSteps.fill(0);
    let taken = 0;
    for (; taken + 2 <= size; taken += 2) {
      const r0 = active[taken] * width;
      const r1 = active[taken + 1] * width;
      const s0 = step[taken];
      const s1 = step[taken + 1];
      for (let k = 0; k < width; k++) correlationSteps[k] += g[r0 + k] * s0 + g[r1 + k] * s1;
    }
    for (; taken < size; taken++) {
      const row = active[taken] * width;
      for (let k = 0; k < width; k++) correlationSteps[k] += g[row + k] * step[taken];
    }
    // How far the penalty can fall until an inactive column correlates as much as the active ones, or a weight reaches 0.
    const nothing = 1e-12 * first;
    let penaltyStep = penalty - end;
    let next = -1;
    let isLeaving = false;
    for (let j = 0; j < width; j++) {
      if (usable[j] === 0 || isActive[j] === 1) continue;
      const up = (penalty - c[j]) / (1 - correlationSteps[j]);
      const down = (penalty + c[j]) / (1 + correlationSteps[j]);
      const meets = Math.min(up > nothing ? up : Infinity, down > nothing ? down : Infinity);
      if (meets >= penaltyStep) continue;
      penaltyStep = meets;
      next = j;
    }
    for (let a = 0; a < size; a++) {
      const meets = -w[active[a]] / step[a];
      if (!(meets > nothing && meets < penaltyStep)) continue;
      penaltyStep = meets;
      next = a;
      isLeaving = true;
    }
    for (let a = 0; a < size; a++) w[active[a]] += penaltyStep * step[a];
    for (let k = 0; k < width; k++) c[k] -= penaltyStep * correlationSteps[k];
    penalty -= penaltyStep;
    if (isLeaving) {
      w[active[next]] = 0;
      isActive[active[next]] = 0;
      active.copyWithin(next, next + 1, size);
      size--;
      factored = next; // factor the rows behind it again
    } else if (next >= 0) {
      active[size] = next;
      size++;
    }
    penalties.push(penalty);
    for (let j = 0; j < width; j++) weights.push(w[j]);
  }
  return { penalties, weights };
}

/**
 * The weights at some penalties: 0 above the first knot, those of the last knot below it.
 *
 * @param wanted falling
 */
export function weightsAlong({ penalties, weights }: LassoPath, wanted: readonly number[]): Float64Array[] {
  const width = weights.length / penalties.length;
  const all = new Float64Array(wanted.length * width);
  let knot = 0; // the last one above the penalty
  return wanted.map((penalty, i) => {
    while (knot + 1 < penalties.length && penalties[knot + 1] >= penalty) knot++;
    const from = knot * width;
    const isOutside = knot + 1 === penalties.length || penalty >= penalties[knot];
    const to = isOutside ? from : from + width;
    const share = isOutside ? 0 : (penalties[knot] - penalty) / (penalties[knot] - penalties[knot + 1]);
    const between = all.subarray(i * width, (i + 1) * width);
    for (let j = 0; j < width; j++)
      between[j] = weights[from + j] + share * (weights[to + j] - weights[from + j]);
    return between;
  });
}
