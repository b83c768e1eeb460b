import { sincKernels } from '../kernels/built/sinc';
import { sharedWorkspace } from '../kernels/workspace';
import { maximumBetween } from './brent';

/**
 * Value of `y` at the real index `x`, band-limited: a sinc under a raised cosine.
 *
 * Σ y[i] · sin(π(x − i)) / (π(x − i)) · (½ + ½ cos(π(x − i) / reach)), over `depth` samples on either side, where
 * `reach` is the distance from x to one sample beyond the last one used, on that side. Near an end of `y` the depth
 * shrinks to what both sides have: where that is two it is a cubic, where one a straight line. Beyond the ends the
 * outermost value is returned. NaN for an empty array.
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
  const usable = Math.min(depth, left + 1, last - left);
  if (usable < 2) return y[left] + phase * (y[left + 1] - y[left]);
  if (usable === 2) return cubic(y, left, phase);

  // sin(π(x − i)) has the same size at every i and alternates in sign; the cosines follow by recurrence, both sides at once.
  const rest = 1 - phase;
  const turnLeft = Math.PI / (phase + usable);
  const turnRight = Math.PI / (rest + usable);
  const twiceLeft = 2 * Math.cos(turnLeft);
  const twiceRight = 2 * Math.cos(turnRight);
  let cosLeft = Math.cos(turnLeft * phase);
  let cosRight = Math.cos(turnRight * rest);
  let beforeLeft = Math.cos(turnLeft * (phase - 1));
  let beforeRight = Math.cos(turnRight * (rest - 1));
  let sign = 1;
  let sum = 0;
  for (let k = 0; k < usable; k++) {
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

/** The cubic through y[left] and y[left + 1] whose slopes there are those between the neighbours on both sides. */
function cubic(y: Float64Array, left: number, phase: number): number {
  const rest = 1 - phase;
  const slopeLeft = 0.5 * (y[left + 1] - y[left - 1]);
  const slopeRight = 0.5 * (y[left + 2] - y[left]);
  const rise = y[left + 1] - y[left];
  const bend = 0.5 * (slopeRight - slopeLeft) + (phase - 0.5) * (slopeLeft + slopeRight - 2 * rise);
  return y[left] * rest + y[left + 1] * phase - phase * rest * bend;
}

/**
 * The weights by which `sincInterpolate` multiplies 2 · depth samples, far from the ends.
 *
 * @param phase position after the depth-th of those samples, 0 … 1
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

/** Where a function is highest, and how high. */
export interface Peak {
  x: number;
  y: number;
}

/**
 * Top of the sinc interpolation of `y` within one sample of index `near`, by Newton's method: first of a short
 * interpolation, which is soon done, then of the one asked for.
 * Where a rough curve has two tops there, it is the one that the parabola through the three samples points to.
 *
 * @param near index of a local maximum of `y`, not at its ends
 * @param peak result; on speech x is within 1e-6 samples of the place
 */
export function sincMaximum(y: Float64Array, near: number, depth: number, peak: Peak): void {
  const bend = 2 * y[near] - y[near - 1] - y[near + 1];
  const slope = 0.5 * (y[near + 1] - y[near - 1]);
  peak.x = near + (bend > 0 ? slope / bend : 0);
  peak.y = y[near] + (bend > 0 ? (0.5 * slope * slope) / bend : 0);
  if (near < 2 || near > y.length - 3) return; // sincs need two samples on either side
  if (depth > 30) climb(y, near, 30, 1e-2, peak);
  climb(y, near, depth, 1e-3, peak);
}

/**
 * The same top by the search that Praat makes, to 1e-8 of the place: some three times as long, for where it matters which
 * of two tops is taken, and near the ends of `y`.
 */
export function sincMaximumBySections(y: Float64Array, near: number, depth: number, peak: Peak): void {
  const value = (x: number): number => sincInterpolate(y, x, depth);
  peak.x = maximumBetween(value, near - 1, near + 1, 1e-10);
  peak.y = value(peak.x);
}

/** Samples to either side of a highest sample where golden sections look first, and the weights of samples about there. */
const firstLook = Math.sqrt(5) - 2;
const around = 8;
const rightWeights = new Float64Array(2 * around);
const leftWeights = new Float64Array(2 * around);
sincWeights(firstLook, around, rightWeights);
sincWeights(1 - firstLook, around, leftWeights);
/** The top of a curve of one top, about the same on both sides, lies within half a sample of the highest sample. */
const oneTop = 0.52;

/**
 * The top that Praat takes, soon where the curve has one top within a sample of index `near`, as almost all have.
 *
 * Where the top that Newton's steps find is far from the highest sample, or on the side that golden sections leave first,
 * there may be two tops: they decide.
 *
 * @param near index of a local maximum of `y`, not at its ends
 */
export function sincMaximumOfTwo(y: Float64Array, near: number, depth: number, peak: Peak): void {
  sincMaximum(y, near, depth, peak);
  const shift = peak.x - near;
  let doubtful = Math.abs(shift) > oneTop;
  if (!doubtful && Math.abs(shift) > firstLook && near >= around && near + around < y.length) {
    let rising = 0; // from the left look to the right one
    for (let k = 0, i = near - around; k < 2 * around; k++, i++)
      rising += rightWeights[k] * y[i + 1] - leftWeights[k] * y[i];
    doubtful = rising * shift < 0;
  }
  if (doubtful) sincMaximumBySections(y, near, depth, peak);
}

/** Newton's steps from peak.x until one is at most `enough` samples. */
function climb(y: Float64Array, near: number, depth: number, enough: number, peak: Peak): void {
  for (let iteration = 0; iteration < 20; iteration++) {
    sincDerivatives(y, peak.x, depth);
    // Where the curve bends upwards there is no top to jump to: walk uphill.
    const jump = curve.bend < 0 ? -curve.slope / curve.bend : 0.1 * Math.sign(curve.slope);
    const move = Math.max(-0.25, Math.min(0.25, jump));
    const x = Math.max(near - 1, Math.min(near + 1, peak.x + move));
    const step = x - peak.x;
    peak.x = x;
    peak.y = curve.value + step * (curve.slope + 0.5 * step * curve.bend);
    if (Math.abs(step) <= enough) return;
  }
}

/** Result of sincDerivatives. */
const curve = { value: 0, slope: 0, bend: 0 };

/**
 * Value, slope and bend (second derivative) at `x` of what `sincInterpolate` gives, for x between the second and the
 * last but one sample.
 *
 * On either side the k-th sample has distance d = phase + k (on the right, phase is 1 − phase) and weight
 * sin(π d) / (π d) · (1 + cos θ) / 2 with θ = π d / reach; the sine is the same for all but its sign. The nearest sample,
 * at a distance that may be 0, is apart from the sums over the others.
 */
function sincDerivatives(y: Float64Array, x: number, depth: number): void {
  const last = y.length - 1;
  const left = Math.min(last - 1, Math.floor(x));
  const phase = x - left;
  const usable = Math.min(depth, left + 1, last - left);
  const length = place.samples + 2 * usable;
  if (numbers.length < length) {
    workspace = sincSums(16 * length);
    numbers = workspace.view(0, 2 * length);
  }
  prepareSide(0, phase, usable);
  prepareSide(1, 1 - phase, usable);
  numbers.set(y.subarray(left - usable + 1, left + usable + 1), place.samples);
  const nearest = place.samples + usable - 1;
  workspace.run.sums(usable - 1, 8 * (nearest - 1), 8 * (nearest + 2), 0, 8 * place.values);
  curve.value = curve.slope = curve.bend = 0;
  addSide(0, y[left], phase, usable, 1);
  addSide(1, y[left + 1], 1 - phase, usable, -1);
}

/**
 * Index in the kernel's memory of the left number of a pair, followed by that of the right side; of the four sums; and of
 * the samples. See lib/kernels/assembly/sinc.ts.
 */
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
  bends: 20,
  samples: 22,
};
const sincSums = sharedWorkspace(sincKernels);
let workspace = sincSums(0);
let numbers = workspace.view(0, 0);

/** Angle, its slope and its step at k = 1, for the kernel. */
function prepareSide(side: 0 | 1, phase: number, usable: number): void {
  const turn = Math.PI / (phase + usable); // from tap to tap
  numbers[place.distance + side] = phase + 1;
  numbers[place.slopeLoss + side] = turn / (phase + usable);
  numbers[place.angleSlope + side] = ((usable - 1) * turn) / (phase + usable);
  numbers[place.cos + side] = Math.cos(turn * (phase + 1));
  numbers[place.sin + side] = Math.sin(turn * (phase + 1));
  numbers[place.cosStep + side] = Math.cos(turn);
  numbers[place.sinStep + side] = Math.sin(turn);
}

/** Adds to `curve` what one side's samples contribute; `direction` is that in which its phase grows. */
function addSide(side: 0 | 1, nearest: number, phase: number, usable: number, direction: number): void {
  const angle = Math.PI * phase;
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const reach = phase + usable;

  // Taps k ≥ 1: sin(π phase) / (2π) times a sum and its derivatives.
  const sum = numbers[place.values + side];
  const slope = -numbers[place.slopes + side];
  const bend = numbers[place.bends + side] + (2 / reach) * numbers[place.sines + side];
  const share = 0.5 / Math.PI;
  curve.value += share * sine * sum;
  curve.slope += direction * share * (Math.PI * cosine * sum + sine * slope);
  curve.bend += share * (2 * Math.PI * cosine * slope + sine * (bend - Math.PI * Math.PI * sum));

  // The nearest sample: a sinc, by its series where the quotient would be rounding, times the raised cosine.
  const square = angle * angle;
  const near = phase < 0.01;
  const h = near ? 1 - (square / 6) * (1 - (square / 20) * (1 - square / 42)) : sine / angle;
  const h1 = near ? (-Math.PI * angle * (1 - (square / 10) * (1 - square / 28))) / 3 : (cosine - h) / phase;
  const h2 = near
    ? (-Math.PI * Math.PI * (1 - 0.3 * square * (1 - (5 * square) / 84))) / 3
    : -Math.PI * Math.PI * h - (2 * h1) / phase;
  const theta = angle / reach;
  const thetaSlope = (Math.PI * usable) / (reach * reach);
  const c = Math.cos(theta);
  const s = Math.sin(theta) * thetaSlope;
  const g = 0.5 + 0.5 * c;
  const g1 = -0.5 * s;
  const g2 = -0.5 * (c * thetaSlope * thetaSlope - (2 * s) / reach);
  curve.value += nearest * h * g;
  curve.slope += direction * nearest * (h1 * g + h * g1);
  curve.bend += nearest * (h2 * g + 2 * h1 * g1 + h * g2);
}
