/**
 * Replaces a symmetric positive definite matrix by its lower Cholesky factor L, A = L·Lᵀ.
 *
 * @param matrix size × size, row-major; only the lower triangle is read, and it is overwritten with L
 * @param leastPivot what no pivot can be below, where the caller knows (1 for I + XᵀX); a pivot that rounding took
 *   below it is set to it
 * @throws RangeError when a pivot is not positive: the matrix is not positive definite
 *
 * G. Golub, C. Van Loan (2013), "Matrix Computations", section 4.2.
 */
export function cholesky(matrix: Float64Array, size: number, leastPivot = 0): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      if (i > j) {
        matrix[i * size + j] = sum / matrix[j * size + j];
      } else if (sum > leastPivot || leastPivot > 0) {
        matrix[i * size + i] = Math.sqrt(Math.max(sum, leastPivot));
      } else {
        throw new RangeError(`matrix is not positive definite: pivot ${i + 1} of ${size} is ${sum}`);
      }
    }
  }
}

/**
 * Solves A·x = b in place, given the Cholesky factor of A.
 *
 * @param factor from `cholesky`
 * @param b right side, overwritten with the solution x
 */
export function choleskySolve(factor: Float64Array, b: Float64Array): void {
  const size = b.length;
  for (let i = 0; i < size; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * b[k];
    b[i] = sum / factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * b[k];
    b[i] = sum / factor[i * size + i];
  }
}

/**
 * Adds Xᵀ·X to the lower triangle of `into`; four rows at a time, which is twice as fast as one.
 *
 * @param x rows × width, row-major
 * @param into width × width, row-major; its upper triangle stays as it is
 */
export function addGram(x: Float64Array, into: Float64Array, width: number): void {
  let r0 = 0;
  for (; r0 + 4 * width <= x.length; r0 += 4 * width) {
    const r1 = r0 + width;
    const r2 = r1 + width;
    const r3 = r2 + width;
    for (let j = 0; j < width; j++) {
      const f0 = x[r0 + j];
      const f1 = x[r1 + j];
      const f2 = x[r2 + j];
      const f3 = x[r3 + j];
      const out = j * width;
      for (let k = 0; k <= j; k++) {
        into[out + k] += f0 * x[r0 + k] + f1 * x[r1 + k] + f2 * x[r2 + k] + f3 * x[r3 + k];
      }
    }
  }
  for (; r0 < x.length; r0 += width) {
    for (let j = 0; j < width; j++) {
      for (let k = 0; k <= j; k++) into[j * width + k] += x[r0 + j] * x[r0 + k];
    }
  }
}
