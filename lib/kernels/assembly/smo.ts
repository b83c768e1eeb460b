/*
 * Loops over the rows of a kernel machine, two at a time (see `solveKernelMachine`). Rows of the kernel matrix are in single
 * precision. Results are pairs of numbers, of the even and of the odd rows: from `found` on the largest, which row that is,
 * and (of `move`) the smallest.
 */

/** Two numbers of single precision. */
function loadFloats(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/**
 * Updates f by the last step, from the kernel's rows `first` and `second`; finds the largest `up` − f, its row, the first of
 * the next working set, and the smallest `down` − f. f has `bytes` bytes.
 */
export function updateAndSelectFirst(
  f: usize,
  bytes: usize,
  up: usize,
  down: usize,
  first: usize,
  second: usize,
  step: f64,
  found: usize,
): void {
  const both = f64x2.splat(step);
  let most = f64x2.splat(-Infinity);
  let least = f64x2.splat(Infinity);
  let place = f64x2.splat(0);
  let row = f64x2(0, 1);
  let i: usize = 0;
  do {
    let here = f64x2.mul(both, f64x2.sub(loadFloats(first), loadFloats(second)));
    here = f64x2.add(v128.load(f + i), here);
    v128.store(f + i, here);
    least = f64x2.pmin(least, f64x2.sub(v128.load(down + i), here));
    here = f64x2.sub(v128.load(up + i), here);
    const higher = f64x2.gt(here, most);
    most = v128.bitselect(here, most, higher);
    place = v128.bitselect(row, place, higher);
    row = f64x2.add(row, f64x2.splat(2));
    first += 8;
    second += 8;
    i += 16;
  } while (i < bytes);
  v128.store(found, most);
  v128.store(found, place, 16);
  v128.store(found, least, 32);
}

/**
 * Selects the second row of the working set: of the rows whose `down` − f is below `largest`, the one whose step against row
 * `first` decreases the objective most. Two equal rows have a curvature of `leastCurvature`.
 */
export function selectSecond(
  f: usize,
  bytes: usize,
  down: usize,
  first: usize,
  largest: f64,
  leastCurvature: f64,
  found: usize,
): void {
  let most = f64x2.splat(-Infinity);
  let place = f64x2.splat(0);
  let row = f64x2(0, 1);
  let i: usize = 0;
  do {
    const rise = f64x2.sub(f64x2.add(f64x2.splat(largest), v128.load(f + i)), v128.load(down + i));
    const similarity = f64x2.mul(f64x2.splat(2), loadFloats(first));
    const curvature = f64x2.pmax(f64x2.splat(leastCurvature), f64x2.sub(f64x2.splat(2), similarity));
    let gain = f64x2.div(f64x2.mul(rise, rise), curvature);
    gain = v128.bitselect(gain, f64x2.splat(-Infinity), f64x2.gt(rise, f64x2.splat(0)));
    const higher = f64x2.gt(gain, most);
    most = v128.bitselect(gain, most, higher);
    place = v128.bitselect(row, place, higher);
    row = f64x2.add(row, f64x2.splat(2));
    first += 8;
    i += 16;
  } while (i < bytes);
  v128.store(found, most);
  v128.store(found, place, 16);
}
