import assert from 'node:assert/strict';
import test from 'node:test';
import { addGram } from '../../../lib/linalg/gram';
import { choleskySolver } from '../../../lib/models/svm/wasm-cholesky';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';

const generator = random(1);

for (const size of [1, 2, 4, 7, 15, 18]) {
  test(`the solution solves ${size} equations, and those of the next right side`, () => {
    const x = Float64Array.from({ length: 40 * size }, () => generator.normal());
    const matrix = new Float64Array(size * size).fill(1e9); // of which the upper triangle is not read
    for (let j = 0; j < size; j++) for (let k = 0; k <= j; k++) matrix[j * size + k] = 0;
    addGram(x, matrix, size);
    const solve = choleskySolver(matrix, size, 1e-9);
    for (let repeat = 0; repeat < 2; repeat++) {
      const truth = Float64Array.from({ length: size }, () => generator.normal());
      const b = truth.map((_, j) => {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += matrix[Math.max(j, k) * size + Math.min(j, k)] * truth[k];
        return sum;
      });
      solve(b);
      b.forEach((value, j) => closeTo(value, truth[j], 1e-12)); // the matrix is well conditioned
    }
  });
}

test('no pivot is below the least there can be', () => {
  const b = Float64Array.of(4, 6);
  choleskySolver(Float64Array.of(4, 0, 2, 1), 2, 1)(b); // as if the matrix were (4 2; 2 2)
  assert.deepEqual([...b], [-1, 4]);
});
