import { columnMeans, fillMissing, rowCount, type Rows } from '../../models/data/rows';
import { applyFitted, originalRegression, trainRegression } from '../../models/selection/recipes';

/** Trains on rows and targets; returns a function that predicts rows as measured, gaps included. */
export type Trainer = (rows: Rows, targets: Float64Array) => (rows: Rows) => Float64Array;

/**
 * The study's linear support vector regression (C 1, ε 0.1, columns scaled to the range of the training rows);
 * gaps are filled with the mean of the training rows.
 */
export const linearTrainer: Trainer = (rows, targets) => {
  const means = columnMeans(rows);
  const fitted = trainRegression(originalRegression, rows, targets);
  return (other) => applyFitted(fitted, fillMissing(other, means));
};

/**
 * The same regression with each column clamped to the range of the training rows. A linear model extrapolates without
 * bound: one column that noise moves far out of its range would otherwise dominate the prediction.
 */
export const clampedTrainer: Trainer = (rows, targets) => {
  const predictor = linearTrainer(rows, targets);
  const { min, max } = columnRanges(rows);
  return (other) => {
    const width = other.features.length;
    const values = other.values.map((value, k) => Math.max(min[k % width], Math.min(max[k % width], value)));
    return predictor({ features: other.features, values });
  };
};

/** A column that lies outside the range it was learned from. */
export interface OutOfRangeColumn {
  readonly name: string;
  /** Share of the rows in which it lies outside; rows where it is missing do not count. */
  readonly outside: number;
  /** How far outside at most, in widths of the range. */
  readonly farthest: number;
}

/**
 * Columns of `rows` that leave the range of the training rows, farthest first. A column that is constant in the training
 * rows and another value here is infinitely far.
 */
export function outOfRangeColumns(training: Rows, rows: Rows): OutOfRangeColumn[] {
  const { min, max } = columnRanges(training);
  const width = rows.features.length;
  const columns = rows.features.map((name, j): OutOfRangeColumn => {
    let [known, outside, farthest] = [0, 0, 0];
    for (let i = 0; i < rowCount(rows); i++) {
      const value = rows.values[i * width + j];
      if (Number.isNaN(value)) continue;
      known++;
      const beyond = Math.max(min[j] - value, value - max[j]);
      if (beyond <= 0) continue;
      outside++;
      farthest = Math.max(farthest, beyond / (max[j] - min[j]));
    }
    return { name, outside: outside / known, farthest };
  });
  return columns.filter(({ farthest }) => farthest > 0).sort((a, b) => b.farthest - a.farthest);
}

function columnRanges(rows: Rows): { readonly min: Float64Array; readonly max: Float64Array } {
  const width = rows.features.length;
  const min = new Float64Array(width).fill(Infinity);
  const max = new Float64Array(width).fill(-Infinity);
  rows.values.forEach((value, k) => {
    if (value < min[k % width]) min[k % width] = value;
    if (value > max[k % width]) max[k % width] = value;
  });
  return { min, max };
}
