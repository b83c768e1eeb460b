import { tiles } from './tiles';

/** Columns in a block of `tiles`. */
const SIDE = 4;

/** Rows taken at once, so that a panel of a hundred columns stays in the processor's cache. */
const PANEL = 256;

/**
 * Adds Xᵀ·X to the lower triangle of `into`.
 *
 * @param x rows × width, row-major
 * @param into width × width, row-major; its upper triangle stays as it is
 */
export function addGram(x: Float64Array, into: Float64Array, width: number): void {
  const count = x.length / width;
  const blocks = Math.ceil(width / SIDE);
  const padded = SIDE * blocks;
  const most = Math.min(PANEL, 2 * Math.ceil(count / 2));
  const { run, view } = tiles(8 * (most * padded + SIDE * padded));
  const panel = view(0, most * padded);
  const sums = view(8 * most * padded, SIDE * padded);
  for (let first = 0; first < count; first += most) {
    const rows = Math.min(most, count - first);
    const even = 2 * Math.ceil(rows / 2);
    const length = 8 * SIDE * even;
    pack(x, first, rows, width, panel);
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
function pack(x: Float64Array, first: number, rows: number, width: number, panel: Float64Array): void {
  const even = rows + (rows & 1);
  const whole = width - (width % SIDE);
  for (let j = 0; j < whole; j += SIDE) {
    let from = first * width + j;
    let to = j * even;
    for (let r = 0; r < rows; r++, from += width, to += SIDE) {
      panel[to] = x[from];
      panel[to + 1] = x[from + 1];
      panel[to + 2] = x[from + 2];
      panel[to + 3] = x[from + 3];
    }
    if (even > rows) panel.fill(0, to, to + SIDE);
  }
  if (whole === width) return;
  panel.fill(0, whole * even, (whole + SIDE) * even);
  for (let r = 0; r < rows; r++) {
    for (let j = whole; j < width; j++)
      panel[whole * even + r * SIDE + j - whole] = x[(first + r) * width + j];
  }
}
