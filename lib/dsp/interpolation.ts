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
 * Top of the sinc interpolation of `y` within one sample of index `near`, by Newton's method on differences.
 * Where a rough curve has two tops there, it is the one that the parabola through the three samples points to.
 *
 * @param near index of a local maximum of `y`, not at its ends
 * @param peak result; on speech x is within 1e-5 samples of the place
 */
export function sincMaximum(y: Float64Array, near: number, depth: number, peak: Peak): void {
  const bendOfSamples = 2 * y[near] - y[near - 1] - y[near + 1];
  let x = near + (bendOfSamples > 0 ? (0.5 * (y[near + 1] - y[near - 1])) / bendOfSamples : 0);
  let h = 0.02; // first a wide difference, to get near; then a narrow one, whose parabola is exact enough
  for (let iteration = 0; iteration < 20; iteration++) {
    const here = sincInterpolate(y, x, depth);
    const before = sincInterpolate(y, x - h, depth);
    const after = sincInterpolate(y, x + h, depth);
    const slope = 0.5 * (after - before);
    const bend = 2 * here - before - after;
    // Where the curve bends upwards there is no top to jump to: walk uphill.
    const jump = bend > 0 ? (h * slope) / bend : 0.1 * Math.sign(slope);
    const move = Math.max(-0.25, Math.min(0.25, jump));
    peak.x = x = Math.max(near - 1, Math.min(near + 1, x + move));
    peak.y = bend > 0 && move === jump ? here + (0.5 * slope * slope) / bend : here;
    if (Math.abs(move) > h) continue;
    if (h < 0.01) return;
    h = 0.002;
  }
}
