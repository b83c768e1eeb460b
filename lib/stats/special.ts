/**
 * Natural logarithm of the gamma function, Γ(n) = (n − 1)! for whole n.
 *
 * @param x above 0; NaN elsewhere
 *
 * Stirling's series for x ≥ 10, NIST Digital Library of Mathematical Functions, 5.11.1;
 * smaller x are shifted there by Γ(x + 1) = x·Γ(x).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  let raised = x;
  let product = 1;
  for (; raised < 10; raised++) product *= raised;
  const main = (raised - 0.5) * Math.log(raised) - raised + Math.log(2 * Math.PI) / 2;
  return main + stirlingRemainder(raised) - Math.log(product);
}

/** Remainder of Stirling's formula for log Γ(x), for x ≥ 10. */
function stirlingRemainder(x: number): number {
  const y = 1 / (x * x);
  const series =
    1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))));
  return series / x;
}

/** log Γ(a)·Γ(b)/Γ(a + b). Large terms are cancelled before they are added. */
function logBeta(a: number, b: number): number {
  if (a < b) return logBeta(b, a);
  if (a < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const difference = (a - 0.5) * Math.log1p(b / a) + b * Math.log(a + b) - b;
  return logGamma(b) - difference - stirlingRemainder(a + b) + stirlingRemainder(a);
}

/**
 * Regularized incomplete beta function I_x(a, b): the probability that a beta(a, b) variable is below x.
 *
 * @param x from 0 to 1
 * @param a above 0
 * @param b above 0
 * @returns NaN outside that domain
 *
 * NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction) and 8.17.4 (symmetry).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return NaN;
  if (x === 0 || x === 1) return x;
  // The fraction converges quickly below the mean and not above it.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return front / (a * betaFraction(x, a, b));
}

/** The continued fraction 1 + d₁/(1 + d₂/(1 + …)), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300; // replaces a denominator of 0
  const term = (j: number): number => {
    const m = Math.floor(j / 2);
    const numerator = j === 2 * m ? m * (b - m) : -(a + m) * (a + b + m);
    return (numerator * x) / ((a + j - 1) * (a + j));
  };
  let value = 1;
  let above = 1;
  let below = 0;
  for (let j = 1; j < 10_000; j++) {
    below = 1 / (1 + term(j) * below || tiny);
    above = 1 + term(j) / above || tiny;
    value *= above * below;
    if (Math.abs(above * below - 1) < 1e-16) break;
  }
  return value;
}

/**
 * Student's t distribution: the probability of a value below t.
 *
 * @param degreesOfFreedom above 0; NaN elsewhere
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const tail = studentTTail(t, degreesOfFreedom);
  return t > 0 ? 1 - tail : tail;
}

/** Probability that |T| is at least |t|: the two-sided p-value, to full precision however small. */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  return 2 * studentTTail(t, degreesOfFreedom);
}

/** Probability of a value above |t|. */
function studentTTail(t: number, df: number): number {
  if (!(df > 0)) return NaN;
  const square = t * t;
  // Two forms of the same number: the second would lose digits near 0, the first in the tails.
  return square < 1
    ? (1 - incompleteBeta(square / (df + square), 0.5, df / 2)) / 2
    : incompleteBeta(df / (df + square), df / 2, 0.5) / 2;
}

/**
 * The value below which Student's t falls with probability p.
 *
 * @param p from 0 to 1
 * @param degreesOfFreedom above 0
 * @returns −∞ at 0, ∞ at 1, NaN outside the domain
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1 && degreesOfFreedom > 0)) return NaN;
  if (p > 0.5) return -studentTQuantile(1 - p, degreesOfFreedom);
  if (p === 0) return -Infinity;
  let low = -1;
  while (studentTCdf(low, degreesOfFreedom) > p) low *= 2;
  let high = 0;
  // Bisection until no number lies between: the distribution function is monotone.
  for (let middle = low / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (studentTCdf(middle, degreesOfFreedom) > p) high = middle;
    else low = middle;
  }
  return high;
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Standard normal distribution: the probability of a value below z, to full relative precision in the lower tail.
 *
 * NIST Digital Library of Mathematical Functions, 7.6.2 (series) and 7.9.3 (continued fraction).
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z > 2.5) return 1 - normalCdf(-z);
  if (z < -2.5) {
    let fraction = -z; // z + 1/(z + 2/(z + 3/(…))), from the inside out
    for (let k = 150; k >= 1; k--) fraction = -z + k / fraction;
    return normalDensity(z) / fraction;
  }
  let term = z;
  let series = z; // z + z³/3 + z⁵/(3·5) + …
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(series); k += 2) {
    term *= (z * z) / k;
    series += term;
  }
  return 0.5 + normalDensity(z) * series;
}

/**
 * The value below which a standard normal variable falls with probability p.
 *
 * @param p from 0 to 1
 * @returns −∞ at 0, ∞ at 1, NaN outside the domain
 *
 * Starts from M. Abramowitz, I. Stegun (1964), 26.2.23 (error below 5e-4) and corrects it by Halley's method.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 3; step++) {
    const error = (normalCdf(z) - p) / normalDensity(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}
