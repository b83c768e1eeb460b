import { matrixKernels } from '../../kernels/built/matrix';
import { sharedWorkspace } from '../../kernels/workspace';
import { square } from '../../stats/pow';

/*
 * A second Cholesky factorization beside linalg/cholesky.ts, because its rounding differs. With that one the decision
 * values of a support vector machine, whose systems are nearly singular at the optimum, move by up to 5e-7 of themselves,
 * and training takes up to 1.17 times as long (600 × 83). With this one the other models' predictions move by 2e-15, which
 * changes the choice between penalties that are equally good: a correlation of the study of interviews went from .18 to .03.
 */
const workspace = sharedWorkspace(matrixKernels);

/**
 * Prepares a symmetric positive definite system A·x = b for several b: A = Uᵀ·U, U an upper triangle in WebAssembly's
 * memory. The next call overwrites it, so finish with one solver before making the next.
 *
 * @param matrix size × size, row-major; only the lower triangle is read
 * @param leastPivot lower bound of the pivots, such as 1 for I + XᵀX; smaller ones, due to rounding, are raised to it
 * @returns a function that replaces b by x
 *
 * G. Golub, C. Van Loan (2013), "Matrix Computations", section 4.2.
 */
export function choleskySolver(
  matrix: Float64Array,
  size: number,
  leastPivot: number,
): (b: Float64Array) => void {
  const width = size + (size & 1);
  const rows = 4 * Math.ceil(size / 4);
  const length = 8 * width;
  const { run, view } = workspace(length * rows + 8 * rows);
  const u = view(0, width * rows);
  const above = view(length * rows, rows).fill(0);
  mirror(matrix, size, u, width);
  for (let i = 0; i < size; i++) {
    const from = 8 * (i - (i & 1)); // pairs of columns, from the one with the diagonal on
    negatedColumn(u, width, i, above);
    run.transposeTimes(from, i * length, length, above.byteOffset, i * length + from, length - from);
    scaleRow(u, i * width + i, (i + 1) * width, leastPivot);
  }
  return (b) => solve(u, width, b);
}

/** Transposes the lower triangle into an upper one; the rest is 0. */
function mirror(matrix: Float64Array, size: number, u: Float64Array, width: number): void {
  u.fill(0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) u[j * width + i] = matrix[i * size + j];
  }
}

/** Copies the entries above the diagonal in column i, negated. */
function negatedColumn(u: Float64Array, width: number, i: number, into: Float64Array): void {
  for (let k = 0, at = i; k < i; k++, at += width) into[k] = -u[at];
}

/** Divides a row, from the diagonal on, by the square root of its pivot. */
function scaleRow(u: Float64Array, diagonal: number, end: number, leastPivot: number): void {
  const root = Math.sqrt(Math.max(u[diagonal], leastPivot));
  u[diagonal] = root;
  const inverse = 1 / root;
  for (let k = diagonal + 1; k < end; k++) u[k] *= inverse;
}

/** Forward and backward substitution, two rows at a time. */
function solve(u: Float64Array, width: number, b: Float64Array): void {
  const size = b.length;
  const even = size - (size & 1);
  for (let i = 0; i < even; i += 2) {
    const row = i * width;
    const next = row + width;
    const first = b[i] / u[row + i];
    const second = (b[i + 1] - first * u[row + i + 1]) / u[next + i + 1];
    b[i] = first;
    b[i + 1] = second;
    for (let j = i + 2; j < size; j++) b[j] -= first * u[row + j] + second * u[next + j];
  }
  if (even < size) b[even] /= square(u[even * width + even]); // forward and at once backward
  for (let i = even - 2; i >= 0; i -= 2) {
    const row = i * width;
    const next = row + width;
    let first = b[i];
    let second = b[i + 1];
    for (let j = i + 2; j < size; j++) {
      first -= u[row + j] * b[j];
      second -= u[next + j] * b[j];
    }
    second /= u[next + i + 1];
    b[i] = (first - second * u[row + i + 1]) / u[row + i];
    b[i + 1] = second;
  }
}
