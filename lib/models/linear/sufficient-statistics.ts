/** Sums over rows: all that least squares needs to know of them. Sums of parts add up and can be taken away again. */
export interface Moments {
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

/** Moments about the means, divided by the number of rows. */
export interface CentredMoments {
  readonly centre: Float64Array;
  /** Covariances of the columns, width × width. */
  readonly gram: Float64Array;
  /** Mean of each target. */
  readonly levels: Float64Array;
  /** Covariances of target and column, targets × width. */
  readonly slopes: Float64Array;
}

/**
 * The moments of some rows.
 *
 * @param z       rows × width, row-major
 * @param targets one list per target, one value per row
 * @param rows    the rows that count
 */
export function momentsOf(
  z: Float64Array,
  width: number,
  targets: readonly Float64Array[],
  rows: ArrayLike<number>,
): Moments {
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

/** The moments of the rows in `all` that are not in `part`. */
export function without(all: Moments, part: Moments): Moments {
  const less = (a: Float64Array, b: Float64Array) => a.map((value, k) => value - b[k]);
  return {
    count: all.count - part.count,
    sums: less(all.sums, part.sums),
    products: less(all.products, part.products),
    targetSums: less(all.targetSums, part.targetSums),
    targetProducts: less(all.targetProducts, part.targetProducts),
  };
}

/** Moments about the means. Exact enough where columns and targets are themselves near 0, as standardized ones are. */
export function centredMoments({
  count,
  sums,
  products,
  targetSums,
  targetProducts,
}: Moments): CentredMoments {
  const width = sums.length;
  const centre = sums.map((sum) => sum / count);
  const levels = targetSums.map((sum) => sum / count);
  const gram = products.map((sum, k) => sum / count - centre[Math.floor(k / width)] * centre[k % width]);
  const slopes = targetProducts.map(
    (sum, k) => sum / count - levels[Math.floor(k / width)] * centre[k % width],
  );
  return { centre, gram, levels, slopes };
}
