import { addGram, cholesky, choleskySolve } from '../stats/cholesky';
import { mean, median } from '../stats/summary';

/** The optimum of linear support vector regression. */
export interface SupportVectorSolution {
  readonly weights: Float64Array;
  readonly bias: number;
  /** ½‖w‖² + C Σ max(0, |w·x + b − y| − ε) */
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
/** Share of the way to the nearest bound that a step may go. */
const STEP = 0.995;

/**
 * Minimises ½‖w‖² + C Σ max(0, |w·x + b − y| − ε) by a primal-dual interior point method.
 *
 * Each row stands between two walls of the tube, 2n walls in all: wall k < n is the lower one of row k and pulls its
 * prediction up (sign +1), wall n + k the upper one (sign −1). `pull` is the wall's dual variable, between 0 and C;
 * `room` is C − pull; `inside` and `excess` say how far the prediction lies within or beyond the wall:
 * inside − excess = ε + sign·r, with r the prediction minus the truth. At the optimum pull·inside and room·excess
 * are 0 for every wall; an iteration makes these products smaller together. It solves one system of `width`
 * unknowns, because the n × n kernel matrix has no higher rank; so it costs n·width², and 10 to 30 iterations are
 * usual, whatever the scale of the columns or the size of C, where coordinate methods crawl.
 *
 * @param x n × width, row-major, all finite
 * @param y n targets, all finite
 * @throws Error when rounding leaves the solution too far from the optimum
 *
 * S. Mehrotra (1992), "On the implementation of a primal-dual interior point method", SIAM J. Optimization 2: 575-601.
 * M. Ferris, T. Munson (2002), "Interior-point methods for massive support vector machines",
 * SIAM J. Optimization 13: 783-804.
 */
export function solveSupportVectors(
  x: Float64Array,
  y: Float64Array,
  c: number,
  epsilon: number,
): SupportVectorSolution {
  const n = y.length;
  const walls = 2 * n;
  const width = x.length / n;

  // Columns and targets about their medians: this changes the bias alone, and keeps digits.
  const centres = columnMedians(x, width);
  const design = x.map((value, k) => value - centres[k % width]);
  const level = median(y);
  const targets = y.map((value) => value - level);

  const w = new Float64Array(width);
  let b = 0;
  const r = targets.map((target) => -target);
  const scale = c * totalExcess(r, epsilon); // the objective of these weights, all 0

  const wall = (k: number) => (k < n ? epsilon + r[k] : epsilon - r[k - n]);
  const pull = new Float64Array(walls).fill(c / 2);
  const room = new Float64Array(walls).fill(c / 2);
  const margin = mean(
    r.map((residual) => Math.max(Math.abs(epsilon + residual), Math.abs(epsilon - residual))),
  );
  const inside = pull.map((_, k) => Math.max(wall(k), 0) + margin);
  const excess = pull.map((_, k) => Math.max(-wall(k), 0) + margin);

  const beta = new Float64Array(n); // how strongly each row pulls in all; w = Xᵀβ and Σβ = 0 at the optimum
  const h = new Float64Array(n);
  const h2 = new Float64Array(n);
  const load = new Float64Array(n);
  const stiffness = new Float64Array(walls);
  const push = new Float64Array(walls);
  const weighted = new Float64Array(n * width);
  const system = new Float64Array(width * width);
  const stepW = new Float64Array(width);
  const stepR = new Float64Array(n);
  const stepPull = new Float64Array(walls);
  const stepInside = new Float64Array(walls);
  const stepExcess = new Float64Array(walls);

  let best: SupportVectorSolution = { weights: w, bias: 0, objective: scale, gap: Infinity, iterations: 0 };
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    for (let i = 0; i < n; i++) beta[i] = pull[i] - pull[n + i];
    const objective = squaredNorm(w) / 2 + c * totalExcess(r, epsilon);
    const gap = objective - dualObjective(design, beta, w, r, epsilon);
    if (gap < best.gap) best = { weights: w.slice(), bias: b, objective, gap, iterations: iteration };
    if (gap <= TARGET_GAP * scale || iteration >= best.iterations + PATIENCE) break;

    // Each row's share in the system; `heart` is the point of the columns that the bias answers for.
    for (let k = 0; k < walls; k++) stiffness[k] = inside[k] / pull[k] + excess[k] / room[k];
    for (let i = 0; i < n; i++) h[i] = 1 / stiffness[i] + 1 / stiffness[n + i];
    const total = sum(h);
    for (let i = 0; i < n; i++) h2[i] = h[i] / total;
    const heart = transposeTimes(design, h2, width);
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(h[i]);
      for (let j = 0; j < width; j++) weighted[i * width + j] = root * (design[i * width + j] - heart[j]);
    }
    system.fill(0);
    for (let j = 0; j < width; j++) system[j * width + j] = 1;
    addGram(weighted, system, width);
    cholesky(system, width, 1);

    /** From the pushes at the walls to the steps of weights, bias, residuals and pulls. */
    const solve = (): number => {
      for (let i = 0; i < n; i++) load[i] = beta[i] + push[i] / stiffness[i] - push[n + i] / stiffness[n + i];
      const loads = sum(load);
      for (let i = 0; i < n; i++) load[i] -= loads * h2[i]; // the same as moving the columns to their heart
      stepW.set(transposeTimes(design, load, width));
      for (let j = 0; j < width; j++) stepW[j] -= w[j];
      choleskySolve(system, stepW);
      let stepB = loads / total;
      for (let j = 0; j < width; j++) stepB -= heart[j] * stepW[j];
      times(design, stepW, stepB, stepR);
      for (let k = 0; k < walls; k++)
        stepPull[k] = (push[k] - (k < n ? stepR[k] : -stepR[k - n])) / stiffness[k];
      return stepB;
    };

    // First as if the optimum were one step away, to see how far such a step can go …
    for (let k = 0; k < walls; k++) push[k] = -wall(k);
    solve();
    let products = 0;
    for (let k = 0; k < walls; k++) {
      stepInside[k] = -inside[k] - (inside[k] / pull[k]) * stepPull[k];
      stepExcess[k] = -excess[k] + (excess[k] / room[k]) * stepPull[k];
      products += pull[k] * inside[k] + room[k] * excess[k];
    }
    const reach = longestStep(1);
    let productsThere = 0;
    for (let k = 0; k < walls; k++) {
      productsThere += (pull[k] + reach * stepPull[k]) * (inside[k] + reach * stepInside[k]);
      productsThere += (room[k] - reach * stepPull[k]) * (excess[k] + reach * stepExcess[k]);
    }
    // … then towards products that are all equal and as small as that step promised, its curvature included.
    const goal = ((productsThere / products) ** 3 * products) / (2 * walls);
    for (let k = 0; k < walls; k++) {
      stepInside[k] = (goal - stepPull[k] * stepInside[k]) / pull[k] - inside[k];
      stepExcess[k] = (goal + stepPull[k] * stepExcess[k]) / room[k] - excess[k];
      push[k] = stepInside[k] + inside[k] - (stepExcess[k] + excess[k]) - wall(k);
    }
    const stepB = solve();
    for (let k = 0; k < walls; k++) {
      stepInside[k] -= (inside[k] / pull[k]) * stepPull[k];
      stepExcess[k] += (excess[k] / room[k]) * stepPull[k];
    }
    const length = longestStep(STEP);
    for (let k = 0; k < walls; k++) {
      pull[k] += length * stepPull[k];
      room[k] -= length * stepPull[k];
      inside[k] += length * stepInside[k];
      excess[k] += length * stepExcess[k];
    }
    for (let j = 0; j < width; j++) w[j] += length * stepW[j];
    b += length * stepB;
    times(design, w, b, r);
    for (let i = 0; i < n; i++) r[i] -= targets[i];
  }
  if (!(best.gap <= ACCEPTED_GAP * scale)) {
    throw new Error(
      `support vector regression stopped ${best.gap} above the optimum of about ${best.objective}; ` +
        'normalize the columns or lower c',
    );
  }
  let bias = best.bias + level;
  for (let j = 0; j < width; j++) bias -= best.weights[j] * centres[j];
  return { ...best, bias };

  /** Largest step up to 1 that goes no further than `share` of the way to the first bound it meets. */
  function longestStep(share: number): number {
    let inverse = share;
    for (let k = 0; k < walls; k++) {
      inverse = Math.max(inverse, -stepPull[k] / pull[k], stepPull[k] / room[k]);
      inverse = Math.max(inverse, -stepInside[k] / inside[k], -stepExcess[k] / excess[k]);
    }
    return share / inverse;
  }
}

function columnMedians(x: Float64Array, width: number): Float64Array {
  const column = new Float64Array(x.length / width);
  return new Float64Array(width).map((_, j) => {
    for (let i = 0; i < column.length; i++) column[i] = x[i * width + j];
    return median(column);
  });
}

/** X·v + b into `out`. */
function times(design: Float64Array, v: Float64Array, b: number, out: Float64Array): void {
  const width = v.length;
  for (let i = 0; i < out.length; i++) {
    let total = b;
    for (let j = 0; j < width; j++) total += design[i * width + j] * v[j];
    out[i] = total;
  }
}

/** Xᵀ·v. */
function transposeTimes(design: Float64Array, v: Float64Array, width: number): Float64Array {
  const out = new Float64Array(width);
  for (let i = 0; i < v.length; i++) {
    for (let j = 0; j < width; j++) out[j] += design[i * width + j] * v[i];
  }
  return out;
}

/** Σ max(0, |r| − ε) */
function totalExcess(r: Float64Array, epsilon: number): number {
  let total = 0;
  for (let i = 0; i < r.length; i++) total += Math.max(0, Math.abs(r[i]) - epsilon);
  return total;
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

/** −½‖Xᵀβ‖² + y·β − ε Σ|β|, with y written as w·x + b − r, so that large terms cancel before they are summed. */
function dualObjective(
  design: Float64Array,
  beta: Float64Array,
  w: Float64Array,
  r: Float64Array,
  epsilon: number,
): number {
  const gathered = transposeTimes(design, beta, w.length);
  let total = -squaredNorm(gathered) / 2;
  for (let j = 0; j < w.length; j++) total += w[j] * gathered[j];
  for (let i = 0; i < beta.length; i++) total -= r[i] * beta[i] + epsilon * Math.abs(beta[i]);
  return total;
}
