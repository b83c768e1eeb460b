import { pow, square } from '../stats/pow';
import { addGram, columnCentres } from './gram';
import { positiveSystem } from './positive-system';
import { restingMatrix, type RestingMatrix } from './resting-matrix';
import { balancedPulls, type Walls } from './walls';

/** The optimum of a linear support vector machine. */
export interface SupportVectorSolution {
  readonly weights: Float64Array;
  readonly bias: number;
  /** ½‖w‖² + Σ cost·max(0, level − sign·f) */
  readonly objective: number;
  /** The objective is at most this far above the least possible one. */
  readonly gap: number;
  readonly iterations: number;
}

const MAX_ITERATIONS = 200;
/** Duality gap aimed at, as a share of the objective with all weights 0; leaves predictions six digits or more. */
const TARGET_GAP = 1e-13;
/** Good enough when rounding allows no better. */
const ACCEPTED_GAP = 1e-6;
/** Iterations without a smaller gap after which rounding is taken to allow no better. */
const PATIENCE = 5;
/**
 * What rows may be left out of the system with, all together, beside the 1 of its diagonal: the steps are then that much
 * off, which later ones mend, and in the end few rows but the support vectors are left.
 */
const NEGLIGIBLE = 0.1;
/** Share of the way to the nearest bound that a step may go. */
const STEP = 0.995;

/**
 * Minimises ½‖w‖² + Σ cost·max(0, level − sign·(w·x + b)) over the walls by a primal-dual interior point method.
 *
 * `pull` is a wall's dual variable, between 0 and its cost; `room` is cost − pull; `inside` and `excess` say how far
 * the prediction lies within or beyond the wall: inside − excess = sign·f − level, the wall's slack. At the optimum
 * pull·inside and room·excess are 0 for every wall; an iteration makes these products smaller together. It solves one
 * system of `width` unknowns, because the n × n kernel matrix has no higher rank; so it costs n·width², and 10 to 30
 * iterations are usual, whatever the scale of the columns or the size of the costs, where coordinate methods crawl.
 *
 * @param x n × width, row-major, all finite
 * @param walls one or more per row
 * @throws Error when rounding leaves the solution too far from the optimum
 *
 * S. Mehrotra (1992), "On the implementation of a primal-dual interior point method", SIAM J. Optimization 2: 575-601.
 * M. Ferris, T. Munson (2002), "Interior-point methods for massive support vector machines",
 * SIAM J. Optimization 13: 783-804.
 */
export function solveSupportVectors(x: Float64Array, n: number, walls: Walls): SupportVectorSolution {
  const { row, sign, level, cost } = walls;
  const count = row.length;
  const width = x.length / n;

  // Columns about their means: this changes the bias alone, and keeps digits.
  const centres = columnCentres(x, width);
  const matrix = restingMatrix(x, width, centres);
  const negligible = NEGLIGIBLE / n;

  // One array for all: many small ones keep the garbage collector busy.
  const [ofRow, ofWall] = [vectors(7, n), vectors(10, count)];
  const [f, beta, h, h2, root, sizes, load] = ofRow; // beta: how strongly each row pulls in all; w = Xᵀβ and Σβ = 0 at the optimum
  const [slack, pull, room, inside, excess, push, stiffness, stepPull, stepInside, stepExcess] = ofWall;
  const w = new Float64Array(width);
  let b = 0;
  for (let k = 0; k < count; k++) slack[k] = -level[k];
  const scale = shortfall(slack, cost); // the objective of these weights, all 0

  if (scale === 0) return { weights: w, bias: 0, objective: 0, gap: 0, iterations: 0 }; // nothing stands in the way

  pull.set(balancedPulls(walls));
  const margin = meanSize(slack) || 1;
  for (let k = 0; k < count; k++) {
    room[k] = cost[k] - pull[k];
    inside[k] = Math.max(slack[k], 0) + margin;
    excess[k] = Math.max(-slack[k], 0) + margin;
  }
  squaredLengths(matrix, sizes);

  const gathered = new Float64Array(width);
  const heart = new Float64Array(width); // the point of the columns that the bias answers for
  const system = new Float64Array(width * width);
  const stepW = new Float64Array(width);
  const stepF = new Float64Array(n);
  const newton: Newton = {
    walls,
    matrix,
    heart,
    h2,
    beta,
    stiffness,
    push,
    load,
    w,
    stepW,
    stepF,
    stepPull,
  };

  let best: SupportVectorSolution = { weights: w, bias: 0, objective: scale, gap: Infinity, iterations: 0 };
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    beta.fill(0);
    for (let k = 0; k < count; k++) beta[row[k]] += sign[k] * pull[k];
    const objective = squaredNorm(w) / 2 + shortfall(slack, cost);
    matrix.transposeTimes(beta, gathered);
    const gap = dualityGap(w, gathered, slack, pull, room);
    if (gap < best.gap) best = { weights: w.slice(), bias: b, objective, gap, iterations: iteration };
    if (gap <= TARGET_GAP * scale || iteration >= best.iterations + PATIENCE) break;

    // Each row's share in the system.
    h.fill(0);
    for (let k = 0; k < count; k++) {
      stiffness[k] = inside[k] / pull[k] + excess[k] / room[k];
      h[row[k]] += 1 / stiffness[k];
    }
    const total = sum(h);
    for (let i = 0; i < n; i++) h2[i] = h[i] / total;
    matrix.transposeTimes(h2, heart);
    system.fill(0);
    for (let j = 0; j < width; j++) system[j * width + j] = 1;
    for (let i = 0; i < n; i++) root[i] = h[i] * sizes[i] > negligible ? Math.sqrt(h[i]) : 0;
    addGram(matrix.rows, system, width, { stride: matrix.stride, centre: heart, scale: root });
    const solve = positiveSystem(system, width, 1);

    // First as if the optimum were one step away, to see how far such a step can go …
    for (let k = 0; k < count; k++) push[k] = -slack[k];
    solveNewton(newton, solve, total);
    let products = 0;
    for (let k = 0; k < count; k++) {
      stepInside[k] = -inside[k] - (inside[k] / pull[k]) * stepPull[k];
      stepExcess[k] = -excess[k] + (excess[k] / room[k]) * stepPull[k];
      products += pull[k] * inside[k] + room[k] * excess[k];
    }
    const reach = longestStep(1, pull, room, inside, excess, stepPull, stepInside, stepExcess);
    let productsThere = 0;
    for (let k = 0; k < count; k++) {
      productsThere += (pull[k] + reach * stepPull[k]) * (inside[k] + reach * stepInside[k]);
      productsThere += (room[k] - reach * stepPull[k]) * (excess[k] + reach * stepExcess[k]);
    }
    // … then towards products that are all equal and as small as that step promised, its curvature included.
    const goal = (pow(productsThere / products, 3) * products) / (2 * count);
    for (let k = 0; k < count; k++) {
      stepInside[k] = (goal - stepPull[k] * stepInside[k]) / pull[k] - inside[k];
      stepExcess[k] = (goal + stepPull[k] * stepExcess[k]) / room[k] - excess[k];
      push[k] = stepInside[k] + inside[k] - (stepExcess[k] + excess[k]) - slack[k];
    }
    const stepB = solveNewton(newton, solve, total);
    for (let k = 0; k < count; k++) {
      stepInside[k] -= (inside[k] / pull[k]) * stepPull[k];
      stepExcess[k] += (excess[k] / room[k]) * stepPull[k];
    }
    const length = longestStep(STEP, pull, room, inside, excess, stepPull, stepInside, stepExcess);
    for (let k = 0; k < count; k++) {
      pull[k] += length * stepPull[k];
      room[k] -= length * stepPull[k];
      inside[k] += length * stepInside[k];
      excess[k] += length * stepExcess[k];
    }
    for (let j = 0; j < width; j++) w[j] += length * stepW[j];
    b += length * stepB;
    matrix.times(w, b, f);
    for (let k = 0; k < count; k++) slack[k] = sign[k] * f[row[k]] - level[k];
  }
  if (!(best.gap <= ACCEPTED_GAP * scale)) {
    throw new Error(
      `the support vector machine stopped ${best.gap} above the optimum of about ${best.objective}; ` +
        'normalize the columns or lower c',
    );
  }
  let bias = best.bias;
  for (let j = 0; j < width; j++) bias -= best.weights[j] * centres[j];
  return { ...best, bias };
}

/** So many vectors of a length, side by side. */
function vectors(count: number, length: number): Float64Array[] {
  const all = new Float64Array(count * length);
  return Array.from({ length: count }, (_, i) => all.subarray(i * length, (i + 1) * length));
}

/** What a step is worked out from, and where it goes. */
interface Newton {
  readonly walls: Walls;
  readonly matrix: RestingMatrix;
  readonly heart: Float64Array;
  /** Of each row its share in the system, as a share of all rows'. */
  readonly h2: Float64Array;
  readonly beta: Float64Array;
  readonly stiffness: Float64Array;
  readonly push: Float64Array;
  readonly load: Float64Array;
  readonly w: Float64Array;
  readonly stepW: Float64Array;
  readonly stepF: Float64Array;
  readonly stepPull: Float64Array;
}

/** From the pushes at the walls to the steps of weights, predictions, pulls and (returned) bias. */
function solveNewton(newton: Newton, solve: (b: Float64Array) => void, total: number): number {
  const { walls, matrix, heart, h2, beta, stiffness, push, load, w, stepW, stepF, stepPull } = newton;
  const { row, sign } = walls;
  load.set(beta);
  for (let k = 0; k < row.length; k++) load[row[k]] += (sign[k] * push[k]) / stiffness[k];
  const loads = sum(load);
  for (let i = 0; i < load.length; i++) load[i] -= loads * h2[i]; // the same as moving the columns to their heart
  matrix.transposeTimes(load, stepW);
  for (let j = 0; j < w.length; j++) stepW[j] -= w[j];
  solve(stepW);
  let stepB = loads / total;
  for (let j = 0; j < w.length; j++) stepB -= heart[j] * stepW[j];
  matrix.times(stepW, stepB, stepF);
  for (let k = 0; k < row.length; k++) stepPull[k] = (push[k] - sign[k] * stepF[row[k]]) / stiffness[k];
  return stepB;
}

/** Primal minus dual objective, written so that every term is 0 or more and nothing cancels; Σβ = 0 from the start. */
function dualityGap(
  w: Float64Array,
  gathered: Float64Array,
  slack: Float64Array,
  pull: Float64Array,
  room: Float64Array,
): number {
  let total = 0;
  for (let j = 0; j < w.length; j++) total += square(w[j] - gathered[j]) / 2;
  for (let k = 0; k < slack.length; k++) total += slack[k] > 0 ? pull[k] * slack[k] : -room[k] * slack[k];
  return total;
}

/** Largest step up to 1 that goes no further than `share` of the way to the first bound it meets. */
function longestStep(
  share: number,
  pull: Float64Array,
  room: Float64Array,
  inside: Float64Array,
  excess: Float64Array,
  stepPull: Float64Array,
  stepInside: Float64Array,
  stepExcess: Float64Array,
): number {
  let inverse = share;
  for (let k = 0; k < pull.length; k++) {
    inverse = Math.max(inverse, -stepPull[k] / pull[k], stepPull[k] / room[k]);
    inverse = Math.max(inverse, -stepInside[k] / inside[k], -stepExcess[k] / excess[k]);
  }
  return share / inverse;
}

function squaredLengths({ rows, stride }: RestingMatrix, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) {
    for (let k = i * stride; k < (i + 1) * stride; k++) into[i] += rows[k] * rows[k];
  }
}

/** Σ cost·max(0, −slack) */
function shortfall(slack: Float64Array, cost: Float64Array): number {
  let total = 0;
  for (let k = 0; k < slack.length; k++) total += cost[k] * Math.max(0, -slack[k]);
  return total;
}

function meanSize(v: Float64Array): number {
  let total = 0;
  for (let k = 0; k < v.length; k++) total += Math.abs(v[k]);
  return total / v.length;
}

function sum(v: Float64Array): number {
  let total = 0;
  for (let i = 0; i < v.length; i++) total += v[i];
  return total;
}

function squaredNorm(v: Float64Array): number {
  let total = 0;
  for (let j = 0; j < v.length; j++) total += v[j] * v[j];
  return total;
}
