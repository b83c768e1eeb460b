import { completePairs } from './pairs';
import { square } from './pow';
import { studentTQuantile } from './special';
import { mean } from './summary';

/** A least squares line, with what its confidence interval needs. */
export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** Pairs the line was fitted to. */
  readonly n: number;
  /** Standard deviation of the residuals, divided by n − 2; NaN for two pairs. */
  readonly residualDeviation: number;
  readonly meanX: number;
  /** Σ (x − meanX)² */
  readonly squaresX: number;
}

/**
 * Fits the line y = slope·x + intercept by ordinary least squares, skipping pairs with a NaN.
 *
 * @returns NaN throughout for fewer than two pairs, or when x is constant
 * @throws RangeError when the series differ in length
 */
export function linearFit(x: ArrayLike<number>, y: ArrayLike<number>): LinearFit {
  const pairs = completePairs(x, y);
  const n = pairs.x.length;
  const meanX = mean(pairs.x);
  const meanY = mean(pairs.y);
  let squaresX = 0;
  let products = 0;
  for (let i = 0; i < n; i++) {
    squaresX += square(pairs.x[i] - meanX);
    products += (pairs.x[i] - meanX) * (pairs.y[i] - meanY);
  }
  const slope = squaresX > 0 ? products / squaresX : NaN;
  const intercept = meanY - slope * meanX;
  let squaredErrors = 0;
  for (let i = 0; i < n; i++) squaredErrors += square(pairs.y[i] - meanY - slope * (pairs.x[i] - meanX));
  const residualDeviation = n > 2 ? Math.sqrt(squaredErrors / (n - 2)) : NaN;
  return { slope, intercept, n, residualDeviation, meanX, squaresX };
}

/** Fitted value at x. */
export function lineAt(fit: LinearFit, x: number): number {
  return fit.slope * x + fit.intercept;
}

/** Standard error of the fitted value at x (of the mean of y there, not of a single y). */
export function standardErrorAt(fit: LinearFit, x: number): number {
  return fit.residualDeviation * Math.sqrt(1 / fit.n + square(x - fit.meanX) / fit.squaresX);
}

/** 95 % confidence interval of the fitted value at x: [low, high]; NaN for fewer than three pairs. */
export function confidenceAt(fit: LinearFit, x: number): readonly [number, number] {
  const halfWidth = studentTQuantile(0.975, fit.n - 2) * standardErrorAt(fit, x);
  return [lineAt(fit, x) - halfWidth, lineAt(fit, x) + halfWidth];
}
