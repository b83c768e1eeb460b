import { square } from '../../stats/pow';
import { mean, quantile } from '../../stats/summary';
import { fitRobust, normalize, type RobustNormalizer } from '../data/normalizer';
import { columnMeans, fillMissing, rowCount, type Rows } from '../data/rows';

/** Novelty detector: the distribution of training rows and the distance beyond which a row counts as novel. */
export interface NoveltyDetector {
  readonly normalizer: RobustNormalizer;
  /** The distance below which 99 % of the training rows are. */
  readonly limit: number;
}

/** One column of an unusual row. */
export interface UnusualColumn {
  readonly feature: string;
  readonly value: number;
  /** Median of the training rows. */
  readonly usual: number;
  /** Distance from it, in interquartile ranges of the training rows. */
  readonly distance: number;
}

/** How far a row lies from the training rows. */
export interface Novelty {
  /** Root mean square over the columns of the distance from the training rows' median, in their interquartile ranges. */
  readonly distance: number;
  /** Whether it is farther away than 99 % of the training rows. */
  readonly outside: boolean;
  /** Its unusual columns, farthest first: those more than two interquartile ranges away, as 0.7 % of normal values are. */
  readonly columns: readonly UnusualColumn[];
}

const SHARE = 0.99;
const UNUSUAL = 2;

/**
 * Fits a novelty detector.
 *
 * @param rows training rows; gaps count as the median, and a column that was never measured counts nowhere
 */
export function fitNoveltyDetector(rows: Rows): NoveltyDetector {
  const never = columnMeans(rows).map((value) => (Number.isNaN(value) ? 0 : NaN)); // a constant column counts nowhere
  const measured = fillMissing(rows, never);
  const normalizer = fitRobust(measured);
  return { normalizer, limit: quantile(distances(normalizer, measured), SHARE) };
}

/**
 * Measures how far each row lies from the training rows; a column is clipped at five interquartile
 * ranges (see `fitRobust`), so that one column alone does not decide.
 *
 * @param rows columns as in training; gaps count as the median
 */
export function measureNovelty(detector: NoveltyDetector, rows: Rows): Novelty[] {
  const { normalizer, limit } = detector;
  const width = rows.features.length;
  return Array.from(distances(normalizer, rows), (distance, i) => {
    const columns = rows.features.flatMap((feature, j): UnusualColumn[] => {
      const value = rows.values[i * width + j];
      const range = normalizer.interquartileRange[j];
      const away = Math.abs(value - normalizer.median[j]) / range;
      return range > 0 && away > UNUSUAL
        ? [{ feature, value, usual: normalizer.median[j], distance: away }]
        : [];
    });
    columns.sort((a, b) => b.distance - a.distance);
    return { distance, outside: distance > limit, columns };
  });
}

/** From more than this share of rows outside on, what they are taken from lies outside. */
export const OUTSIDE: number = 0.5;

/** Share of rows that are farther away than 99 % of the training rows. */
export function shareOutside(detector: NoveltyDetector, rows: Rows): number {
  return mean(measureNovelty(detector, rows).map(({ outside }) => Number(outside)));
}

/** Mean of all rows; NaN in columns that were never measured. */
export function meanRow(rows: Rows): Rows {
  return { features: rows.features, values: columnMeans(rows) };
}

function distances(normalizer: RobustNormalizer, rows: Rows): Float64Array {
  const z = fillMissing(normalize(normalizer, rows), new Float64Array(rows.features.length)).values;
  const width = rows.features.length;
  return new Float64Array(rowCount(rows)).map((_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += square(z[i * width + j]);
    return Math.sqrt(sum / width);
  });
}
