import { smoKernels } from '../../kernels/built/smo';
import { sharedWorkspace } from '../../kernels/workspace';
import type { HingeConstraints } from './hinge-constraints';

/** The optimum of a support vector machine with a kernel: f(x) = Σ coefficients[i]·k(row i, x) + bias. */
export interface KernelSolution {
  /** One per row; 0 for rows that are no support vectors. */
  readonly coefficients: Float64Array;
  readonly bias: number;
  /** ½‖w‖² + Σ cost·max(0, threshold − sign·f) */
  readonly objective: number;
  /** Duality gap: the objective is at most this far above its minimum. */
  readonly gap: number;
  readonly iterations: number;
}

/** Largest violation of the optimality conditions at the end, in units of f; libsvm stops at 1e-3. */
const TOLERANCE = 1e-4;
const MIN_CURVATURE = 1e-12;
const MAX_ITERATIONS = 10_000_000;

/** Offsets of the kernels' results, for even and odd rows: largest value, its row, smallest value. */
const [LARGEST, LARGEST_ROW, SMALLEST] = [0, 2, 4];
const FOUND = 6;

const workspace = sharedWorkspace(smoKernels);

/**
 * Minimises ½‖w‖² + Σ cost·max(0, threshold − sign·f) over the constraints, w in the space of a kernel with k(x, x) = 1, by
 * sequential minimal optimization: each iteration optimizes the dual variables of a working set of two rows, which
 * violate the optimality conditions most, the second selected by second-order information. A row's coefficient is the dual
 * variable of its lower constraint less that of its upper one, at most one of which is not 0.
 *
 * @param n number of rows
 * @param constraints at most one of each sign per row
 * @param kernel of each row with each, n × n
 *
 * J. Platt (1998), "Fast training of support vector machines using sequential minimal optimization".
 * R. Fan, P. Chen, C. Lin (2005), "Working set selection using second order information for training support vector
 * machines", J. Machine Learning Research 6: 1889-1918.
 */
export function solveKernelMachine(
  n: number,
  constraints: HingeConstraints,
  kernel: Float32Array,
): KernelSolution {
  const { lower, upper, lowerActive, upperActive } = boundsOf(n, constraints);
  const coefficients = new Float64Array(n);
  const even = n + (n & 1);
  const [fAt, upAt, downAt, firstAt] = [0, 1, 2, 3].map((array) => 8 * (FOUND + even * array));
  const secondAt = firstAt + 4 * even;
  const { run, view } = workspace(secondAt + 4 * even);
  const found = view(0, FOUND).fill(0);
  const f = view(fAt, even).fill(0); // without the bias
  // Target of f + bias for a row whose coefficient can rise, and for one whose coefficient can fall.
  const up = view(upAt, even).fill(-Infinity);
  const down = view(downAt, even).fill(Infinity);
  const firstRow = new Float32Array(f.buffer, firstAt, even).fill(0);
  const secondRow = new Float32Array(f.buffer, secondAt, even).fill(0);
  const updateTargets = (i: number): void => {
    const coefficient = coefficients[i];
    up[i] = coefficient < 0 ? upperActive[i] : coefficient < upper[i] ? lowerActive[i] : -Infinity;
    down[i] = coefficient > 0 ? lowerActive[i] : coefficient > lower[i] ? upperActive[i] : Infinity;
  };
  for (let i = 0; i < n; i++) updateTargets(i);

  const bytes = 8 * even;
  let step = 0;
  let iterations = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    run.updateAndSelectFirst(fAt, bytes, upAt, downAt, firstAt, secondAt, step, 0);
    const highest = Math.max(found[LARGEST], found[LARGEST + 1]);
    const lowest = Math.min(found[SMALLEST], found[SMALLEST + 1]);
    if (!(highest - lowest > TOLERANCE)) break;
    const first = rowOfMaximum(found);
    firstRow.set(kernel.subarray(first * n, (first + 1) * n));
    run.selectSecond(fAt, bytes, downAt, firstAt, highest, MIN_CURVATURE, 0);
    const second = rowOfMaximum(found);
    secondRow.set(kernel.subarray(second * n, (second + 1) * n));
    const curvature = Math.max(MIN_CURVATURE, 2 - 2 * firstRow[second]);
    const [rising, falling] = [coefficients[first], coefficients[second]];
    // The unconstrained optimum of the pair, clipped to the bounds of its dual variables.
    const risingBound = rising < 0 ? 0 : upper[first];
    const fallingBound = falling > 0 ? 0 : lower[second];
    const best = (highest + f[second] - down[second]) / curvature;
    step = Math.min(best, risingBound - rising, falling - fallingBound);
    // Set to the bound exactly: the selection of rows compares with it.
    coefficients[first] = step === risingBound - rising ? risingBound : rising + step;
    coefficients[second] = step === falling - fallingBound ? fallingBound : falling - step;
    updateTargets(first);
    updateTargets(second);
  }
  if (iterations === MAX_ITERATIONS)
    throw new Error(`the support vector machine did not converge in ${MAX_ITERATIONS} steps; lower c`);

  const bias = biasOf(coefficients, f, up, down);
  let norm = 0;
  for (let i = 0; i < n; i++) norm += coefficients[i] * f[i];
  let objective = norm / 2;
  let gap = 0;
  const { row, sign, threshold, cost } = constraints;
  for (let k = 0; k < row.length; k++) {
    const slack = sign[k] * (f[row[k]] + bias) - threshold[k];
    const alpha = Math.max(0, sign[k] * coefficients[row[k]]);
    objective += cost[k] * Math.max(0, -slack);
    gap += slack > 0 ? alpha * slack : (alpha - cost[k]) * slack;
  }
  return { coefficients, bias, objective, gap, iterations };
}

/** The first row with the largest value. */
function rowOfMaximum(found: Float64Array): number {
  const [even, odd] = [found[LARGEST], found[LARGEST + 1]];
  const [evenRow, oddRow] = [found[LARGEST_ROW], found[LARGEST_ROW + 1]];
  return even > odd || (even === odd && evenRow < oddRow) ? evenRow : oddRow;
}

/** Bounds of each row's coefficient, and the f at which its lower and its upper constraint become active. */
function boundsOf(n: number, { row, sign, threshold, cost }: HingeConstraints) {
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  const lowerActive = new Float64Array(n).fill(-Infinity);
  const upperActive = new Float64Array(n).fill(Infinity);
  for (let k = 0; k < row.length; k++) {
    if (sign[k] > 0) {
      upper[row[k]] = cost[k];
      lowerActive[row[k]] = threshold[k];
    } else {
      lower[row[k]] = -cost[k];
      upperActive[row[k]] = -threshold[k];
    }
  }
  return { lower, upper, lowerActive, upperActive };
}

/** Bias as the mean over free support vectors; without one, the middle of its feasible interval. */
function biasOf(coefficients: Float64Array, f: Float64Array, up: Float64Array, down: Float64Array): number {
  let total = 0;
  let free = 0;
  let above = -Infinity;
  let below = Infinity;
  for (let i = 0; i < coefficients.length; i++) {
    if (coefficients[i] !== 0 && up[i] === down[i]) {
      total += up[i] - f[i];
      free++;
    } else {
      above = Math.max(above, up[i] - f[i]);
      below = Math.min(below, down[i] - f[i]);
    }
  }
  return free > 0 ? total / free : (above + below) / 2;
}
