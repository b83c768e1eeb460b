/*
 * models/svm/wasm-cholesky.ts has a second factorization, for support vector machines alone. With this one their training
 * takes up to 1.17 times as long (600 × 83) and decision values move by up to 5e-7 of themselves; with that one the other
 * models' predictions move by 2e-15, which changes choices between equally good penalties.
 */

/**
 * Replaces a symmetric positive definite matrix by its lower Cholesky factor L, A = L·Lᵀ.
 *
 * @param matrix size × size, row-major; only the lower triangle is read, and it is overwritten with L
 * @param leastPivot known lower bound of the pivots (1 for I + XᵀX); smaller ones, due to rounding, are raised to it
 * @throws RangeError when a pivot is not positive: the matrix is not positive definite
 *
 * G. Golub, C. Van Loan (2013), "Matrix Computations", section 4.2.
 */
export function cholesky(matrix: Float64Array, size: number, leastPivot = 0): void {
  for (let i = 0; i < size; i++) choleskyRow(matrix, size, i, leastPivot);
}

/**
 * Computes row i of the factor from the rows before it, so that a matrix can grow by a row and column.
 *
 * @param stride numbers from one row of the matrix to the next
 */
export function choleskyRow(matrix: Float64Array, stride: number, i: number, leastPivot = 0): void {
  const row = i * stride;
  let j = 0;
  // Four columns at once: their sums do not wait for one another.
  for (; j + 4 <= i; j += 4) {
    const r0 = j * stride;
    const r1 = r0 + stride;
    const r2 = r1 + stride;
    const r3 = r2 + stride;
    let s0 = matrix[row + j];
    let s1 = matrix[row + j + 1];
    let s2 = matrix[row + j + 2];
    let s3 = matrix[row + j + 3];
    for (let k = 0; k < j; k++) {
      const factor = matrix[row + k];
      s0 -= factor * matrix[r0 + k];
      s1 -= factor * matrix[r1 + k];
      s2 -= factor * matrix[r2 + k];
      s3 -= factor * matrix[r3 + k];
    }
    s0 /= matrix[r0 + j];
    s1 = (s1 - s0 * matrix[r1 + j]) / matrix[r1 + j + 1];
    s2 = (s2 - s0 * matrix[r2 + j] - s1 * matrix[r2 + j + 1]) / matrix[r2 + j + 2];
    s3 -= s0 * matrix[r3 + j] + s1 * matrix[r3 + j + 1] + s2 * matrix[r3 + j + 2];
    matrix[row + j] = s0;
    matrix[row + j + 1] = s1;
    matrix[row + j + 2] = s2;
    matrix[row + j + 3] = s3 / matrix[r3 + j + 3];
  }
  for (; j <= i; j++) {
    let sum = matrix[row + j];
    for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[j * stride + k];
    if (i > j) {
      matrix[row + j] = sum / matrix[j * stride + j];
    } else if (sum > leastPivot || leastPivot > 0) {
      matrix[row + i] = Math.sqrt(Math.max(sum, leastPivot));
    } else {
      throw new RangeError(`matrix is not positive definite: pivot ${i + 1} is ${sum}`);
    }
  }
}

/**
 * Solves A·x = b in place, given the Cholesky factor of A.
 *
 * @param factor from `cholesky`
 * @param b right side, overwritten with the solution x
 * @param stride numbers from one row of the factor to the next
 */
export function choleskySolve(factor: Float64Array, b: Float64Array, stride: number = b.length): void {
  const size = b.length;
  for (let i = 0; i < size; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * stride + k] * b[k];
    b[i] = sum / factor[i * stride + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * stride + i] * b[k];
    b[i] = sum / factor[i * stride + i];
  }
}
