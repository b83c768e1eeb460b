import { differenceOfProducts, sumOfProducts } from './shared/pairs';

/**
 * One of Aberth's steps for every root in turn, see `rootFinder`, of two polynomials side by side. `bytes` are those of the
 * real or imaginary parts of the roots; the polynomial has one more coefficient, lowest power first. At `largest` is put
 * the largest of |step|² less 1e-18 |root|².
 */
export function sweep(polynomial: usize, re: usize, im: usize, bytes: usize, largest: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const tiny = f64x2.splat(1e-300); // keeps quotients finite where a difference is 0
  let most = f64x2.splat(-1);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(re + i);
    const y = v128.load(im + i);
    const twice = f64x2.add(x, x);
    const square = sumOfProducts(x, x, y, y);

    // Divided by the real polynomial (z − x − iy)(z − x + iy), p = (…) q + b₁ (z − 2x) + b₀ and p' = 2iy q + b₁ here;
    // q likewise, with c.
    let b1 = zero;
    let b2 = zero;
    let c1 = zero;
    let c2 = zero;
    let at = polynomial + bytes;
    do {
      const c = f64x2.add(b2, differenceOfProducts(twice, c1, square, c2));
      const b = f64x2.add(v128.load(at), differenceOfProducts(twice, b1, square, b2));
      c2 = c1;
      c1 = c;
      b2 = b1;
      b1 = b;
      at -= 16;
    } while (at > polynomial);
    const pRe = f64x2.add(v128.load(polynomial), differenceOfProducts(x, b1, square, b2));
    const pIm = f64x2.mul(y, b1);
    const twiceY = f64x2.add(y, y);
    let dRe = f64x2.sub(b1, f64x2.mul(f64x2.mul(twiceY, y), c1));
    let dIm = f64x2.mul(twiceY, f64x2.add(b2, differenceOfProducts(x, c1, square, c2)));
    // Newton's step w = p / p'
    let inverse = f64x2.div(one, f64x2.add(tiny, sumOfProducts(dRe, dRe, dIm, dIm)));
    const wRe = f64x2.mul(inverse, sumOfProducts(pRe, dRe, pIm, dIm));
    const wIm = f64x2.mul(inverse, differenceOfProducts(pIm, dRe, pRe, dIm));

    // s = Σ 1 / (z − other), and Aberth's step w / (1 − w s)
    let sRe = zero;
    let sIm = zero;
    for (let k: usize = i == 0 ? 16 : 0; k < bytes; k += k + 16 == i ? 32 : 16) {
      const u = f64x2.sub(x, v128.load(re + k));
      const v = f64x2.sub(y, v128.load(im + k));
      inverse = f64x2.div(one, f64x2.add(tiny, sumOfProducts(u, u, v, v)));
      sRe = f64x2.add(sRe, f64x2.mul(u, inverse));
      sIm = f64x2.sub(sIm, f64x2.mul(v, inverse));
    }
    dRe = f64x2.sub(one, differenceOfProducts(wRe, sRe, wIm, sIm));
    dIm = f64x2.sub(zero, sumOfProducts(wRe, sIm, wIm, sRe));
    inverse = f64x2.div(one, f64x2.add(tiny, sumOfProducts(dRe, dRe, dIm, dIm)));
    const stepRe = f64x2.mul(inverse, sumOfProducts(wRe, dRe, wIm, dIm));
    const stepIm = f64x2.mul(inverse, differenceOfProducts(wIm, dRe, wRe, dIm));
    v128.store(re + i, f64x2.sub(x, stepRe));
    v128.store(im + i, f64x2.sub(y, stepIm));
    const size = sumOfProducts(stepRe, stepRe, stepIm, stepIm);
    most = f64x2.pmax(f64x2.sub(size, f64x2.mul(f64x2.splat(1e-18), square)), most); // NaN counts as the largest
  }
  v128.store(largest, most);
}
