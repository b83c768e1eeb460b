import { InsufficientData } from '../../stats/insufficient-data';
import { max, mean, min, quantileOfSorted, sorted, standardDeviation } from '../../stats/summary';
import { checkFeatures, columnsOf, rowCount, type Rows } from './rows';

/** Scales each column's range over the training rows to 0 … 1. */
export interface MinMaxNormalizer {
  readonly kind: 'min-max';
  readonly features: readonly string[];
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Standardizes each column: mean 0 and standard deviation 1 over the training rows. */
export interface StandardNormalizer {
  readonly kind: 'standard';
  readonly features: readonly string[];
  readonly mean: Float64Array;
  /** Divided by n. */
  readonly deviation: Float64Array;
}

/**
 * Scales each column to median 0 and interquartile range 1 over the training rows, so that outliers do not move the scale,
 * and clips values to ±5, so that outliers do not move a prediction either.
 */
export interface RobustNormalizer {
  readonly kind: 'robust';
  readonly features: readonly string[];
  readonly median: Float64Array;
  /** Upper minus lower quartile. Files store it under 'quartile range'. */
  readonly interquartileRange: Float64Array;
}

/** Maps each value to its quantile among the training rows, 0 to 1, so that there are no outliers. */
export interface QuantileNormalizer {
  readonly kind: 'quantile';
  readonly features: readonly string[];
  /** Row-major, features × landmarks: each column's quantiles at equal steps from 0 to 1, ascending. */
  readonly quantiles: Float64Array;
}

/** How columns are brought to one scale; learned from training rows only. */
export type Normalizer = MinMaxNormalizer | StandardNormalizer | RobustNormalizer | QuantileNormalizer;
/** Name of a scale. */
export type Scaling = Normalizer['kind'];

/** Interquartile ranges at which the robust scale clips: 6.7 standard deviations of a normal column. */
export const LIMIT = 5;
/** Landmarks of the quantile scale, where there are rows enough. */
const LANDMARKS = 1000;

const fits: Readonly<Record<Scaling, (rows: Rows) => Normalizer>> = {
  'min-max': fitMinMax,
  standard: fitStandard,
  robust: fitRobust,
  quantile: fitQuantile,
};

/** Learns a scale from training rows; see the function of each. */
export function fitNormalizer(scaling: Scaling, rows: Rows): Normalizer {
  return fits[scaling](rows);
}

/**
 * Learns the range of each column; NaN is skipped.
 *
 * @param rows training rows only, or the test rows have leaked into the model
 * @throws RangeError when a column has no number at all
 */
export function fitMinMax(rows: Rows): MinMaxNormalizer {
  const columns = columnsOf(rows);
  const least = Float64Array.from(columns, min);
  checkMeasured(rows, least);
  return { kind: 'min-max', features: rows.features, min: least, max: Float64Array.from(columns, max) };
}

/**
 * Learns the mean and deviation (divided by n) of each column; NaN is skipped.
 *
 * @param rows training rows only
 * @throws RangeError when a column has no number at all
 */
export function fitStandard(rows: Rows): StandardNormalizer {
  const columns = columnsOf(rows);
  const means = Float64Array.from(columns, mean);
  checkMeasured(rows, means);
  const deviation = Float64Array.from(columns, (column) => standardDeviation(column, 'n'));
  return { kind: 'standard', features: rows.features, mean: means, deviation };
}

/**
 * Learns the median and the interquartile range of each column (quantiles as R-7); NaN is skipped. A column whose
 * interquartile range is 0 becomes 0 everywhere, like a constant one.
 *
 * @param rows training rows only
 * @throws RangeError when a column has no number at all
 *
 * As scikit-learn's RobustScaler, which does not clip and leaves such columns in their own units.
 */
export function fitRobust(rows: Rows): RobustNormalizer {
  const columns = columnsOf(rows).map(sorted);
  const at = (p: number) => Float64Array.from(columns, (column) => quantileOfSorted(column, p));
  const medians = at(0.5);
  checkMeasured(rows, medians);
  const low = at(0.25);
  return {
    kind: 'robust',
    features: rows.features,
    median: medians,
    interquartileRange: at(0.75).map((high, j) => high - low[j]),
  };
}

/**
 * Learns the quantiles of each column at up to 1,000 equal steps; NaN is skipped.
 *
 * @param rows training rows only
 * @throws RangeError when a column has no number at all
 *
 * As scikit-learn's QuantileTransformer with a uniform output; of equal landmarks the middle one counts.
 */
export function fitQuantile(rows: Rows): QuantileNormalizer {
  const landmarks = Math.max(2, Math.min(LANDMARKS, rowCount(rows)));
  const quantiles = new Float64Array(rows.features.length * landmarks);
  columnsOf(rows).forEach((column, j) => {
    const ascending = sorted(column);
    for (let k = 0; k < landmarks; k++)
      quantiles[j * landmarks + k] = quantileOfSorted(ascending, k / (landmarks - 1));
  });
  checkMeasured(
    rows,
    Float64Array.from(rows.features, (_, j) => quantiles[j * landmarks]),
  );
  return { kind: 'quantile', features: rows.features, quantiles };
}

/**
 * The rows on the normalizer's scale, as a copy. A column that was constant in training becomes 0
 * everywhere: the model could learn nothing from it. NaN stays NaN.
 *
 * @throws Error when the columns are not the ones the normalizer was fitted on
 */
export function normalize(normalizer: Normalizer, rows: Rows): Rows {
  checkFeatures(normalizer.features, rows.features, 'normalizer');
  const width = rows.features.length;
  const x = rows.values;
  const values = new Float64Array(x.length);
  if (normalizer.kind === 'quantile') {
    for (let at = 0; at < x.length; at += width) {
      for (let j = 0; j < width; j++)
        values[at + j] = distributionAt(normalizer.quantiles, j, width, x[at + j]);
    }
    return { features: rows.features, values };
  }
  const { offset, scale } = offsetAndScale(normalizer);
  const limit = normalizer.kind === 'robust' ? LIMIT : Infinity;
  for (let at = 0; at < x.length; at += width) {
    for (let j = 0; j < width; j++) {
      const distance = x[at + j] - offset[j];
      const value = scale[j] > 0 ? distance / scale[j] : Number.isNaN(distance) ? NaN : 0;
      values[at + j] = value > limit ? limit : value < -limit ? -limit : value;
    }
  }
  return { features: rows.features, values };
}

/** What is subtracted from each column and what it is divided by then; a scale of 0 means constant in training. */
export function offsetAndScale(normalizer: Exclude<Normalizer, QuantileNormalizer>): {
  readonly offset: Float64Array;
  readonly scale: Float64Array;
} {
  switch (normalizer.kind) {
    case 'min-max':
      return { offset: normalizer.min, scale: normalizer.max.map((most, j) => most - normalizer.min[j]) };
    case 'standard': {
      // Rounding leaves a constant column a deviation of about 1e-16 of its mean instead of 0.
      const scale = normalizer.deviation.map((s, j) => (s > 1e-12 * Math.abs(normalizer.mean[j]) ? s : 0));
      return { offset: normalizer.mean, scale };
    }
    case 'robust': {
      const { median, interquartileRange } = normalizer;
      return {
        offset: median,
        scale: interquartileRange.map((s, j) => (s > 1e-12 * Math.abs(median[j]) ? s : 0)),
      };
    }
  }
}

/** Empirical distribution function at a value, linear between landmarks; the middle of equal landmarks. */
function distributionAt(quantiles: Float64Array, j: number, width: number, value: number): number {
  const landmarks = quantiles.length / width;
  const first = j * landmarks;
  const last = first + landmarks - 1;
  if (Number.isNaN(value)) return NaN;
  if (quantiles[first] === quantiles[last]) return 0;
  if (value <= quantiles[first]) return 0;
  if (value >= quantiles[last]) return 1;
  const above = firstAbove(quantiles, first, last, value, false);
  const from = firstAbove(quantiles, first, last, value, true);
  if (from < above) return (from + above - 1 - 2 * first) / 2 / (landmarks - 1);
  const below = quantiles[above - 1];
  return (above - 1 - first + (value - below) / (quantiles[above] - below)) / (landmarks - 1);
}

/** The first index from `low` to `high` whose quantile is above a value, or equal to it where `equalCounts`. */
function firstAbove(
  quantiles: Float64Array,
  low: number,
  high: number,
  value: number,
  equalCounts: boolean,
): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quantiles[middle] > value || (equalCounts && quantiles[middle] === value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkMeasured(rows: Rows, learned: Float64Array): void {
  const empty = learned.findIndex((value) => !Number.isFinite(value));
  if (empty >= 0) {
    throw new InsufficientData(
      `${rows.features[empty]} has no finite number in ${rowCount(rows)} training rows; leave the column out`,
    );
  }
}
