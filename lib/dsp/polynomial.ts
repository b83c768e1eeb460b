/**
 * All complex roots of a polynomial with real coefficients, by Aberth's method: Newton's step for every root at once,
 * each pushed away from the others. O. Aberth (1973), Mathematics of Computation 27: 339-344.
 *
 * @param coefficients of x⁰, x¹, …, x^degree; the last one not 0
 * @param re result, real parts of the `degree` roots, in no order
 * @param im result, imaginary parts
 * @throws RangeError when the leading coefficient is 0 or a coefficient is not finite
 */
export function polynomialRoots(coefficients: Float64Array, re: Float64Array, im: Float64Array): void {
  const degree = coefficients.length - 1;
  const leading = coefficients[degree];
  if (leading === 0 || !coefficients.every((c) => Number.isFinite(c))) {
    throw new RangeError(
      `polynomial [${coefficients.join(', ')}]: needs finite coefficients and a leading one that is not 0`,
    );
  }
  // Start on a circle about the centre of the roots, turned so that it has no symmetry to get stuck in.
  const centre = -coefficients[degree - 1] / (degree * leading);
  const radius = Math.pow(Math.abs(coefficients[0] / leading), 1 / degree) || 1;
  for (let k = 0; k < degree; k++) {
    const angle = (2 * Math.PI * k) / degree + 0.4;
    re[k] = centre + radius * Math.cos(angle);
    im[k] = radius * Math.sin(angle);
  }
  for (let iteration = 0; iteration < 100; iteration++) {
    let largest = 0;
    for (let k = 0; k < degree; k++) {
      const x = re[k];
      const y = im[k];
      // p and p' by Horner's rule
      let pRe = leading;
      let pIm = 0;
      let dRe = 0;
      let dIm = 0;
      for (let i = degree - 1; i >= 0; i--) {
        const tRe = dRe * x - dIm * y + pRe;
        dIm = dRe * y + dIm * x + pIm;
        dRe = tRe;
        const uRe = pRe * x - pIm * y + coefficients[i];
        pIm = pRe * y + pIm * x;
        pRe = uRe;
      }
      if (pRe === 0 && pIm === 0) continue;
      // 1 / step = p' / p − Σ 1 / (z − other)
      const pp = pRe * pRe + pIm * pIm;
      let sRe = (dRe * pRe + dIm * pIm) / pp;
      let sIm = (dIm * pRe - dRe * pIm) / pp;
      for (let j = 0; j < degree; j++) {
        if (j === k) continue;
        const u = x - re[j];
        const v = y - im[j];
        const d = u * u + v * v;
        if (d === 0) continue;
        sRe -= u / d;
        sIm += v / d;
      }
      const ss = sRe * sRe + sIm * sIm;
      if (!(ss > 0)) continue;
      re[k] = x - sRe / ss;
      im[k] = y + sIm / ss;
      largest = Math.max(largest, 1 / (ss * (x * x + y * y + 1e-300)));
    }
    if (largest < 1e-26) break; // squared step over squared size
  }
}
