import { tiles } from './tiles';

/** Rows in a block of `tiles`, and rows done together: one line of the processor's cache of the result. */
const SIDE = 4;
const GROUP = 16;

/**
 * How similar rows are: k(x, z) = exp(−gamma·‖x − z‖²) of each row with each.
 *
 * @param x n rows, row-major
 * @returns n × n, in four bytes each as 1 ≥ k > 0 needs no more; 100 MB for 5,000 rows
 */
export function rbfKernel(x: Float64Array, n: number, gamma: number): Float32Array {
  const width = x.length / n;
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i * width; j < (i + 1) * width; j++) squares[i] += x[j] * x[j];
  }
  // Blocks of four rows as columns of Xᵀ, and room for the products of one group with another.
  const even = width + (width & 1);
  const groups = Math.ceil(n / GROUP);
  const length = 8 * SIDE * even;
  const result = groups * (GROUP / SIDE) * length;
  const { run, view } = tiles(result + 8 * GROUP * GROUP);
  const packed = view(0, result / 8).fill(0);
  for (let i = 0; i < n; i++) {
    let to = (i >> 2) * SIDE * even + (i & 3);
    for (let j = i * width; j < (i + 1) * width; j++, to += SIDE) packed[to] = x[j];
  }
  const products = view(result, GROUP * GROUP);
  const kernel = new Float32Array(n * n);
  const groupLength = (GROUP / SIDE) * length;
  for (let own = 0; own < groups; own++) {
    const rows = Math.min(GROUP, n - own * GROUP);
    for (let other = 0; other <= own; other++) {
      for (let block = 0; block < GROUP / SIDE; block++) {
        const a = own * groupLength + block * length;
        const to = result + 8 * SIDE * GROUP * block;
        run.strip(a, other * groupLength, (other + 1) * groupLength, length, to, 8 * GROUP);
      }
      const columns = Math.min(GROUP, n - other * GROUP);
      for (let r = 0; r < rows; r++) {
        const i = own * GROUP + r;
        const end = own === other ? r + 1 : columns;
        for (let c = 0; c < end; c++) {
          const k = other * GROUP + c;
          const distance = squares[i] + squares[k] - 2 * products[r * GROUP + c];
          const similar = distance > 0 ? Math.exp(-gamma * distance) : 1;
          kernel[i * n + k] = similar;
          kernel[k * n + i] = similar;
        }
      }
    }
  }
  return kernel;
}
