import { InsufficientData } from '../../stats/insufficient-data';
import { mean } from '../../stats/summary';

/** Numbers in named columns, row after row in one array. A FeatureTable is one. */
export interface Rows {
  /** Column names, in order. */
  readonly features: readonly string[];
  /** Row-major, rows × features.length; NaN where nothing could be measured. */
  readonly values: Float64Array;
}

/**
 * Number of rows.
 *
 * @throws RangeError when the values do not fill whole rows
 */
export function rowCount(rows: Rows): number {
  const width = rows.features.length;
  if (width === 0 || rows.values.length % width !== 0) {
    throw new RangeError(
      `${rows.values.length} values do not fill rows of ${width} features; check the table's columns`,
    );
  }
  return rows.values.length / width;
}

/** A copy of the rows at `indices`, in that order; a row may be taken several times. */
export function selectRows(rows: Rows, indices: ArrayLike<number>): Rows {
  const width = rows.features.length;
  const values = new Float64Array(indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    values.set(rows.values.subarray(indices[i] * width, (indices[i] + 1) * width), i * width);
  }
  return { features: rows.features, values };
}

/** Writes rows to places among the values of others of the same columns: `selectRows` the other way round. */
export function putRows(values: Float64Array, rows: Rows, places: readonly number[]): void {
  const width = rows.features.length;
  places.forEach((place, i) => values.set(rows.values.subarray(i * width, (i + 1) * width), place * width));
}

/** The entries of `values` at `indices`, in that order. */
export function selectValues(values: ArrayLike<number>, indices: ArrayLike<number>): Float64Array {
  const selected = new Float64Array(indices.length);
  for (let i = 0; i < selected.length; i++) selected[i] = values[indices[i]];
  return selected;
}

/** Indices of the rows without NaN. */
export function completeRows(rows: Rows): number[] {
  const width = rows.features.length;
  const complete: number[] = [];
  for (let i = 0; i < rowCount(rows); i++) {
    if (!rows.values.subarray(i * width, (i + 1) * width).some(Number.isNaN)) complete.push(i);
  }
  return complete;
}

/** A copy of each column. */
export function columnsOf(rows: Rows): Float64Array[] {
  const width = rows.features.length;
  return rows.features.map((_, j) =>
    new Float64Array(rowCount(rows)).map((_zero, i) => rows.values[i * width + j]),
  );
}

/** Mean of each column over the rows where it was measured; NaN where it never was. */
export function columnMeans(rows: Rows): Float64Array {
  return Float64Array.from(columnsOf(rows), mean);
}

/**
 * A copy of the rows with each NaN replaced by its column's entry in `means`.
 *
 * @param means one value per column, from `columnMeans` of the training rows or of the same recording;
 *   NaN there leaves NaN in place
 * @throws RangeError when there are not as many means as columns
 */
export function fillMissing(rows: Rows, means: Float64Array): Rows {
  const width = rows.features.length;
  if (means.length !== width) {
    throw new RangeError(
      `${means.length} means for ${width} features; take them from columnMeans of the same columns`,
    );
  }
  const values = rows.values.map((value, k) => (Number.isNaN(value) ? means[k % width] : value));
  return { features: rows.features, values };
}

/**
 * Checks that rows have the expected columns, name by name and in order.
 *
 * @param owner who expects them, for the message: 'normalizer', 'model valence'
 * @throws Error naming the first column that differs, as expected and as found
 */
export function checkFeatures(expected: readonly string[], found: readonly string[], owner: string): void {
  const length = Math.max(expected.length, found.length);
  for (let j = 0; j < length; j++) {
    if (expected[j] !== found[j]) {
      throw new Error(
        `${owner} has ${expected.length} features, the rows ${found.length}; they first differ at column ${j + 1}: ` +
          `${expected[j] ?? 'none'} expected, ${found[j] ?? 'none'} found. ` +
          'Measure with the feature set the model was trained on, or train again',
      );
    }
  }
}

/**
 * Checks that rows and targets can be trained on.
 *
 * @throws RangeError when there are no rows, targets or weights do not match the rows, a number is not finite, or a weight is
 *   not above 0
 */
export function checkTraining(rows: Rows, targets: ArrayLike<number>, weights?: Float64Array): void {
  const count = rowCount(rows);
  if (count === 0) throw new InsufficientData('no rows to train on; check what was filtered out before');
  if (targets.length !== count) {
    throw new RangeError(`${targets.length} targets for ${count} rows; give one target per row`);
  }
  if (weights !== undefined && weights.length !== count) {
    throw new RangeError(`${weights.length} weights for ${count} rows; give one weight per row`);
  }
  const wrong = weights?.findIndex((weight) => !(weight > 0 && weight < Infinity)) ?? -1;
  if (wrong >= 0)
    throw new RangeError(`weight ${weights?.[wrong]} of training row ${wrong}; give numbers above 0`);
  const width = rows.features.length;
  const gap = Number.isFinite(sumOf(rows.values)) ? -1 : rows.values.findIndex((x) => !Number.isFinite(x));
  if (gap >= 0) {
    throw new RangeError(
      `${rows.features[gap % width]} is ${rows.values[gap]} in training row ${Math.floor(gap / width)}; ` +
        'drop such rows (completeRows) or fill them (fillMissing)',
    );
  }
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(targets[i])) {
      throw new RangeError(`target ${targets[i]} in training row ${i}; drop rows without a label`);
    }
  }
}

/** Finite only when every value is: faster than testing each of them. */
function sumOf(values: Float64Array): number {
  let [even, odd] = [0, 0];
  let k = 0;
  for (; k + 2 <= values.length; k += 2) {
    even += values[k];
    odd += values[k + 1];
  }
  return even + odd + (k < values.length ? values[k] : 0);
}
