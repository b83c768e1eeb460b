/**
 * Constraints with a hinge loss: constraint k is sign·f(row) ≥ threshold, and a unit of violation costs `cost`. Support vector
 * classifiers and regressions both minimise ½‖w‖² + Σ cost·max(0, threshold − sign·f), f = w·x + b.
 */
export interface HingeConstraints {
  /** Row each constraint belongs to. */
  readonly row: Int32Array;
  /** 1 for a lower bound of f, −1 for an upper bound. */
  readonly sign: Float64Array;
  readonly threshold: Float64Array;
  /** Above 0. */
  readonly cost: Float64Array;
}

/**
 * Two constraints per row, ε below and above its target: support vector regression.
 *
 * @param weights of each row, times `c`; 1 unless given
 */
export function tubeConstraints(
  targets: ArrayLike<number>,
  c: number,
  epsilon: number,
  weights?: Float64Array,
): HingeConstraints {
  const n = targets.length;
  const constraints = emptyConstraints(2 * n);
  for (let i = 0; i < n; i++) {
    constraints.row[i] = constraints.row[n + i] = i;
    constraints.sign[i] = 1;
    constraints.sign[n + i] = -1;
    constraints.threshold[i] = targets[i] - epsilon;
    constraints.threshold[n + i] = -targets[i] - epsilon;
    constraints.cost[i] = constraints.cost[n + i] = c * (weights?.[i] ?? 1);
  }
  return constraints;
}

/**
 * One constraint per row, at 1 for the rows of class 1 and at −1 for those of class 0: a support vector classifier with hinge
 * loss.
 *
 * @param targets 0 or 1 per row
 * @param weights of class 0 and class 1, times `c`
 */
export function marginConstraints(
  targets: ArrayLike<number>,
  c: number,
  weights: readonly [number, number],
): HingeConstraints {
  const constraints = emptyConstraints(targets.length);
  for (let i = 0; i < targets.length; i++) {
    constraints.row[i] = i;
    constraints.sign[i] = targets[i] === 1 ? 1 : -1;
    constraints.threshold[i] = 1;
    constraints.cost[i] = c * weights[targets[i]];
  }
  return constraints;
}

function emptyConstraints(count: number): HingeConstraints {
  return {
    row: new Int32Array(count),
    sign: new Float64Array(count),
    threshold: new Float64Array(count),
    cost: new Float64Array(count),
  };
}

/**
 * Feasible initial dual variables, whose signed sum is 0: half of each constraint's cost where both sides cost the same, and
 * less on the side that costs more.
 */
export function balancedAlphas({ sign, cost }: HingeConstraints): Float64Array {
  let up = 0;
  let down = 0;
  for (let k = 0; k < sign.length; k++) {
    if (sign[k] > 0) up += cost[k];
    else down += cost[k];
  }
  return cost.map((c, k) => (c / 2) * Math.min(1, sign[k] > 0 ? down / up : up / down));
}
