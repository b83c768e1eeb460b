/**
 * One pass of dual coordinate descent over the rows, each dual variable set to its optimum: soft thresholding by `epsilon`,
 * then clipping to −cost … cost. `bytes` are those of a row of the matrix, an even number of columns, of the gradient and
 * of the dual variables.
 *
 * @returns the largest change of a row's own prediction
 */
export function pass(
  matrix: usize,
  gradient: usize,
  dual: usize,
  bytes: usize,
  epsilon: f64,
  cost: f64,
): f64 {
  let largest: f64 = 0;
  for (let i: usize = 0; i < bytes; i += 8) {
    const diagonal = f64.load(matrix + i);
    const before = f64.load(dual + i);
    let free = diagonal * before - f64.load(gradient + i);
    free -= f64.max(-epsilon, f64.min(epsilon, free));
    const move = f64.max(-cost, f64.min(cost, free / diagonal)) - before;
    if (move != 0) {
      largest = f64.max(largest, f64.abs(move) * diagonal);
      f64.store(dual + i, before + move);
      const both = f64x2.splat(move);
      let k: usize = 0;
      do {
        const slope = f64x2.add(v128.load(gradient + k), f64x2.mul(both, v128.load(matrix + k)));
        v128.store(gradient + k, slope);
        k += 16;
      } while (k < bytes);
    }
    matrix += bytes;
  }
  return largest;
}
