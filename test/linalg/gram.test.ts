import assert from 'node:assert/strict';
import test from 'node:test';
import { addGram } from '../../lib/linalg/gram';
import { wasmMatrix } from '../../lib/linalg/matrix-vector';
import { rbfKernel } from '../../lib/models/svm/rbf-kernel';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

const generator = random(1);

for (const [rows, width] of [
  [22, 7],
  [3, 4],
  [1, 1],
  [601, 9], // more than one panel, and an odd row
]) {
  test(`XᵀX by its definition: ${rows} rows of ${width} columns`, () => {
    const x = Float64Array.from({ length: rows * width }, () => generator.normal());
    const gram = new Float64Array(width * width).fill(1);
    addGram(x, gram, width);
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < width; k++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += x[i * width + j] * x[i * width + k];
        // Added to what was there; the upper triangle stays. Sums in another order differ in their last digits.
        closeTo(gram[j * width + k], k > j ? 1 : 1 + sum, 1e-14 * rows);
      }
    }
  });
}

test('rows of scale 0 cost nothing and add nothing, also where they are all that is left after a full panel', () => {
  const width = 5;
  for (const [used, rows] of [
    [256, 300],
    [512, 687],
    [0, 10],
  ]) {
    const x = Float64Array.from({ length: rows * width }, () => generator.normal());
    const scale = Float64Array.from({ length: rows }, (_, i) => (i < used ? 1 : 0));
    const [gram, expected] = [new Float64Array(width * width), new Float64Array(width * width)];
    addGram(x, gram, width, { scale });
    if (used > 0) addGram(x.slice(0, used * width), expected, width);
    assert.deepEqual(gram, expected);
  }
});

test('a matrix in WebAssembly memory times vectors, by definition', () => {
  for (const [rows, width] of [
    [4, 2],
    [7, 5],
    [1, 1],
  ]) {
    const x = Float64Array.from({ length: rows * width }, () => generator.normal());
    const matrix = wasmMatrix(x, width);
    const [v, u] = [width, rows].map((length) => Float64Array.from({ length }, () => generator.normal()));
    const product = new Float64Array(rows);
    matrix.times(v, 3, product);
    product.forEach((value, i) => {
      closeTo(value, 3 + v.reduce((sum, factor, j) => sum + factor * x[i * width + j], 0), 1e-13);
    });
    const transposed = new Float64Array(width);
    matrix.transposeTimes(u, transposed);
    transposed.forEach((value, j) => {
      closeTo(
        value,
        u.reduce((sum, factor, i) => sum + factor * x[i * width + j], 0),
        1e-13,
      );
    });
  }
});

test('columns less their centres, rows by their scale', () => {
  const [rows, width] = [9, 5];
  const x = Float64Array.from({ length: rows * width }, () => generator.normal());
  const centre = Float64Array.from({ length: width }, () => generator.normal());
  const scale = Float64Array.from({ length: rows }, () => generator.uniform(0, 2));
  const [gram, expected] = [new Float64Array(width * width), new Float64Array(width * width)];
  addGram(x, gram, width, { centre, scale });
  const moved = x.map((value, k) => scale[Math.floor(k / width)] * (value - centre[k % width]));
  addGram(moved, expected, width);
  gram.forEach((value, k) => closeTo(value, expected[k], 1e-13));
});

for (const [rows, width] of [
  [37, 5],
  [16, 2],
  [2, 1],
]) {
  test(`similarities by their definition: ${rows} rows of ${width} columns`, () => {
    const x = Float64Array.from({ length: rows * width }, () => generator.normal());
    const kernel = rbfKernel(x, rows, 0.3);
    for (let i = 0; i < rows; i++) {
      assert.equal(kernel[i * rows + i], 1);
      for (let k = 0; k < rows; k++) {
        let distance = 0;
        for (let j = 0; j < width; j++) distance += (x[i * width + j] - x[k * width + j]) ** 2;
        closeTo(kernel[i * rows + k], Math.exp(-0.3 * distance), 1e-7); // four bytes each
      }
    }
  });
}
