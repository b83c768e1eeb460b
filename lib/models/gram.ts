import { mean } from '../stats/summary';
import { assemble, sharedWorkspace } from '../dsp/wasm';
import { SIDE, strip } from './tiles';

const workspace = sharedWorkspace(assemble({ strip }));

/** Rows taken at once, so that a panel of a hundred columns stays in the processor's cache. */
const PANEL = 256;

/**
 * Adds Zᵀ·Z to the lower triangle of `into`, Z being X with columns less `centre` and rows times `scale`.
 *
 * @param x rows × width, row-major
 * @param into width × width, row-major; its upper triangle stays as it is
 * @param options.centre of each column; 0 when not given
 * @param options.scale of each row; 1 when not given
 */
export function addGram(
  x: Float64Array,
  into: Float64Array,
  width: number,
  options: { readonly centre?: Float64Array; readonly scale?: Float64Array } = {},
): void {
  const count = x.length / width;
  const centre = options.centre ?? new Float64Array(width);
  const scale = options.scale ?? new Float64Array(count).fill(1);
  const blocks = Math.ceil(width / SIDE);
  const padded = SIDE * blocks;
  const most = Math.min(PANEL, 2 * Math.ceil(count / 2));
  const { run, view } = workspace(8 * (most * padded + SIDE * padded));
  const panel = view(0, most * padded);
  const sums = view(8 * most * padded, SIDE * padded);
  for (let first = 0; first < count; first += most) {
    const rows = Math.min(most, count - first);
    const even = 2 * Math.ceil(rows / 2);
    const length = 8 * SIDE * even;
    pack(x, first, rows, centre, scale, panel);
    for (let block = 0; block < blocks; block++) {
      run.strip(block * length, 0, (block + 1) * length, length, 8 * most * padded, 8 * padded);
      for (let c = 0; c < SIDE && SIDE * block + c < width; c++) {
        const j = SIDE * block + c;
        for (let k = 0; k <= j; k++) into[j * width + k] += sums[c * padded + k];
      }
    }
  }
}

/** Rows from `first` on as blocks of four columns, with zeros where rows or columns are wanting. */
function pack(
  x: Float64Array,
  first: number,
  rows: number,
  centre: Float64Array,
  scale: Float64Array,
  panel: Float64Array,
): void {
  const width = centre.length;
  const even = rows + (rows & 1);
  const whole = width - (width % SIDE);
  for (let j = 0; j < whole; j += SIDE) {
    const [c0, c1, c2, c3] = [centre[j], centre[j + 1], centre[j + 2], centre[j + 3]];
    let from = first * width + j;
    let to = j * even;
    for (let r = 0; r < rows; r++, from += width, to += SIDE) {
      const s = scale[first + r];
      panel[to] = s * (x[from] - c0);
      panel[to + 1] = s * (x[from + 1] - c1);
      panel[to + 2] = s * (x[from + 2] - c2);
      panel[to + 3] = s * (x[from + 3] - c3);
    }
    if (even > rows) panel.fill(0, to, to + SIDE);
  }
  if (whole === width) return;
  panel.fill(0, whole * even, (whole + SIDE) * even);
  for (let r = 0; r < rows; r++) {
    for (let j = whole; j < width; j++) {
      panel[whole * even + r * SIDE + j - whole] =
        scale[first + r] * (x[(first + r) * width + j] - centre[j]);
    }
  }
}

/** What least squares needs to know of rows and targets: sums of products, columns and targets about their means. */
export interface Products {
  readonly centre: Float64Array;
  /** Mean of the targets. */
  readonly level: number;
  /** Of the columns, width × width, both triangles. */
  readonly gram: Float64Array;
  /** Of each column with the targets. */
  readonly moments: Float64Array;
  /** Of the targets with themselves. */
  readonly power: number;
}

/**
 * Sums over rows of products about the means.
 *
 * @param x rows × width, row-major
 * @param targets one per row
 */
export function centredProducts(x: Float64Array, width: number, targets: ArrayLike<number>): Products {
  const count = targets.length;
  const level = mean(targets);
  const y = Float64Array.from(targets, (target) => target - level);
  const centre = new Float64Array(width);
  const moments = new Float64Array(width);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    const [r0, r1] = [i * width, (i + 1) * width];
    const [y0, y1] = [y[i], y[i + 1]];
    for (let j = 0; j < width; j++) {
      const [x0, x1] = [x[r0 + j], x[r1 + j]];
      centre[j] += x0 + x1;
      moments[j] += x0 * y0 + x1 * y1;
    }
  }
  for (; i < count; i++) {
    for (let j = 0; j < width; j++) {
      centre[j] += x[i * width + j];
      moments[j] += x[i * width + j] * y[i];
    }
  }
  let rest = 0; // what rounding leaves of Σ y
  let power = 0;
  for (const value of y) {
    rest += value;
    power += value * value;
  }
  for (let j = 0; j < width; j++) {
    centre[j] /= count;
    moments[j] -= rest * centre[j];
  }
  const gram = new Float64Array(width * width);
  addGram(x, gram, width, { centre });
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < j; k++) gram[k * width + j] = gram[j * width + k];
  }
  return { centre, level, gram, moments, power };
}
