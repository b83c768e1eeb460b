import { matrixKernels } from '../../kernels/built/matrix';
import { sharedWorkspace } from '../../kernels/workspace';
import { square } from '../../stats/pow';

/*
 * A second Cholesky factorization beside linalg/cholesky.ts, because its rounding is another. With that one the decision
 * values of a support vector machine, whose systems are nearly singular at the optimum, move by up to 5e-7 of themselves,
 * and training takes up to 1.17 times as long (600 × 83). With this one the other models' predictions move by 2e-15, which
 * decides anew between penalties that are equally good: a correlation of the study of interviews went from .18 to .03.
 */
const workspace = sharedWorkspace(matrixKernels);

/**
 * Prepares a symmetric positive definite system A·x = b for several b: A = Uᵀ·U, U an upper triangle in WebAssembly's
 * memory, each of whose rows follows from those above. The next call takes its place, so use one to its end before
 * the next.
 *
 * @param matrix size × size, row-major; only the lower triangle is read
 * @param leastPivot what no pivot can be below, such as 1 for I + XᵀX; a pivot that rounding took below it is set to it
 * @returns puts x in place of b
 *
 * G. Golub, C. Van Loan (2013), "Matrix Computations", section 4.2.
 */
export function positiveSystem(
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

/** The lower triangle as an upper one, and 0 in all the rest. */
function mirror(matrix: Float64Array, size: number, u: Float64Array, width: number): void {
  u.fill(0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) u[j * width + i] = matrix[i * size + j];
  }
}

/** What lies above the diagonal in column i. */
function negatedColumn(u: Float64Array, width: number, i: number, into: Float64Array): void {
  for (let k = 0, at = i; k < i; k++, at += width) into[k] = -u[at];
}

/** From the diagonal to the end of its row. */
function scaleRow(u: Float64Array, diagonal: number, end: number, leastPivot: number): void {
  const root = Math.sqrt(Math.max(u[diagonal], leastPivot));
  u[diagonal] = root;
  const share = 1 / root;
  for (let k = diagonal + 1; k < end; k++) u[k] *= share;
}

/** Two rows at once, forward and backward. */
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
