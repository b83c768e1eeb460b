// Windows are symmetric; the zeros of Hann and Gaussian windows lie just outside the first and last sample.

/** Hann window, 0.5 − 0.5 cos(2π (i + 1) / (length + 1)). */
export function hannWindow(length: number): Float64Array {
  const window = new Float64Array(length);
  for (let i = 0; i < length; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 1)) / (length + 1));
  return window;
}

/**
 * Praat's Gaussian window: (exp(−12 x²) − exp(−12)) / (1 − exp(−12)), where x is −1 and 1 at the zeros.
 *
 * P. Boersma (1993), "Accurate short-term analysis…", IFA Proceedings 17: 97-110, postscript.
 */
export function gaussianWindow(length: number): Float64Array {
  const middle = 0.5 * (length - 1);
  const edge = Math.exp(-12);
  const window = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const x = (2 * (i - middle)) / (length + 1);
    window[i] = (Math.exp(-12 * x * x) - edge) / (1 - edge);
  }
  return window;
}

/** Modified Bessel function of the first kind, order 0, by its power series (M. Abramowitz & I. Stegun, 9.6.12). */
export function besselI0(x: number): number {
  const quarter = 0.25 * x * x;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

/**
 * Kaiser-Bessel window with side lobes below −190 dB, Praat's "Kaiser-20": β = 2π² + 1/2.
 *
 * @param halfLength samples on either side of the middle one; the result has 2 · halfLength + 1
 * @param radius distance from the middle to the end of the window, samples
 */
export function kaiserWindow(halfLength: number, radius: number): Float64Array {
  const beta = 2 * Math.PI * Math.PI + 0.5;
  const window = new Float64Array(2 * halfLength + 1);
  for (let i = 0; i < window.length; i++) {
    const x = (i - halfLength) / radius;
    window[i] = besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x)));
  }
  return window;
}
