import { sincKernels } from '../kernels/built/sinc';
import { sharedWorkspace } from '../kernels/workspace';
import { brentMaximum } from './brent';

/**
 * Value of `y` at the real index `x` by sinc interpolation with a raised-cosine window.
 *
 * Σ y[i] · sin(π(x − i)) / (π(x − i)) · (½ + ½ cos(π(x − i) / reach)) over `depth` samples on either side, where `reach` is
 * the distance from x to one sample beyond the last one used on that side. Near an end of `y` the depth shrinks to the
 * samples on the shorter side: with two it is a cubic, with one linear.
 *
 * @returns the outermost value beyond the ends; NaN for an empty array
 *
 * Praat manual, "vector value interpolation".
 */
export function sincInterpolate(y: Float64Array, x: number, depth: number): number {
  const last = y.length - 1;
  if (last < 0) return NaN;
  if (x >= last) return y[last];
  if (x <= 0) return y[0];
  const left = Math.floor(x);
  const phase = x - left; // 0 … 1
  if (phase === 0) return y[left];
  const used = Math.min(depth, left + 1, last - left);
  if (used < 2) return y[left] + phase * (y[left + 1] - y[left]);
  if (used === 2) return cubic(y, left, phase);

  // sin(π(x − i)) alternates in sign only; a recurrence gives the cosines of both sides.
  const rest = 1 - phase;
  const angleLeft = Math.PI / (phase + used);
  const angleRight = Math.PI / (rest + used);
  const twiceLeft = 2 * Math.cos(angleLeft);
  const twiceRight = 2 * Math.cos(angleRight);
  let cosLeft = Math.cos(angleLeft * phase);
  let cosRight = Math.cos(angleRight * rest);
  let beforeLeft = Math.cos(angleLeft * (phase - 1));
  let beforeRight = Math.cos(angleRight * (rest - 1));
  let sign = 1;
  let sum = 0;
  for (let k = 0; k < used; k++) {
    const toLeft = phase + k;
    const toRight = rest + k;
    const a = y[left - k] * (1 + cosLeft);
    const b = y[left + 1 + k] * (1 + cosRight);
    sum += (sign * (a * toRight + b * toLeft)) / (toLeft * toRight);
    const nextLeft = twiceLeft * cosLeft - beforeLeft;
    const nextRight = twiceRight * cosRight - beforeRight;
    beforeLeft = cosLeft;
    beforeRight = cosRight;
    cosLeft = nextLeft;
    cosRight = nextRight;
    sign = -sign;
  }
  return (0.5 * Math.sin(Math.PI * phase) * sum) / Math.PI;
}

/** Cubic through y[left] and y[left + 1] with the central differences as slopes. */
function cubic(y: Float64Array, left: number, phase: number): number {
  const rest = 1 - phase;
  const slopeLeft = 0.5 * (y[left + 1] - y[left - 1]);
  const slopeRight = 0.5 * (y[left + 2] - y[left]);
  const rise = y[left + 1] - y[left];
  const curvature = 0.5 * (slopeRight - slopeLeft) + (phase - 0.5) * (slopeLeft + slopeRight - 2 * rise);
  return y[left] * rest + y[left + 1] * phase - phase * rest * curvature;
}

/**
 * Writes the weights of the 2 · depth samples of `sincInterpolate`, far from the ends.
 *
 * @param phase position after the depth-th of these samples, 0 … 1
 * @param weights result, 2 · depth numbers
 */
export function sincWeights(phase: number, depth: number, weights: Float64Array): void {
  for (let k = 0; k < 2 * depth; k++) {
    const distance = phase - (k - depth + 1); // negative to the right
    const reach = distance < 0 ? depth + 1 - phase : depth + phase;
    const angle = Math.PI * distance;
    const sinc = distance === 0 ? 1 : Math.sin(angle) / angle;
    weights[k] = sinc * (0.5 + 0.5 * Math.cos(angle / reach));
  }
}

/** A maximum: abscissa and ordinate. */
export interface Peak {
  x: number;
  y: number;
}

/**
 * Finds the maximum of the sinc interpolation of `y` within one sample of index `near` by Newton's method: first with a small
 * depth, which is faster, then with `depth`. Of two maxima it finds the one nearest to the vertex of the parabola through
 * the three samples.
 *
 * @param near index of a local maximum of `y`, not at its ends
 * @param peak result; on speech x is accurate to 1e-6 samples
 */
export function sincMaximum(y: Float64Array, near: number, depth: number, peak: Peak): void {
  const curvature = 2 * y[near] - y[near - 1] - y[near + 1];
  const slope = 0.5 * (y[near + 1] - y[near - 1]);
  peak.x = near + (curvature > 0 ? slope / curvature : 0);
  peak.y = y[near] + (curvature > 0 ? (0.5 * slope * slope) / curvature : 0);
  if (near < 2 || near > y.length - 3) return; // sincs need two samples on either side
  if (depth > 30) newton(y, near, 30, 1e-2, peak);
  newton(y, near, depth, 1e-3, peak);
}

/**
 * Finds the same maximum by Brent's method, as Praat does, to 1e-8 of x. It takes about three times as long; use it where
 * it matters which of two maxima is found, and near the ends of `y`.
 */
export function sincMaximumBrent(y: Float64Array, near: number, depth: number, peak: Peak): void {
  const value = (x: number): number => sincInterpolate(y, x, depth);
  peak.x = brentMaximum(value, near - 1, near + 1, 1e-10);
  peak.y = value(peak.x);
}

/** Distance of Brent's first two points from sample `near`, and the interpolation weights there. */
const firstStep = Math.sqrt(5) - 2;
const shortDepth = 8;
const rightWeights = new Float64Array(2 * shortDepth);
const leftWeights = new Float64Array(2 * shortDepth);
sincWeights(firstStep, shortDepth, rightWeights);
sincWeights(1 - firstStep, shortDepth, leftWeights);
/** A single, roughly symmetric maximum lies within half a sample of the highest sample. */
const maxShift = 0.52;

/**
 * Finds the maximum that Praat finds, by Newton's method where the curve has one maximum within a sample of index `near`,
 * as almost all have.
 *
 * Two maxima are possible where Newton's method ends far from the highest sample, or on the side that Brent's method
 * leaves first: then it uses Brent's method.
 *
 * @param near index of a local maximum of `y`, not at its ends
 */
export function sincMaximumPraat(y: Float64Array, near: number, depth: number, peak: Peak): void {
  sincMaximum(y, near, depth, peak);
  const shift = peak.x - near;
  let ambiguous = Math.abs(shift) > maxShift;
  if (!ambiguous && Math.abs(shift) > firstStep && near >= shortDepth && near + shortDepth < y.length) {
    let rise = 0; // from Brent's left point to his right point
    for (let k = 0, i = near - shortDepth; k < 2 * shortDepth; k++, i++)
      rise += rightWeights[k] * y[i + 1] - leftWeights[k] * y[i];
    ambiguous = rise * shift < 0;
  }
  if (ambiguous) sincMaximumBrent(y, near, depth, peak);
}

/** Newton's method from peak.x until a step is at most `tolerance` samples. */
function newton(y: Float64Array, near: number, depth: number, tolerance: number, peak: Peak): void {
  for (let iteration = 0; iteration < 20; iteration++) {
    sincDerivatives(y, peak.x, depth);
    // Where the curve is convex Newton's method would find a minimum: step uphill.
    const jump = curve.curvature < 0 ? -curve.slope / curve.curvature : 0.1 * Math.sign(curve.slope);
    const move = Math.max(-0.25, Math.min(0.25, jump));
    const x = Math.max(near - 1, Math.min(near + 1, peak.x + move));
    const step = x - peak.x;
    peak.x = x;
    peak.y = curve.value + step * (curve.slope + 0.5 * step * curve.curvature);
    if (Math.abs(step) <= tolerance) return;
  }
}

/** Result of sincDerivatives; the curvature is the second derivative. */
const curve = { value: 0, slope: 0, curvature: 0 };

/**
 * Writes value and first two derivatives of `sincInterpolate` at `x`, for x between the second and the last but one sample.
 *
 * On either side the k-th sample has distance d = phase + k (on the right, phase is 1 − phase) and weight
 * sin(π d) / (π d) · (1 + cos θ) / 2 with θ = π d / reach; the sine differs in sign only. The nearest sample, whose
 * distance may be 0, is computed apart from the sums over the others.
 */
function sincDerivatives(y: Float64Array, x: number, depth: number): void {
  const last = y.length - 1;
  const left = Math.min(last - 1, Math.floor(x));
  const phase = x - left;
  const used = Math.min(depth, left + 1, last - left);
  const length = place.samples + 2 * used;
  if (numbers.length < length) {
    workspace = sincSums(16 * length);
    numbers = workspace.view(0, 2 * length);
  }
  prepareSide(0, phase, used);
  prepareSide(1, 1 - phase, used);
  numbers.set(y.subarray(left - used + 1, left + used + 1), place.samples);
  const nearest = place.samples + used - 1;
  workspace.run.sums(used - 1, 8 * (nearest - 1), 8 * (nearest + 2), 0, 8 * place.values);
  curve.value = curve.slope = curve.curvature = 0;
  addSide(0, y[left], phase, used, 1);
  addSide(1, y[left + 1], 1 - phase, used, -1);
}

/** Indices of the kernel's inputs, sums (left side, then right side) and samples; see lib/kernels/assembly/sinc.ts. */
const place = {
  distance: 0,
  angleSlope: 2,
  slopeLoss: 4,
  cos: 6,
  sin: 8,
  cosStep: 10,
  sinStep: 12,
  values: 14,
  slopes: 16,
  sines: 18,
  curvatures: 20,
  samples: 22,
};
const sincSums = sharedWorkspace(sincKernels);
let workspace = sincSums(0);
let numbers = workspace.view(0, 0);

/** Writes the angle at k = 1, its derivative and its step for the kernel. */
function prepareSide(side: 0 | 1, phase: number, used: number): void {
  const angle = Math.PI / (phase + used); // from sample to sample
  numbers[place.distance + side] = phase + 1;
  numbers[place.slopeLoss + side] = angle / (phase + used);
  numbers[place.angleSlope + side] = ((used - 1) * angle) / (phase + used);
  numbers[place.cos + side] = Math.cos(angle * (phase + 1));
  numbers[place.sin + side] = Math.sin(angle * (phase + 1));
  numbers[place.cosStep + side] = Math.cos(angle);
  numbers[place.sinStep + side] = Math.sin(angle);
}

/** Adds the contribution of one side's samples to `curve`; `direction` is 1 where its phase grows with x, else −1. */
function addSide(side: 0 | 1, nearest: number, phase: number, used: number, direction: number): void {
  const angle = Math.PI * phase;
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const reach = phase + used;

  // Samples k ≥ 1: sin(π phase) / (2π) times a sum and its derivatives.
  const sum = numbers[place.values + side];
  const slope = -numbers[place.slopes + side];
  const curvature = numbers[place.curvatures + side] + (2 / reach) * numbers[place.sines + side];
  const factor = 0.5 / Math.PI;
  curve.value += factor * sine * sum;
  curve.slope += direction * factor * (Math.PI * cosine * sum + sine * slope);
  curve.curvature += factor * (2 * Math.PI * cosine * slope + sine * (curvature - Math.PI * Math.PI * sum));

  // The nearest sample: a sinc (near 0 by its series, which is exact there) times the raised cosine.
  const square = angle * angle;
  const near = phase < 0.01;
  const h = near ? 1 - (square / 6) * (1 - (square / 20) * (1 - square / 42)) : sine / angle;
  const h1 = near ? (-Math.PI * angle * (1 - (square / 10) * (1 - square / 28))) / 3 : (cosine - h) / phase;
  const h2 = near
    ? (-Math.PI * Math.PI * (1 - 0.3 * square * (1 - (5 * square) / 84))) / 3
    : -Math.PI * Math.PI * h - (2 * h1) / phase;
  const theta = angle / reach;
  const thetaSlope = (Math.PI * used) / (reach * reach);
  const c = Math.cos(theta);
  const s = Math.sin(theta) * thetaSlope;
  const g = 0.5 + 0.5 * c;
  const g1 = -0.5 * s;
  const g2 = -0.5 * (c * thetaSlope * thetaSlope - (2 * s) / reach);
  curve.value += nearest * h * g;
  curve.slope += direction * nearest * (h1 * g + h * g1);
  curve.curvature += nearest * (h2 * g + 2 * h1 * g1 + h * g2);
}
