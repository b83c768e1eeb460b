import assert from 'node:assert/strict';
import test from 'node:test';
import { cholesky, choleskySolve } from '../../lib/linalg/cholesky';
import { addGram } from '../../lib/linalg/gram';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

const size = 15; // blocks of four and some left over
const rows = 40;
const generator = random(1);
const x = Float64Array.from({ length: rows * size }, () => generator.normal());

test('the solution solves the equations', () => {
  const matrix = new Float64Array(size * size);
  addGram(x, matrix, size);
  const truth = Float64Array.from({ length: size }, () => generator.normal());
  const b = truth.map((_, j) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += matrix[Math.max(j, k) * size + Math.min(j, k)] * truth[k];
    return sum;
  });
  cholesky(matrix, size);
  choleskySolve(matrix, b);
  b.forEach((value, j) => closeTo(value, truth[j], 1e-12)); // the matrix is well conditioned
});

test('a matrix that is not positive definite is refused, unless its least pivot is known', () => {
  assert.throws(() => cholesky(Float64Array.of(1, 0, 2, 1), 2), /pivot 2 is -3/);
  const known = Float64Array.of(4, 0, 2, 1);
  cholesky(known, 2, 1);
  assert.equal(known[3], 1);
});
