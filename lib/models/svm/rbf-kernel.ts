import { rbfKernels } from '../../kernels/built/rbf';
import { sharedWorkspace } from '../../kernels/workspace';

/** Rows done together: one line of the processor's cache of the result. */
const GROUP = 16;
/** Rows in a block, and the bytes of a block's row; see lib/kernels/assembly/shared/tiles.ts. */
const BLOCK = 4;
const ROW = 8 * BLOCK;
const TOGETHER = 4;

const workspace = sharedWorkspace(rbfKernels);

/**
 * Gaussian kernel matrix of rows: k(x, z) = exp(−gamma·‖x − z‖²) of each row with each.
 *
 * @param x n rows, row-major
 * @returns n × n, in four bytes each as 1 ≥ k > 0 needs no more; 100 MB for 5,000 rows
 */
export function rbfKernel(x: Float64Array, n: number, gamma: number): Float32Array {
  const width = x.length / n;
  // Blocks of four rows as columns of Xᵀ, then what each row adds to its exponents, then the products of two groups.
  const even = width + (width & 1);
  const groups = Math.ceil(n / GROUP);
  const length = 8 * BLOCK * even;
  const groupLength = (GROUP / BLOCK) * length;
  const shifts = groups * groupLength;
  const result = shifts + 8 * groups * GROUP;
  const { run, view } = workspace(result + 8 * GROUP * GROUP);
  const packed = view(0, shifts / 8).fill(0);
  const shift = view(shifts, groups * GROUP);
  const root = Math.sqrt(2 * gamma); // so that products of rows are 2 gamma x·z
  for (let i = 0; i < n; i++) {
    let squares = 0;
    let to = (i >> 2) * BLOCK * even + (i & 3);
    for (let j = i * width; j < (i + 1) * width; j++, to += BLOCK) {
      const value = root * x[j];
      packed[to] = value;
      squares += value * value;
    }
    shift[i] = -squares / 2;
  }
  const similar = view(result, GROUP * GROUP);
  const kernel = new Float32Array(n * n);
  // Several groups at a time keep the memory written below and above the diagonal in the cache.
  for (let first = 0; first < groups; first += TOGETHER) {
    const last = Math.min(groups, first + TOGETHER);
    for (let other = 0; other < last; other++) {
      for (let own = Math.max(first, other); own < last; own++) {
        for (let block = 0; block < GROUP / BLOCK; block++) {
          const a = own * groupLength + block * length;
          const to = result + 8 * BLOCK * GROUP * block;
          run.strip(a, other * groupLength, (other + 1) * groupLength, length, to, 8 * GROUP, ROW);
        }
        const [ownShifts, otherShifts] = [shifts + 8 * GROUP * own, shifts + 8 * GROUP * other];
        run.exponentials(result, result + 8 * GROUP * GROUP, ownShifts, otherShifts);
        mirror(similar, kernel, n, own * GROUP, other * GROUP);
      }
    }
  }
  return kernel;
}

/** Writes similarities of the rows from `own` on and those from `other` on, at most `own`, on both sides of the diagonal. */
function mirror(similar: Float64Array, kernel: Float32Array, n: number, own: number, other: number): void {
  const rows = Math.min(GROUP, n - own);
  const columns = Math.min(GROUP, n - other);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) kernel[(own + r) * n + other + c] = similar[r * GROUP + c];
  }
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) kernel[(other + c) * n + own + r] = similar[r * GROUP + c];
  }
}
