import { mean } from '../stats/summary';
import { gramKernels } from '../kernels/built/gram';
import { sharedWorkspace } from '../kernels/workspace';

const workspace = sharedWorkspace(gramKernels);
/** Columns in a block, and the bytes of a block's row; see lib/kernels/assembly/shared/tiles.ts. */
const BLOCK = 4;
const ROW = 8 * BLOCK;

/** Rows taken at once, so that a panel of a hundred columns stays in the processor's cache. */
const PANEL = 256;

/**
 * Adds Zᵀ·Z to the lower triangle of `into`; Z is X with `centre` subtracted from the columns and the rows times `scale`.
 *
 * @param x rows × width, row-major
 * @param into size × size, row-major, `size` being the number of columns; the upper triangle is not changed
 * @param options.stride numbers from one row of X to the next; the width when not given
 * @param options.further a last column of Z, as it is, so that there are width + 1
 * @param options.centre of each column; 0 when not given
 * @param options.scale of each row; 1 when not given. Rows of scale 0 cost nothing
 */
export function addGram(
  x: Float64Array,
  into: Float64Array,
  width: number,
  options: {
    readonly centre?: Float64Array;
    readonly scale?: Float64Array;
    readonly stride?: number;
    readonly further?: Float64Array;
  } = {},
): void {
  const { stride = width, further } = options;
  const count = x.length / stride;
  const size = further === undefined ? width : width + 1;
  const centre = options.centre ?? new Float64Array(width);
  const scale = options.scale ?? new Float64Array(count).fill(1);
  const padded = BLOCK * Math.ceil(size / BLOCK);
  const most = Math.min(PANEL, count);
  const { run, view } = workspace(8 * (most * padded + BLOCK * padded));
  const panel = view(0, most * padded);
  const sums = view(8 * most * padded, BLOCK * padded);
  const rows = new Int32Array(most);
  for (let next = 0; next < count;) {
    let taken = 0;
    for (; next < count && taken < most; next++) if (scale[next] !== 0) rows[taken++] = next;
    if (taken === 0) break; // the rows that are left have a scale of 0
    const length = 8 * BLOCK * taken;
    for (let j = 0; j < size; j += BLOCK) pack(x, stride, rows, taken, centre, scale, j, panel);
    if (further !== undefined) {
      const last = width % BLOCK;
      for (let r = 0, to = (width - last) * taken + last; r < taken; r++, to += BLOCK)
        panel[to] = further[rows[r]];
    }
    for (let j = 0; j < size; j += BLOCK) {
      const block = j / BLOCK;
      run.strip(block * length, 0, (block + 1) * length, length, 8 * most * padded, 8 * padded, ROW);
      for (let c = 0; c < BLOCK && j + c < size; c++) {
        for (let k = 0; k <= j + c; k++) into[(j + c) * size + k] += sums[c * padded + k];
      }
    }
  }
}

/** Packs the columns from `j` on of some rows as a block, with zeros where there are no more columns. */
function pack(
  x: Float64Array,
  stride: number,
  rows: Int32Array,
  taken: number,
  centre: Float64Array,
  scale: Float64Array,
  j: number,
  panel: Float64Array,
): void {
  const width = centre.length;
  let to = j * taken;
  if (j + BLOCK <= width) {
    const [c0, c1, c2, c3] = [centre[j], centre[j + 1], centre[j + 2], centre[j + 3]];
    for (let r = 0; r < taken; r++, to += BLOCK) {
      const s = scale[rows[r]];
      const from = rows[r] * stride + j;
      panel[to] = s * (x[from] - c0);
      panel[to + 1] = s * (x[from + 1] - c1);
      panel[to + 2] = s * (x[from + 2] - c2);
      panel[to + 3] = s * (x[from + 3] - c3);
    }
    return;
  }
  for (let r = 0; r < taken; r++, to += BLOCK) {
    for (let c = 0; c < BLOCK; c++) {
      panel[to + c] = j + c < width ? scale[rows[r]] * (x[rows[r] * stride + j + c] - centre[j + c]) : 0;
    }
  }
}

/** Centred normal equations of least squares: sums of products of columns and targets about their means. */
export interface CentredProducts {
  readonly columnMeans: Float64Array;
  readonly targetMean: number;
  /** XᵀX, width × width, both triangles. */
  readonly gram: Float64Array;
  /** Xᵀy, one per column. */
  readonly targetProducts: Float64Array;
  /** yᵀy */
  readonly targetSquares: number;
}

/**
 * Sums over rows of products about the means.
 *
 * @param x rows × width, row-major
 * @param targets one per row
 * @param weights how often each row counts, above 0; once unless given
 */
export function centredProducts(
  x: Float64Array,
  width: number,
  targets: ArrayLike<number>,
  weights?: Float64Array,
): CentredProducts {
  const targetMean = weights === undefined ? mean(targets) : weightedCentres(targets, 1, weights)[0];
  const scale = weights?.map(Math.sqrt);
  const y = new Float64Array(targets.length);
  for (let i = 0; i < y.length; i++) y[i] = (scale?.[i] ?? 1) * (targets[i] - targetMean);
  const means = weights === undefined ? columnCentres(x, width) : weightedCentres(x, width, weights);
  const size = width + 1;
  const sums = new Float64Array(size * size);
  addGram(x, sums, width, { centre: means, further: y, ...(scale !== undefined && { scale }) });
  const gram = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    for (let k = 0; k <= j; k++) gram[j * width + k] = gram[k * width + j] = sums[j * size + k];
  }
  const targetProducts = sums.slice(width * size, width * size + width);
  return { columnMeans: means, targetMean, gram, targetProducts, targetSquares: sums[size * size - 1] };
}

/** Mean of each column of finite numbers. */
export function columnCentres(x: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width);
  let at = 0;
  // Four rows at once: a column's sum is read and written a quarter as often.
  for (; at + 4 * width <= x.length; at += 4 * width) {
    const [second, third, fourth] = [at + width, at + 2 * width, at + 3 * width];
    for (let j = 0; j < width; j++) means[j] += x[at + j] + x[second + j] + (x[third + j] + x[fourth + j]);
  }
  for (; at < x.length; at += width) {
    for (let j = 0; j < width; j++) means[j] += x[at + j];
  }
  for (let j = 0; j < width; j++) means[j] *= width / x.length;
  return means;
}

/** Weighted mean of each column. */
function weightedCentres(x: ArrayLike<number>, width: number, weights: Float64Array): Float64Array {
  const means = new Float64Array(width);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i];
    for (let j = 0; j < width; j++) means[j] += weights[i] * x[i * width + j];
  }
  return means.map((sum) => sum / total);
}
