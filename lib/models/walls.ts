/**
 * What predictions are held to: wall k wants sign·f(row) ≥ level, and every unit short of it costs `cost`. Support
 * vector machines of every kind are made of walls; minimised is ½‖w‖² + Σ cost·max(0, level − sign·f), f = w·x + b.
 */
export interface Walls {
  /** Row each wall belongs to. */
  readonly row: Int32Array;
  /** 1 where f must not be lower, −1 where it must not be higher. */
  readonly sign: Float64Array;
  readonly level: Float64Array;
  /** Above 0. */
  readonly cost: Float64Array;
}

/** Two walls per row, ε below and above its target: support vector regression. */
export function tubeWalls(targets: ArrayLike<number>, c: number, epsilon: number): Walls {
  const n = targets.length;
  const walls = emptyWalls(2 * n);
  for (let i = 0; i < n; i++) {
    walls.row[i] = walls.row[n + i] = i;
    walls.sign[i] = 1;
    walls.sign[n + i] = -1;
    walls.level[i] = targets[i] - epsilon;
    walls.level[n + i] = -targets[i] - epsilon;
  }
  walls.cost.fill(c);
  return walls;
}

/**
 * One wall per row, at 1 for the rows of class 1 and at −1 for those of class 0: a support vector classifier with hinge
 * loss.
 *
 * @param targets 0 or 1 per row
 * @param weights of class 0 and class 1, times `c`
 */
export function marginWalls(
  targets: ArrayLike<number>,
  c: number,
  weights: readonly [number, number],
): Walls {
  const walls = emptyWalls(targets.length);
  for (let i = 0; i < targets.length; i++) {
    walls.row[i] = i;
    walls.sign[i] = targets[i] === 1 ? 1 : -1;
    walls.level[i] = 1;
    walls.cost[i] = c * weights[targets[i]];
  }
  return walls;
}

function emptyWalls(count: number): Walls {
  return {
    row: new Int32Array(count),
    sign: new Float64Array(count),
    level: new Float64Array(count),
    cost: new Float64Array(count),
  };
}

/**
 * A start for the walls' dual variables, with which the pulls up and down are equal in all: half of each wall's cost
 * where both sides cost the same, and less on the side that costs more.
 */
export function balancedPulls({ sign, cost }: Walls): Float64Array {
  let up = 0;
  let down = 0;
  for (let k = 0; k < sign.length; k++) {
    if (sign[k] > 0) up += cost[k];
    else down += cost[k];
  }
  return cost.map((c, k) => (c / 2) * Math.min(1, sign[k] > 0 ? down / up : up / down));
}
