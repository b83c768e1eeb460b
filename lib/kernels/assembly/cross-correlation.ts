import { addProduct, total } from './shared/pairs';

/**
 * result[lag] = Σ x[i] x[i + lag] over `body` bytes of numbers, a multiple of 32, and `tail` more bytes, for four lags at a
 * time up to `lags` bytes of result. Four parts of a sum are added side by side, (a + b) + (c + d) in the end.
 */
export function laggedSums(x: usize, body: usize, tail: usize, result: usize, lags: usize): void {
  const end = x + body;
  const zero = f64x2.splat(0);
  for (let lag: usize = 0; lag < lags; lag += 32) {
    let ab0 = zero;
    let cd0 = zero;
    let ab1 = zero;
    let cd1 = zero;
    let ab2 = zero;
    let cd2 = zero;
    let ab3 = zero;
    let cd3 = zero;
    let later = x + lag;
    let n = x;
    if (n < end)
      do {
        const ab = v128.load(n);
        const cd = v128.load(n, 16);
        ab0 = addProduct(ab0, ab, v128.load(later));
        cd0 = addProduct(cd0, cd, v128.load(later, 16));
        ab1 = addProduct(ab1, ab, v128.load(later, 8));
        cd1 = addProduct(cd1, cd, v128.load(later, 24));
        ab2 = addProduct(ab2, ab, v128.load(later, 16));
        cd2 = addProduct(cd2, cd, v128.load(later, 32));
        ab3 = addProduct(ab3, ab, v128.load(later, 24));
        cd3 = addProduct(cd3, cd, v128.load(later, 40));
        later += 32;
        n += 32;
      } while (n < end);
    for (let n = end; n < end + tail; n += 8) {
      const a = f64x2.mul(v128.load64_splat(n), f64x2(1, 0));
      ab0 = addProduct(ab0, a, v128.load(later));
      ab1 = addProduct(ab1, a, v128.load(later, 8));
      ab2 = addProduct(ab2, a, v128.load(later, 16));
      ab3 = addProduct(ab3, a, v128.load(later, 24));
      later += 8;
    }
    f64.store(result + lag, total(ab0) + total(cd0));
    f64.store(result + lag, total(ab1) + total(cd1), 8);
    f64.store(result + lag, total(ab2) + total(cd2), 16);
    f64.store(result + lag, total(ab3) + total(cd3), 24);
  }
}
