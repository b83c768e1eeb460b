import { mean, standardDeviation } from '../stats/summary';
import { checkFeatures, rowCount, type Rows } from './rows';

/** Puts each column's range over the training rows on 0 to 1. */
export interface MinMaxNormalizer {
  readonly kind: 'min-max';
  readonly features: readonly string[];
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Gives each column mean 0 and deviation 1 over the training rows. */
export interface StandardNormalizer {
  readonly kind: 'standard';
  readonly features: readonly string[];
  readonly mean: Float64Array;
  /** Divided by n. */
  readonly deviation: Float64Array;
}

/** How columns are brought to one scale; learned from training rows only. */
export type Normalizer = MinMaxNormalizer | StandardNormalizer;

/**
 * Learns the range of each column; NaN is skipped.
 *
 * @param rows training rows only, or the test rows have leaked into the model
 * @throws RangeError when a column has no number at all
 */
export function fitMinMax(rows: Rows): MinMaxNormalizer {
  const width = rows.features.length;
  const min = new Float64Array(width).fill(Infinity);
  const max = new Float64Array(width).fill(-Infinity);
  const values = rows.values;
  for (let k = 0; k < rowCount(rows) * width; k++) {
    const j = k % width;
    if (values[k] < min[j]) min[j] = values[k];
    if (values[k] > max[j]) max[j] = values[k];
  }
  checkMeasured(rows, min);
  return { kind: 'min-max', features: rows.features, min, max };
}

/**
 * Learns the mean and deviation (divided by n) of each column; NaN is skipped.
 *
 * @param rows training rows only
 * @throws RangeError when a column has no number at all
 */
export function fitStandard(rows: Rows): StandardNormalizer {
  const width = rows.features.length;
  const count = rowCount(rows);
  const means = new Float64Array(width);
  const deviation = new Float64Array(width);
  const column = new Float64Array(count);
  for (let j = 0; j < width; j++) {
    for (let i = 0; i < count; i++) column[i] = rows.values[i * width + j];
    means[j] = mean(column);
    deviation[j] = standardDeviation(column, 'n');
  }
  checkMeasured(rows, means);
  return { kind: 'standard', features: rows.features, mean: means, deviation };
}

/**
 * The rows on the normalizer's scale, as a copy. A column that was constant in training becomes 0
 * everywhere: it taught the model nothing. NaN stays NaN.
 *
 * @throws Error when the columns are not the ones the normalizer was fitted on
 */
export function normalize(normalizer: Normalizer, rows: Rows): Rows {
  checkFeatures(normalizer.features, rows.features, 'normalizer');
  const offset = normalizer.kind === 'min-max' ? normalizer.min : normalizer.mean;
  const scale = spread(normalizer);
  const width = rows.features.length;
  const values = rows.values.map((value, k) => {
    const j = k % width;
    if (Number.isNaN(value)) return NaN;
    return scale[j] > 0 ? (value - offset[j]) / scale[j] : 0;
  });
  return { features: rows.features, values };
}

/** What each column is divided by; 0 for a column that was constant in training. */
function spread(normalizer: Normalizer): Float64Array {
  if (normalizer.kind === 'min-max') return normalizer.max.map((max, j) => max - normalizer.min[j]);
  // Rounding leaves a constant column a deviation of about 1e-16 of its mean instead of 0.
  return normalizer.deviation.map((s, j) => (s > 1e-12 * Math.abs(normalizer.mean[j]) ? s : 0));
}

function checkMeasured(rows: Rows, learned: Float64Array): void {
  const empty = learned.findIndex((value) => !Number.isFinite(value));
  if (empty >= 0) {
    throw new RangeError(
      `${rows.features[empty]} has no finite number in ${rowCount(rows)} training rows; leave the column out`,
    );
  }
}
