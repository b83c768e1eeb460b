/** Sums over rows that determine a least-squares fit. The sums of two sets of rows add up to those of their union. */
export interface SufficientStatistics {
  readonly count: number;
  /** Of each column. */
  readonly sums: Float64Array;
  /** Of products of columns, width × width, both triangles. */
  readonly products: Float64Array;
  /** Of each target. */
  readonly targetSums: Float64Array;
  /** Of products of target and column, targets × width. */
  readonly targetProducts: Float64Array;
}

/** Means and covariances, divided by the number of rows. */
export interface CentredStatistics {
  readonly means: Float64Array;
  /** Covariances of the columns, width × width. */
  readonly covariance: Float64Array;
  /** Mean of each target. */
  readonly targetMeans: Float64Array;
  /** Covariances of target and column, targets × width. */
  readonly targetCovariances: Float64Array;
}

/**
 * Sums over some rows.
 *
 * @param z       rows × width, row-major
 * @param targets one list per target, one value per row
 * @param rows    places of the rows to sum over
 */
export function sufficientStatistics(
  z: Float64Array,
  width: number,
  targets: readonly Float64Array[],
  rows: ArrayLike<number>,
): SufficientStatistics {
  const sums = new Float64Array(width);
  const products = new Float64Array(width * width);
  const targetSums = new Float64Array(targets.length);
  const targetProducts = new Float64Array(targets.length * width);
  for (let r = 0; r < rows.length; r++) {
    const at = rows[r] * width;
    for (let j = 0; j < width; j++) {
      const value = z[at + j];
      sums[j] += value;
      for (let k = 0; k <= j; k++) products[j * width + k] += value * z[at + k];
    }
    for (let t = 0; t < targets.length; t++) {
      const y = targets[t][rows[r]];
      targetSums[t] += y;
      for (let j = 0; j < width; j++) targetProducts[t * width + j] += y * z[at + j];
    }
  }
  for (let j = 0; j < width; j++)
    for (let k = 0; k < j; k++) products[k * width + j] = products[j * width + k];
  return { count: rows.length, sums, products, targetSums, targetProducts };
}

/** Sums over the rows of `all` that are not in `part`. */
export function subtractStatistics(
  all: SufficientStatistics,
  part: SufficientStatistics,
): SufficientStatistics {
  const less = (a: Float64Array, b: Float64Array) => a.map((value, k) => value - b[k]);
  return {
    count: all.count - part.count,
    sums: less(all.sums, part.sums),
    products: less(all.products, part.products),
    targetSums: less(all.targetSums, part.targetSums),
    targetProducts: less(all.targetProducts, part.targetProducts),
  };
}

/** Means and covariances from sums. Standardized columns and targets, whose means are near 0, lose no digits. */
export function centredStatistics({
  count,
  sums,
  products,
  targetSums,
  targetProducts,
}: SufficientStatistics): CentredStatistics {
  const width = sums.length;
  const means = sums.map((sum) => sum / count);
  const targetMeans = targetSums.map((sum) => sum / count);
  const covariance = products.map((sum, k) => sum / count - means[Math.floor(k / width)] * means[k % width]);
  const targetCovariances = targetProducts.map(
    (sum, k) => sum / count - targetMeans[Math.floor(k / width)] * means[k % width],
  );
  return { means, covariance, targetMeans, targetCovariances };
}
