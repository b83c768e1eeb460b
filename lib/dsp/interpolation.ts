/**
 * Value of `y` at the real index `x`, band-limited: a sinc under a raised cosine.
 *
 * Σ y[i] · sin(π(x − i)) / (π(x − i)) · (½ + ½ cos(π(x − i) / reach)), over `depth` samples on either side, where
 * `reach` is the distance from x to one sample beyond the last one used, on that side. Near an end of `y` the depth
 * shrinks to what both sides have; beyond the ends the outermost value is returned. NaN for an empty array.
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

  // sin(π(x − i)) has the same size at every i and alternates in sign. The cosines follow by recurrence, every other
  // one on each side, so that four chains run side by side.
  const rest = 1 - phase;
  const turnLeft = Math.PI / (phase + usable);
  const turnRight = Math.PI / (rest + usable);
  const twiceLeft = 2 * Math.cos(2 * turnLeft);
  const twiceRight = 2 * Math.cos(2 * turnRight);
  let leftEven = Math.cos(turnLeft * phase);
  let leftOdd = Math.cos(turnLeft * (phase + 1));
  let rightEven = Math.cos(turnRight * rest);
  let rightOdd = Math.cos(turnRight * (rest + 1));
  let leftEvenBefore = Math.cos(turnLeft * (phase - 2));
  let leftOddBefore = Math.cos(turnLeft * (phase - 1));
  let rightEvenBefore = Math.cos(turnRight * (rest - 2));
  let rightOddBefore = Math.cos(turnRight * (rest - 1));
  let sum = 0;
  let k = 0;
  for (; k + 1 < usable; k += 2) {
    const toLeft = phase + k;
    const toRight = rest + k;
    const a = y[left - k] * (1 + leftEven);
    const b = y[left + 1 + k] * (1 + rightEven);
    const c = y[left - 1 - k] * (1 + leftOdd);
    const d = y[left + 2 + k] * (1 + rightOdd);
    const nearProduct = toLeft * toRight;
    const farProduct = (toLeft + 1) * (toRight + 1);
    sum +=
      ((a * toRight + b * toLeft) * farProduct - (c * (toRight + 1) + d * (toLeft + 1)) * nearProduct) /
      (nearProduct * farProduct); // a division costs as much as the rest
    const nextLeftEven = twiceLeft * leftEven - leftEvenBefore;
    const nextLeftOdd = twiceLeft * leftOdd - leftOddBefore;
    const nextRightEven = twiceRight * rightEven - rightEvenBefore;
    const nextRightOdd = twiceRight * rightOdd - rightOddBefore;
    leftEvenBefore = leftEven;
    leftOddBefore = leftOdd;
    rightEvenBefore = rightEven;
    rightOddBefore = rightOdd;
    leftEven = nextLeftEven;
    leftOdd = nextLeftOdd;
    rightEven = nextRightEven;
    rightOdd = nextRightOdd;
  }
  if (k < usable) {
    sum += (y[left - k] * (1 + leftEven)) / (phase + k) + (y[left + 1 + k] * (1 + rightEven)) / (rest + k);
  }
  return (0.5 * Math.sin(Math.PI * phase) * sum) / Math.PI;
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

/** Points through which `sincMaximum` lays its polynomial at most. */
const maxPoints = 7;
/** Samples; where the next point would lie nearer to the latest, that is the top. */
const closeEnough = 5e-6;
// Its places and divided differences, kept so that no call allocates.
const place = new Float64Array(maxPoints);
const difference = new Float64Array(maxPoints);

/**
 * Top of the sinc interpolation of `y` within one sample of index `near`: the top of the polynomial through the
 * points seen so far is the next point. Where a rough curve has two tops there, it is the one that the parabola through
 * the three samples points to.
 *
 * @param near index of a local maximum of `y`, not at its ends
 * @param peak result; on speech x is mostly within 1e-6 samples of the place
 */
export function sincMaximum(y: Float64Array, near: number, depth: number, peak: Peak): void {
  const bendOfSamples = 2 * y[near] - y[near - 1] - y[near + 1];
  let x = near + (bendOfSamples > 0 ? (0.5 * (y[near + 1] - y[near - 1])) / bendOfSamples : 0);
  if (refine(y, near, x, 0.25, depth, peak)) return;

  // A rough curve: Newton's method on differences, uphill where the curve bends upwards.
  let h = 0.02; // first a wide difference, to get near; then a narrow one, whose parabola is exact enough
  for (let iteration = 0; iteration < 20; iteration++) {
    const here = sincInterpolate(y, x, depth);
    const before = sincInterpolate(y, x - h, depth);
    const after = sincInterpolate(y, x + h, depth);
    const slope = 0.5 * (after - before);
    const bend = 2 * here - before - after;
    const jump = bend > 0 ? (h * slope) / bend : 0.1 * Math.sign(slope);
    const move = Math.max(-0.25, Math.min(0.25, jump));
    peak.x = x = Math.max(near - 1, Math.min(near + 1, x + move));
    peak.y = bend > 0 && move === jump ? here + (0.5 * slope * slope) / bend : here;
    if (Math.abs(move) > h) continue;
    if (h < 0.01 || refine(y, near, x, h, depth, peak)) return;
    h = 0.002;
  }
}

/**
 * From a point near the top, in few steps: the next point is the top of the polynomial through all points seen so far.
 *
 * @param reach how far the first step may lead; the polynomial tells of its neighbourhood only
 * @returns whether it got there
 */
function refine(
  y: Float64Array,
  near: number,
  start: number,
  reach: number,
  depth: number,
  peak: Peak,
): boolean {
  const apart = 0.2 * reach;
  addPoint(0, start - apart, sincInterpolate(y, start - apart, depth));
  addPoint(1, start + apart, sincInterpolate(y, start + apart, depth));
  let x = start;
  for (let points = 2; points < maxPoints; ) {
    addPoint(points++, x, sincInterpolate(y, x, depth));
    const next = topOfPolynomial(points, x);
    if (!(Math.abs(next - x) <= reach && Math.abs(next - near) <= 1)) return false;
    if (Math.abs(next - x) < closeEnough) {
      peak.x = next;
      peak.y = valueOfPolynomial(points, next);
      return true;
    }
    for (let i = 0; i < points; i++) if (Math.abs(next - place[i]) < closeEnough) return false; // no slope there
    x = next;
  }
  return false;
}

/** Newton's form: f(x) = d[0] + d[1] (x − x[n−1]) + d[2] (x − x[n−1]) (x − x[n−2]) + …, the latest point first. */
function addPoint(points: number, x: number, value: number): void {
  let upper = value; // the difference of the points i … `points`
  for (let i = points - 1, order = 0; i >= -1; i--, order++) {
    const lower = difference[order]; // the same without the newest point
    difference[order] = upper;
    if (i >= 0) upper = (upper - lower) / (x - place[i]);
  }
  place[points] = x;
}

/** Where the polynomial has its top, by Newton's method from x; NaN where it bends upwards on the way. */
function topOfPolynomial(points: number, x: number): number {
  let at = x;
  for (let step = 0; step < 3; step++) {
    let value = difference[points - 1];
    let slope = 0;
    let curvature = 0; // half of it
    for (let i = points - 2; i >= 0; i--) {
      const d = at - place[points - 1 - i];
      curvature = curvature * d + slope;
      slope = slope * d + value;
      value = value * d + difference[i];
    }
    at = curvature < 0 ? at - (0.5 * slope) / curvature : NaN;
  }
  return at;
}

function valueOfPolynomial(points: number, x: number): number {
  let value = difference[points - 1];
  for (let i = points - 2; i >= 0; i--) value = value * (x - place[points - 1 - i]) + difference[i];
  return value;
}
