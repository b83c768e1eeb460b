import { pow, square } from '../../stats/pow';
import { addGram, columnCentres } from '../../linalg/gram';
import { choleskySolver } from './wasm-cholesky';
import { wasmMatrix, type WasmMatrix } from '../../linalg/matrix-vector';
import { balancedAlphas, type HingeConstraints } from './hinge-constraints';

/** The optimum of a linear support vector machine. */
export interface SupportVectorSolution {
  readonly weights: Float64Array;
  readonly bias: number;
  /** ½‖w‖² + Σ cost·max(0, threshold − sign·f) */
  readonly objective: number;
  /** Duality gap: the objective is at most this far above its minimum. */
  readonly gap: number;
  readonly iterations: number;
}

const MAX_ITERATIONS = 200;
/** Wanted duality gap, as a share of the objective with all weights 0; leaves predictions six digits or more. */
const TARGET_GAP = 1e-13;
/** Accepted gap when rounding prevents a smaller one. */
const ACCEPTED_GAP = 1e-6;
/** Iterations without a smaller gap after which rounding is taken to prevent one. */
const PATIENCE = 5;
/**
 * Total weight of rows that a Newton system leaves out, relative to the 1 of its diagonal. Later iterations correct the
 * error of the step; near the optimum few rows but the support vectors remain.
 */
const NEGLIGIBLE = 0.1;
/** Share of the way to the nearest bound that a step may go. */
const STEP = 0.995;

/**
 * Minimises ½‖w‖² + Σ cost·max(0, threshold − sign·(w·x + b)) over the constraints by a primal-dual interior point method.
 *
 * `alpha` is a constraint's dual variable, between 0 and its cost C; `upperSlack` is C − α; the primal slacks `surplus` and
 * `xi` (ξ) say how far the prediction lies within or beyond the constraint: surplus − ξ = sign·f − threshold, the constraint's
 * residual. Complementary slackness: at the optimum α·surplus and (C − α)·ξ are 0 for every constraint; an iteration makes these
 * products smaller together, towards the centering parameter μ. It solves one system of
 * `width` unknowns, because the n × n kernel matrix has no higher rank; so it costs n·width², and 10 to 30
 * iterations are usual, whatever the scale of the columns or the size of the costs, where coordinate methods converge slowly.
 * svr-coordinate-descent.ts is a second solver, 20 times as fast for small regressions and three digits.
 *
 * @param x n × width, row-major, all finite
 * @param constraints one or more per row
 * @throws Error when rounding leaves the solution too far from the optimum
 *
 * S. Mehrotra (1992), "On the implementation of a primal-dual interior point method", SIAM J. Optimization 2: 575-601.
 * M. Ferris, T. Munson (2002), "Interior-point methods for massive support vector machines",
 * SIAM J. Optimization 13: 783-804.
 */
export function solveSupportVectors(
  x: Float64Array,
  n: number,
  constraints: HingeConstraints,
): SupportVectorSolution {
  const { row, sign, threshold, cost } = constraints;
  const count = row.length;
  const width = x.length / n;

  // Columns about their means: this changes the bias alone, and keeps digits.
  const centres = columnCentres(x, width);
  const matrix = wasmMatrix(x, width, centres);
  const negligible = NEGLIGIBLE / n;

  // One array for all: many small ones keep the garbage collector busy.
  const [ofRow, ofConstraint] = [vectors(7, n), vectors(10, count)];
  const [f, beta, rowWeight, rowShare, root, rowSquares, rowRhs] = ofRow; // beta: the signed dual variables of each row, summed; w = Xᵀβ and Σβ = 0 at the optimum
  const [residual, alpha, upperSlack, surplus, xi, rhs, scaling, stepAlpha, stepSurplus, stepXi] =
    ofConstraint;
  const w = new Float64Array(width);
  let b = 0;
  for (let k = 0; k < count; k++) residual[k] = -threshold[k];
  const scale = hingeLoss(residual, cost); // the objective of these weights, all 0

  if (scale === 0) return { weights: w, bias: 0, objective: 0, gap: 0, iterations: 0 }; // every constraint is met

  alpha.set(balancedAlphas(constraints));
  const margin = meanAbsolute(residual) || 1;
  for (let k = 0; k < count; k++) {
    upperSlack[k] = cost[k] - alpha[k];
    surplus[k] = Math.max(residual[k], 0) + margin;
    xi[k] = Math.max(-residual[k], 0) + margin;
  }
  squaredNorms(matrix, rowSquares);

  const dualWeights = new Float64Array(width);
  const weightedMean = new Float64Array(width); // of the columns; there the bias is the prediction
  const system = new Float64Array(width * width);
  const stepW = new Float64Array(width);
  const stepF = new Float64Array(n);
  let best: SupportVectorSolution = { weights: w, bias: 0, objective: scale, gap: Infinity, iterations: 0 };
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    beta.fill(0);
    for (let k = 0; k < count; k++) beta[row[k]] += sign[k] * alpha[k];
    const objective = squaredNorm(w) / 2 + hingeLoss(residual, cost);
    matrix.transposeTimes(beta, dualWeights);
    const gap = dualityGap(w, dualWeights, residual, alpha, upperSlack);
    if (gap < best.gap) best = { weights: w.slice(), bias: b, objective, gap, iterations: iteration };
    if (gap <= TARGET_GAP * scale || iteration >= best.iterations + PATIENCE) break;

    // Each row's weight in the system.
    rowWeight.fill(0);
    for (let k = 0; k < count; k++) {
      scaling[k] = surplus[k] / alpha[k] + xi[k] / upperSlack[k];
      rowWeight[row[k]] += 1 / scaling[k];
    }
    const total = sum(rowWeight);
    for (let i = 0; i < n; i++) rowShare[i] = rowWeight[i] / total;
    matrix.transposeTimes(rowShare, weightedMean);
    system.fill(0);
    for (let j = 0; j < width; j++) system[j * width + j] = 1;
    for (let i = 0; i < n; i++)
      root[i] = rowWeight[i] * rowSquares[i] > negligible ? Math.sqrt(rowWeight[i]) : 0;
    addGram(matrix.rows, system, width, { stride: matrix.stride, centre: weightedMean, scale: root });
    const solve = choleskySolver(system, width, 1);

    // Predictor: the affine scaling direction (μ = 0), and how far it can go.
    for (let k = 0; k < count; k++) rhs[k] = -residual[k];
    solveNewton(solve, total);
    let products = 0;
    for (let k = 0; k < count; k++) {
      stepSurplus[k] = -surplus[k] - (surplus[k] / alpha[k]) * stepAlpha[k];
      stepXi[k] = -xi[k] + (xi[k] / upperSlack[k]) * stepAlpha[k];
      products += alpha[k] * surplus[k] + upperSlack[k] * xi[k];
    }
    const affineStep = longestStep(1, alpha, upperSlack, surplus, xi, stepAlpha, stepSurplus, stepXi);
    let productsThere = 0;
    for (let k = 0; k < count; k++) {
      productsThere += (alpha[k] + affineStep * stepAlpha[k]) * (surplus[k] + affineStep * stepSurplus[k]);
      productsThere += (upperSlack[k] - affineStep * stepAlpha[k]) * (xi[k] + affineStep * stepXi[k]);
    }
    // Corrector: μ from the progress of the predictor (Mehrotra's cube), with second-order terms.
    const mu = (pow(productsThere / products, 3) * products) / (2 * count);
    for (let k = 0; k < count; k++) {
      stepSurplus[k] = (mu - stepAlpha[k] * stepSurplus[k]) / alpha[k] - surplus[k];
      stepXi[k] = (mu + stepAlpha[k] * stepXi[k]) / upperSlack[k] - xi[k];
      rhs[k] = stepSurplus[k] + surplus[k] - (stepXi[k] + xi[k]) - residual[k];
    }
    const stepB = solveNewton(solve, total);
    for (let k = 0; k < count; k++) {
      stepSurplus[k] -= (surplus[k] / alpha[k]) * stepAlpha[k];
      stepXi[k] += (xi[k] / upperSlack[k]) * stepAlpha[k];
    }
    const length = longestStep(STEP, alpha, upperSlack, surplus, xi, stepAlpha, stepSurplus, stepXi);
    for (let k = 0; k < count; k++) {
      alpha[k] += length * stepAlpha[k];
      upperSlack[k] -= length * stepAlpha[k];
      surplus[k] += length * stepSurplus[k];
      xi[k] += length * stepXi[k];
    }
    for (let j = 0; j < width; j++) w[j] += length * stepW[j];
    b += length * stepB;
    matrix.times(w, b, f);
    for (let k = 0; k < count; k++) residual[k] = sign[k] * f[row[k]] - threshold[k];
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

  /** Solves the Newton system for the steps of weights, predictions and dual variables; returns the step of the bias. */
  function solveNewton(solve: (b: Float64Array) => void, total: number): number {
    rowRhs.set(beta);
    for (let k = 0; k < count; k++) rowRhs[row[k]] += (sign[k] * rhs[k]) / scaling[k];
    const rhsSum = sum(rowRhs);
    for (let i = 0; i < n; i++) rowRhs[i] -= rhsSum * rowShare[i]; // the same as taking their weighted mean from the columns
    matrix.transposeTimes(rowRhs, stepW);
    for (let j = 0; j < width; j++) stepW[j] -= w[j];
    solve(stepW);
    let stepB = rhsSum / total;
    for (let j = 0; j < width; j++) stepB -= weightedMean[j] * stepW[j];
    matrix.times(stepW, stepB, stepF);
    for (let k = 0; k < count; k++) stepAlpha[k] = (rhs[k] - sign[k] * stepF[row[k]]) / scaling[k];
    return stepB;
  }
}

/** Several vectors of one length in one array. */
function vectors(count: number, length: number): Float64Array[] {
  const all = new Float64Array(count * length);
  return Array.from({ length: count }, (_, i) => all.subarray(i * length, (i + 1) * length));
}

/** Primal minus dual objective, written so that every term is 0 or more and nothing cancels; Σβ = 0 from the start. */
function dualityGap(
  w: Float64Array,
  dualWeights: Float64Array,
  residual: Float64Array,
  alpha: Float64Array,
  upperSlack: Float64Array,
): number {
  let total = 0;
  for (let j = 0; j < w.length; j++) total += square(w[j] - dualWeights[j]) / 2;
  for (let k = 0; k < residual.length; k++)
    total += residual[k] > 0 ? alpha[k] * residual[k] : -upperSlack[k] * residual[k];
  return total;
}

/** Largest step up to 1 that goes no further than `share` of the way to the first bound it meets. */
function longestStep(
  share: number,
  alpha: Float64Array,
  upperSlack: Float64Array,
  surplus: Float64Array,
  xi: Float64Array,
  stepAlpha: Float64Array,
  stepSurplus: Float64Array,
  stepXi: Float64Array,
): number {
  let inverse = share;
  for (let k = 0; k < alpha.length; k++) {
    inverse = Math.max(inverse, -stepAlpha[k] / alpha[k], stepAlpha[k] / upperSlack[k]);
    inverse = Math.max(inverse, -stepSurplus[k] / surplus[k], -stepXi[k] / xi[k]);
  }
  return share / inverse;
}

function squaredNorms({ rows, stride }: WasmMatrix, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) {
    for (let k = i * stride; k < (i + 1) * stride; k++) into[i] += rows[k] * rows[k];
  }
}

/** Σ cost·max(0, −residual) */
function hingeLoss(residual: Float64Array, cost: Float64Array): number {
  let total = 0;
  for (let k = 0; k < residual.length; k++) total += cost[k] * Math.max(0, -residual[k]);
  return total;
}

function meanAbsolute(v: Float64Array): number {
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
