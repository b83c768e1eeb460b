import { assemble, f64x2, i32, kernel as code, repeat, sharedWorkspace } from '../dsp/wasm';
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

const { add, sub, mul, div, max, min, gt, choose, load, loadTwice, loadFloats, store, of } = f64x2;
const twice = (x: number) => of(x, x);
/** Places of pairs of numbers before the arrays, in bytes: the largest of the even and of the odd rows, which rows these are, the least. */
const [MOST, PLACE, LEAST] = [0, 16, 32];
/** Of single numbers: the step, and the bias that is asked for. */
const [STEP, ASKED] = [48, 56];
const HEAD = 64;

/**
 * Moves f by the last step, from the kernel's rows `first` and `second`; finds the highest bias that a row asks for (`up`
 * less f), which row that is, and the lowest (`down` less f).
 */
const move = code(6, ([f, end, up, down, first, second], local) => {
  const [most, place, least, row, here, bits] = Array.from({ length: 6 }, () => local('v128'));
  const [eight, sixteen] = [i32.of(8), i32.of(16)];
  return [
    most.set(twice(-Infinity)),
    least.set(twice(Infinity)),
    row.set(of(0, 1)),
    repeat(f, f.get, end.get, sixteen, [
      here.set(mul(loadTwice(i32.of(STEP)), sub(loadFloats(first.get), loadFloats(second.get)))),
      here.set(add(load(f.get), here.get)),
      store(f.get, 0, here.get),
      least.set(min(least.get, sub(load(down.get), here.get))),
      here.set(sub(load(up.get), here.get)),
      bits.set(gt(here.get, most.get)),
      most.set(choose(here.get, most.get, bits.get)),
      place.set(choose(row.get, place.get, bits.get)),
      row.set(add(row.get, twice(2))),
      up.set(i32.add(up.get, sixteen)),
      down.set(i32.add(down.get, sixteen)),
      first.set(i32.add(first.get, eight)),
      second.set(i32.add(second.get, eight)),
    ]),
    store(i32.of(MOST), 0, most.get),
    store(i32.of(PLACE), 0, place.get),
    store(i32.of(LEAST), 0, least.get),
  ];
});

/** Of the rows that can fall below the bias asked for, the one that gains most by being moved against row `first`. */
const partner = code(4, ([f, end, down, first], local) => {
  const [most, place, row, rise, gain, bits] = Array.from({ length: 6 }, () => local('v128'));
  return [
    most.set(twice(-Infinity)),
    row.set(of(0, 1)),
    repeat(f, f.get, end.get, i32.of(16), [
      rise.set(sub(add(loadTwice(i32.of(ASKED)), load(f.get)), load(down.get))),
      gain.set(max(twice(MIN_CURVATURE), sub(twice(2), mul(twice(2), loadFloats(first.get))))),
      gain.set(div(mul(rise.get, rise.get), gain.get)),
      gain.set(choose(gain.get, twice(-Infinity), gt(rise.get, twice(0)))),
      bits.set(gt(gain.get, most.get)),
      most.set(choose(gain.get, most.get, bits.get)),
      place.set(choose(row.get, place.get, bits.get)),
      row.set(add(row.get, twice(2))),
      down.set(i32.add(down.get, i32.of(16))),
      first.set(i32.add(first.get, i32.of(8))),
    ]),
    store(i32.of(MOST), 0, most.get),
    store(i32.of(PLACE), 0, place.get),
  ];
});

const workspace = sharedWorkspace(assemble({ move, partner }));

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
  const even = n + (n & 1);
  const [fAt, upAt, downAt, firstAt] = [0, 1, 2, 3].map((array) => HEAD + 8 * even * array);
  const secondAt = firstAt + 4 * even;
  const { run, view } = workspace(secondAt + 4 * even);
  const head = view(0, HEAD / 8).fill(0);
  const f = view(fAt, even).fill(0); // without the bias
  // The f + bias that a row asks for while its strength can rise, and while it can fall.
  const up = view(upAt, even).fill(-Infinity);
  const down = view(downAt, even).fill(Infinity);
  const firstRow = new Float32Array(f.buffer, firstAt, even).fill(0);
  const secondRow = new Float32Array(f.buffer, secondAt, even).fill(0);
  const settle = (i: number): void => {
    const strength = strengths[i];
    up[i] = strength < 0 ? fallen[i] : strength < most[i] ? risen[i] : -Infinity;
    down[i] = strength > 0 ? risen[i] : strength > least[i] ? fallen[i] : Infinity;
  };
  for (let i = 0; i < n; i++) settle(i);

  let iterations = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    run.move(fAt, upAt, upAt, downAt, firstAt, secondAt);
    const highest = Math.max(head[MOST / 8], head[MOST / 8 + 1]);
    const lowest = Math.min(head[LEAST / 8], head[LEAST / 8 + 1]);
    if (!(highest - lowest > TOLERANCE)) break;
    const first = placeOfMost(head);
    firstRow.set(kernel.subarray(first * n, (first + 1) * n));
    head[ASKED / 8] = highest;
    run.partner(fAt, upAt, downAt, firstAt);
    const second = placeOfMost(head);
    secondRow.set(kernel.subarray(second * n, (second + 1) * n));
    const curvature = Math.max(MIN_CURVATURE, 2 - 2 * firstRow[second]);
    const [rising, falling] = [strengths[first], strengths[second]];
    // As far as is best, or to the first place where a wall begins or ends.
    const goal = rising < 0 ? 0 : most[first];
    const end = falling > 0 ? 0 : least[second];
    const best = (highest + f[second] - down[second]) / curvature;
    const step = Math.min(best, goal - rising, falling - end);
    head[STEP / 8] = step;
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

/** The first row that reaches the largest number. */
function placeOfMost(head: Float64Array): number {
  const [even, odd] = [head[MOST / 8], head[MOST / 8 + 1]];
  const [evenRow, oddRow] = [head[PLACE / 8], head[PLACE / 8 + 1]];
  return even > odd || (even === odd && evenRow < oddRow) ? evenRow : oddRow;
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
  for (let i = 0; i < strengths.length; i++) {
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
