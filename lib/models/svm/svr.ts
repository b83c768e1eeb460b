import { median } from '../../stats/summary';
import { checkTraining, type Rows } from '../data/rows';
import { solveSupportVectors } from './interior-point';
import { tubeConstraints } from './hinge-constraints';

/** A weighted sum of the columns; plain data, so that it can be built from weights learned elsewhere. */
export interface LinearRegressor {
  readonly kind: 'linear-svr' | 'ridge' | 'lasso' | 'elastic-net';
  /** Columns the weights belong to, in order. */
  readonly features: readonly string[];
  /** One per column, in units of the target per unit of the column as given to training. */
  readonly weights: Float64Array;
  readonly bias: number;
  /** Options of the training: `c` and `epsilon`, or `penalty`. */
  readonly settings: Readonly<Record<string, number>>;
}

export interface LinearSvrOptions {
  /** Cost of a unit of error beyond the tube; larger follows the training rows more closely. */
  c?: number;
  /** Half-width of the tube within which errors cost nothing, in units of the target. */
  epsilon?: number;
}

/**
 * Linear ε-insensitive support vector regression with an unpenalised bias:
 * minimises ½‖w‖² + C Σ max(0, |w·x + b − y| − ε).
 *
 * @param rows normalized training rows, all finite
 * @param targets one per row
 * @returns the optimum itself (duality gap below a millionth), so nothing depends on a seed or on the order of rows
 * @throws RangeError when rows or targets are not finite, do not match, or an option is out of range
 *
 * A. Smola, B. Schölkopf (2004), "A tutorial on support vector regression", Statistics and Computing 14: 199-222.
 * The same objective as scikit-learn's SVR(kernel='linear'); compared with it and with SciPy in test/reference/models.json.
 */
export function trainLinearSvr(
  rows: Rows,
  targets: ArrayLike<number>,
  { c = 1, epsilon = 0.1 }: LinearSvrOptions = {},
): LinearRegressor {
  checkTraining(rows, targets);
  checkSvmOptions(c, epsilon);
  // Targets about their median: this changes the bias alone, and keeps digits.
  const targetMedian = median(targets);
  const centred = Float64Array.from(targets, (target) => target - targetMedian);
  const constraints = tubeConstraints(centred, c, epsilon);
  const { weights, bias } = solveSupportVectors(rows.values, centred.length, constraints);
  return {
    kind: 'linear-svr',
    features: rows.features,
    weights,
    bias: bias + targetMedian,
    settings: { c, epsilon },
  };
}

/** @throws RangeError when the cost or the width of a tube cannot be used */
export function checkSvmOptions(c: number, epsilon: number): void {
  if (!(c > 0 && c < Infinity)) throw new RangeError(`c ${c} must be a positive number; 1 is usual`);
  if (!(epsilon >= 0 && epsilon < Infinity))
    throw new RangeError(`epsilon ${epsilon} must be 0 or more; 0.1 is usual`);
}
