import { gather } from './shared/pairs';

/**
 * Sums over taps k = 1, 2 … `taps` of both sides of a sinc under a raised cosine: with w = (−1)ᵏ y / d, d the tap's
 * distance, c = 1 + cos θ, s = θ′ sin θ and θ′ the angle's slope,
 *
 *   values Σ w c,   slopes Σ w (s + c / d),   sines Σ w s,   bends Σ w (2 (s + c / d) / d − θ′² cos θ).
 *
 * Pairs of numbers, of the left side and of the right, follow one another from `angles` on: at k = 1 the distance, the
 * angle's slope and what it loses from tap to tap, cos θ, sin θ, and the cosine and sine of the step from tap to tap; from
 * `sums` on the four results. `left` is the address of the left sample at k = 1, `right` of the right one.
 */
export function sums(taps: i32, left: usize, right: usize, angles: usize, sums: usize): void {
  const one = f64x2.splat(1);
  let distance = v128.load(angles);
  let angleSlope = v128.load(angles, 16);
  const slopeLoss = v128.load(angles, 32);
  let cos = v128.load(angles, 48);
  let sin = v128.load(angles, 64);
  const cosStep = v128.load(angles, 80);
  const sinStep = v128.load(angles, 96);
  let values = f64x2.splat(0);
  let slopes = f64x2.splat(0);
  let sines = f64x2.splat(0);
  let bends = f64x2.splat(0);
  let sign = f64x2.splat(-1); // of the sine, which changes from tap to tap
  let k = 0;
  if (k < taps)
    do {
      const inverse = f64x2.div(one, distance);
      let w = f64x2.mul(f64x2.mul(gather(left, right), sign), inverse);
      const a = f64x2.mul(w, f64x2.add(one, cos));
      w = f64x2.mul(w, angleSlope);
      let b = f64x2.mul(w, sin);
      values = f64x2.add(values, a);
      sines = f64x2.add(sines, b);
      b = f64x2.add(b, f64x2.mul(a, inverse));
      slopes = f64x2.add(slopes, b);
      b = f64x2.sub(f64x2.mul(f64x2.add(inverse, inverse), b), f64x2.mul(f64x2.mul(w, angleSlope), cos));
      bends = f64x2.add(bends, b);
      const next = f64x2.sub(f64x2.mul(cos, cosStep), f64x2.mul(sin, sinStep));
      sin = f64x2.add(f64x2.mul(sin, cosStep), f64x2.mul(cos, sinStep));
      cos = next;
      angleSlope = f64x2.sub(angleSlope, slopeLoss);
      distance = f64x2.add(distance, one);
      sign = f64x2.neg(sign);
      left -= 8;
      right += 8;
      k++;
    } while (k < taps);
  v128.store(sums, values);
  v128.store(sums, slopes, 16);
  v128.store(sums, sines, 32);
  v128.store(sums, bends, 48);
}
