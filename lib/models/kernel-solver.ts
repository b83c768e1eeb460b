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

/**
 * Minimises ½‖w‖² + Σ cost·max(0, level − sign·f) over the walls, w in the space of a kernel with k(x, x) = 1, by
 * sequential minimal optimization: again and again the two rows that disagree most about the bias are moved against
 * each other, the second chosen by how much that gains. A row's strength is the pull of its wall below less that of its
 * wall above, at most one of which pulls.
 *
 * @param n number of rows
 * @param walls at most one of each sign per row
 * @param kernel of each row with each, n × n
 *
 * J. Platt (1998), "Fast training of support vector machines using sequential minimal optimization".
 * R. Fan, P. Chen, C. Lin (2005), "Working set selection using second order information for training support vector
 * machines", J. Machine Learning Research 6: 1889-1918.
 */
export function solveKernelMachine(n: number, walls: Walls, kernel: Float32Array): KernelSolution {
  const { least, most, risen, fallen } = limitsOf(n, walls);
  const strengths = new Float64Array(n);
  const f = new Float64Array(n); // without the bias
  // The f + bias that a row asks for while its strength can rise, and while it can fall.
  const up = new Float64Array(n);
  const down = new Float64Array(n);
  const settle = (i: number): void => {
    const strength = strengths[i];
    up[i] = strength < 0 ? fallen[i] : strength < most[i] ? risen[i] : -Infinity;
    down[i] = strength > 0 ? risen[i] : strength > least[i] ? fallen[i] : Infinity;
  };
  for (let i = 0; i < n; i++) settle(i);

  let iterations = 0;
  let step = 0;
  let first = 0;
  let second = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    // The last step's move of f; then the bias that rows which can rise still ask for, and the least of those that can fall.
    let highest = -Infinity;
    let lowest = Infinity;
    const [a, b] = [first * n, second * n];
    for (let i = 0; i < n; i++) {
      const value = f[i] + step * (kernel[a + i] - kernel[b + i]);
      f[i] = value;
      const asked = up[i] - value;
      if (asked > highest) {
        highest = asked;
        first = i;
      }
      const allowed = down[i] - value;
      if (allowed < lowest) lowest = allowed;
    }
    if (!(highest - lowest > TOLERANCE)) break;
    const row = first * n;
    let largest = -Infinity;
    for (let i = 0; i < n; i++) {
      const difference = highest + f[i] - down[i];
      if (!(difference > 0)) continue;
      const gain = (difference * difference) / Math.max(MIN_CURVATURE, 2 - 2 * kernel[row + i]);
      if (gain > largest) {
        largest = gain;
        second = i;
      }
    }
    const curvature = Math.max(MIN_CURVATURE, 2 - 2 * kernel[row + second]);
    const [rising, falling] = [strengths[first], strengths[second]];
    // As far as is best, or to the first place where a wall begins or ends.
    const goal = rising < 0 ? 0 : most[first];
    const end = falling > 0 ? 0 : least[second];
    const best = (highest + f[second] - down[second]) / curvature;
    step = Math.min(best, goal - rising, falling - end);
    // There exactly, not almost: the choice of rows above depends on it.
    strengths[first] = step === goal - rising ? goal : rising + step;
    strengths[second] = step === falling - end ? end : falling - step;
    settle(first);
    settle(second);
  }
  if (iterations === MAX_ITERATIONS)
    throw new Error(`the support vector machine did not settle in ${MAX_ITERATIONS} steps; lower c`);

  const bias = biasOf(strengths, f, up, down);
  let norm = 0;
  for (let i = 0; i < n; i++) norm += strengths[i] * f[i];
  let objective = norm / 2;
  let gap = 0;
  const { row, sign, level, cost } = walls;
  for (let k = 0; k < row.length; k++) {
    const slack = sign[k] * (f[row[k]] + bias) - level[k];
    const pull = Math.max(0, sign[k] * strengths[row[k]]);
    objective += cost[k] * Math.max(0, -slack);
    gap += slack > 0 ? pull * slack : (pull - cost[k]) * slack;
  }
  return { strengths, bias, objective, gap, iterations };
}

/** Of each row the range of its strength, and the f at which its wall below (`risen`) and above (`fallen`) is just met. */
function limitsOf(n: number, { row, sign, level, cost }: Walls) {
  const least = new Float64Array(n);
  const most = new Float64Array(n);
  const risen = new Float64Array(n).fill(-Infinity);
  const fallen = new Float64Array(n).fill(Infinity);
  for (let k = 0; k < row.length; k++) {
    if (sign[k] > 0) {
      most[row[k]] = cost[k];
      risen[row[k]] = level[k];
    } else {
      least[row[k]] = -cost[k];
      fallen[row[k]] = -level[k];
    }
  }
  return { least, most, risen, fallen };
}

/** What the walls that are just met ask for; without one, the middle of what is allowed. */
function biasOf(strengths: Float64Array, f: Float64Array, up: Float64Array, down: Float64Array): number {
  let total = 0;
  let free = 0;
  let above = -Infinity;
  let below = Infinity;
  for (let i = 0; i < f.length; i++) {
    if (strengths[i] !== 0 && up[i] === down[i]) {
      total += up[i] - f[i];
      free++;
    } else {
      above = Math.max(above, up[i] - f[i]);
      below = Math.min(below, down[i] - f[i]);
    }
  }
  return free > 0 ? total / free : (above + below) / 2;
}
