import type { Walls } from './walls';

/** The optimum of a support vector machine with a kernel: f(x) = Σ strengths[i]·k(row i, x) + bias. */
export interface KernelSolution {
  /** One per row; 0 for rows that are no support vectors. */
  readonly strengths: Float64Array;
  readonly bias: number;
  /** ½‖w‖² + Σ cost·max(0, level − sign·f) */
  readonly objective: number;
  /** The objective is at most this far above the least possible one. */
  readonly gap: number;
  readonly iterations: number;
}

/** The largest disagreement about the bias that is left, in units of f; libsvm stops at 1e-3. */
const TOLERANCE = 1e-4;
const MIN_CURVATURE = 1e-12;
const MAX_ITERATIONS = 10_000_000;

/** k(x, z) = exp(−gamma·‖x − z‖²) of row i with every row; rows are computed when first asked for and kept. */
export function rbfRows(x: Float64Array, n: number, gamma: number): (i: number) => Float32Array {
  const width = x.length / n;
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i * width; j < (i + 1) * width; j++) squares[i] += x[j] * x[j];
  }
  const kept: (Float32Array | undefined)[] = new Array<undefined>(n);
  return (i) => {
    const known = kept[i];
    if (known) return known;
    const row = new Float32Array(n);
    const own = x.subarray(i * width, (i + 1) * width);
    for (let k = 0; k < n; k++) {
      const other = kept[k];
      if (other) {
        row[k] = other[i];
        continue;
      }
      const start = k * width;
      let product = 0;
      for (let j = 0; j < width; j++) product += own[j] * x[start + j];
      row[k] = Math.exp(-gamma * Math.max(0, squares[i] + squares[k] - 2 * product));
    }
    kept[i] = row;
    return row;
  };
}

/**
 * Minimises ½‖w‖² + Σ cost·max(0, level − sign·f) over the walls, w in the space of a kernel with k(x, x) = 1, by
 * sequential minimal optimization: again and again the two walls that disagree most about the bias are moved against
 * each other, the second chosen by how much that gains.
 *
 * @param n number of rows
 * @param kernelRow the kernel of a row with all rows; n² numbers of four bytes are kept in all
 *
 * J. Platt (1998), "Fast training of support vector machines using sequential minimal optimization".
 * R. Fan, P. Chen, C. Lin (2005), "Working set selection using second order information for training support vector
 * machines", J. Machine Learning Research 6: 1889-1918.
 */
export function solveKernelMachine(
  n: number,
  walls: Walls,
  kernelRow: (i: number) => Float32Array,
): KernelSolution {
  const { row, sign, level, cost } = walls;
  const count = row.length;
  const pull = new Float64Array(count); // dual variable of each wall, 0 to its cost
  const strengths = new Float64Array(n);
  const f = new Float64Array(n); // without the bias
  const wanted = level.map((value, k) => sign[k] * value); // the f + bias at which a wall is just met

  let iterations = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    // The bias that walls which can pull f up still ask for, and the least one that those which can let go allow.
    let first = -1;
    let highest = -Infinity;
    let lowest = Infinity;
    for (let k = 0; k < count; k++) {
      const asked = wanted[k] - f[row[k]];
      const canRise = sign[k] > 0 ? pull[k] < cost[k] : pull[k] > 0;
      if (canRise && asked > highest) {
        highest = asked;
        first = k;
      }
      const canFall = sign[k] > 0 ? pull[k] > 0 : pull[k] < cost[k];
      if (canFall && asked < lowest) lowest = asked;
    }
    if (!(highest - lowest > TOLERANCE)) break;
    const similar = kernelRow(row[first]);
    let second = -1;
    let most = -Infinity;
    for (let k = 0; k < count; k++) {
      const canFall = sign[k] > 0 ? pull[k] > 0 : pull[k] < cost[k];
      if (!canFall) continue;
      const difference = highest - (wanted[k] - f[row[k]]);
      if (!(difference > 0)) continue;
      const gain = (difference * difference) / Math.max(MIN_CURVATURE, 2 - 2 * similar[row[k]]);
      if (gain > most) {
        most = gain;
        second = k;
      }
    }
    const other = kernelRow(row[second]);
    const curvature = Math.max(MIN_CURVATURE, 2 - 2 * similar[row[second]]);
    const freeOfFirst = sign[first] > 0 ? cost[first] - pull[first] : pull[first];
    const freeOfSecond = sign[second] > 0 ? pull[second] : cost[second] - pull[second];
    const best = (highest - (wanted[second] - f[row[second]])) / curvature;
    const step = Math.min(best, freeOfFirst, freeOfSecond);
    // At a bound exactly, not almost: the choice of walls above depends on it.
    pull[first] = step === freeOfFirst ? bound(first, 1) : pull[first] + sign[first] * step;
    pull[second] = step === freeOfSecond ? bound(second, -1) : pull[second] - sign[second] * step;
    strengths[row[first]] += step;
    strengths[row[second]] -= step;
    for (let i = 0; i < n; i++) f[i] += step * (similar[i] - other[i]);
  }
  if (iterations === MAX_ITERATIONS)
    throw new Error(`the support vector machine did not settle in ${MAX_ITERATIONS} steps; lower c`);

  const bias = biasOf();
  let norm = 0;
  for (let i = 0; i < n; i++) norm += strengths[i] * f[i];
  let objective = norm / 2;
  let gap = 0;
  for (let k = 0; k < count; k++) {
    const slack = sign[k] * (f[row[k]] + bias) - level[k];
    objective += cost[k] * Math.max(0, -slack);
    gap += slack > 0 ? pull[k] * slack : (pull[k] - cost[k]) * slack;
  }
  return { strengths, bias, objective, gap, iterations };

  /** Where the pull of a wall ends when f is moved up (1) or down (−1). */
  function bound(k: number, direction: number): number {
    return sign[k] * direction > 0 ? cost[k] : 0;
  }

  /** What the walls that are just met ask for; without one, the middle of what is allowed. */
  function biasOf(): number {
    let total = 0;
    let free = 0;
    let above = -Infinity;
    let below = Infinity;
    for (let k = 0; k < count; k++) {
      const asked = wanted[k] - f[row[k]];
      if (pull[k] > 0 && pull[k] < cost[k]) {
        total += asked;
        free++;
      } else if (sign[k] > 0 === pull[k] > 0) below = Math.min(below, asked);
      else above = Math.max(above, asked);
    }
    return free > 0 ? total / free : (above + below) / 2;
  }
}
