/** sum + (a − b)² of each half. */
function addSquare(sum: v128, a: v128, b: v128): v128 {
  const difference = f64x2.sub(a, b);
  return f64x2.add(sum, f64x2.mul(difference, difference));
}

/** Squared distances of the columns of block a from those of blocks of b; otherwise as `strip` (see shared/tiles.ts). */
export function distances(
  a: usize,
  b: usize,
  end: usize,
  length: usize,
  result: usize,
  stride: usize,
  step: usize,
): void {
  const zero = f64x2.splat(0);
  for (; b < end; b += length) {
    let left0 = zero;
    let right0 = zero;
    let left1 = zero;
    let right1 = zero;
    let left2 = zero;
    let right2 = zero;
    let left3 = zero;
    let right3 = zero;
    let there = b;
    let here = a;
    do {
      const left = v128.load(there);
      const right = v128.load(there, 16);
      let one = v128.load64_splat(here);
      left0 = addSquare(left0, one, left);
      right0 = addSquare(right0, one, right);
      one = v128.load64_splat(here, 8);
      left1 = addSquare(left1, one, left);
      right1 = addSquare(right1, one, right);
      one = v128.load64_splat(here, 16);
      left2 = addSquare(left2, one, left);
      right2 = addSquare(right2, one, right);
      one = v128.load64_splat(here, 24);
      left3 = addSquare(left3, one, left);
      right3 = addSquare(right3, one, right);
      there += 32;
      here += 32;
    } while (here < a + length);
    let out = result;
    v128.store(out, left0);
    v128.store(out, right0, 16);
    out += stride;
    v128.store(out, left1);
    v128.store(out, right1, 16);
    out += stride;
    v128.store(out, left2);
    v128.store(out, right2, 16);
    out += stride;
    v128.store(out, left3);
    v128.store(out, right3, 16);
    result += step;
  }
}
