import { pow } from './pow';
import { mean, variance } from './summary';

/**
 * Density of points in a plane on a grid, with Gaussian kernels shaped like the points' covariance (n-1) and scaled by
 * Scott's factor n^(-1/6). Points with a NaN are skipped.
 *
 * @returns row by row: element row · gridX.length + column is the density at (gridX[column], gridY[row]); NaN
 *   throughout for fewer than three points, or when they lie on a line
 * @throws RangeError when the coordinates differ in length
 *
 * D. W. Scott (1992), "Multivariate Density Estimation", section 6.3. Compared with scipy.stats.gaussian_kde.
 */
export function planeDensity(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  gridX: ArrayLike<number>,
  gridY: ArrayLike<number>,
): Float64Array {
  if (x.length !== y.length)
    throw new RangeError(`${x.length} and ${y.length} coordinates; give one of each per point`);
  const rows = Array.from(x, (_, row) => row).filter((row) => Number.isFinite(x[row] + y[row]));
  const px = Float64Array.from(rows, (row) => x[row]);
  const py = Float64Array.from(rows, (row) => y[row]);
  const n = rows.length;
  const meanX = mean(px);
  const meanY = mean(py);
  let products = 0;
  for (let i = 0; i < n; i++) products += (px[i] - meanX) * (py[i] - meanY);
  const factor = pow(n, -1 / 3); // the square of Scott's, for a covariance
  const xx = factor * variance(px, 'n-1');
  const yy = factor * variance(py, 'n-1');
  const xy = (factor * products) / (n - 1);
  const determinant = xx * yy - xy * xy;
  const result = new Float64Array(gridX.length * gridY.length);
  // Of points on a line the determinant is 0, except for rounding.
  if (n < 3 || !(determinant > 1e-12 * xx * yy)) return result.fill(NaN);
  const scale = 1 / (n * 2 * Math.PI * Math.sqrt(determinant));
  const [a, b, c] = [yy / determinant, -xy / determinant, xx / determinant]; // the inverse
  for (let row = 0; row < gridY.length; row++) {
    for (let column = 0; column < gridX.length; column++) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const dx = gridX[column] - px[i];
        const dy = gridY[row] - py[i];
        sum += Math.exp(-0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy));
      }
      result[row * gridX.length + column] = scale * sum;
    }
  }
  return result;
}

/**
 * Density at the border of the highest density region, the smallest region that holds a share of the mass.
 *
 * @param values density in cells of equal size
 * @param share 0 to 1
 * @returns NaN where the density is
 *
 * R. Hyndman (1996), "Computing and graphing highest density regions", The American Statistician 50: 120-126.
 */
export function highestDensityLevel(values: ArrayLike<number>, share: number): number {
  const descending = Float64Array.from(values).sort().reverse();
  const wanted = share * descending.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  for (const value of descending) {
    sum += value;
    if (sum >= wanted) return value;
  }
  return NaN;
}
