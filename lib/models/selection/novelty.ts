import { square } from '../../stats/pow';
import { quantile } from '../../stats/summary';
import { fitRobust, normalize, type RobustNormalizer } from '../data/normalizer';
import { columnMeans, fillMissing, rowCount, type Rows } from '../data/rows';

/** Novelty detector: the distribution of training rows and the distance beyond which a row counts as novel. */
export interface NoveltyDetector {
  readonly normalizer: RobustNormalizer;
  /** The distance that 99 % of the training rows keep within. */
  readonly limit: number;
}

/** One column of an unusual row. */
export interface UnusualColumn {
  readonly feature: string;
  readonly value: number;
  /** Middle of the training rows. */
  readonly usual: number;
  /** Distance from it, in widths of the training rows' middle half. */
  readonly distance: number;
}

/** How far a row lies from the training rows. */
export interface Novelty {
  /** Root mean square over the columns of the distance from the training rows' middle, in widths of their middle half. */
  readonly distance: number;
  /** Whether it is farther away than 99 % of the training rows. */
  readonly outside: boolean;
  /** The columns that make it so, farthest first: those beyond two widths, which 0.7 % of a normal column's values are. */
  readonly columns: readonly UnusualColumn[];
}

const SHARE = 0.99;
const ODD = 2;

/**
 * Fits a novelty detector.
 *
 * @param rows training rows; gaps count as the median, and a column that was never measured counts nowhere
 */
export function fitNoveltyDetector(rows: Rows): NoveltyDetector {
  const never = columnMeans(rows).map((value) => (Number.isNaN(value) ? 0 : NaN)); // a constant has no scale
  const measured = fillMissing(rows, never);
  const normalizer = fitRobust(measured);
  return { normalizer, limit: quantile(distances(normalizer, measured), SHARE) };
}

/**
 * Measures how far each row lies from the training rows; a column goes no further than five widths (see `fitRobust`), so that one
 * outlying column alone does not decide.
 *
 * @param rows columns as in training; gaps count as the median
 */
export function measureNovelty(detector: NoveltyDetector, rows: Rows): Novelty[] {
  const { normalizer, limit } = detector;
  const width = rows.features.length;
  return Array.from(distances(normalizer, rows), (distance, i) => {
    const columns = rows.features.flatMap((feature, j): UnusualColumn[] => {
      const value = rows.values[i * width + j];
      const range = normalizer.quartileRange[j];
      const away = Math.abs(value - normalizer.median[j]) / range;
      return range > 0 && away > ODD ? [{ feature, value, usual: normalizer.median[j], distance: away }] : [];
    });
    columns.sort((a, b) => b.distance - a.distance);
    return { distance, outside: distance > limit, columns };
  });
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
