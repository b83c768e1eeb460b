import assert from 'node:assert/strict';
import test from 'node:test';
import { predict } from '../../../lib/models/predict';
import { trainLinearSvr } from '../../../lib/models/svm/linear-svr';
import { solveSupportVectors } from '../../../lib/models/svm/interior-point';
import { tubeConstraints } from '../../../lib/models/svm/hinge-constraints';
import { pearson } from '../../../lib/stats/correlation';
import { median } from '../../../lib/stats/summary';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';
import reference from '../../reference/models.json';

for (const { name, columns, x, y, c, epsilon, scipy, 'scikit-learn': libsvm } of reference.svr) {
  test(`support vector regression reaches the optimum: ${name}`, () => {
    const solution = solveSupportVectors(
      Float64Array.from(x),
      y.length,
      tubeConstraints(about(y), c, epsilon),
    );
    closeTo(solution.objective, scipy.objective, 1e-8 * scipy.objective, 'objective'); // where SciPy's SLSQP stops
    assert.ok(solution.gap <= 1e-12 * solution.objective, `gap ${solution.gap}`);
    const rows = rowsOf(x, columns);
    const predictions = predict(trainLinearSvr(rows, y, { c, epsilon }), rows);
    predictions.forEach((value, i) => closeTo(value, scipy.predicted[i], 1e-6, `row ${i}`));

    // libsvm works in single precision: above the optimum, but never by more than a ten-thousandth of it.
    assert.ok(libsvm.objective >= solution.objective && libsvm.objective <= 1.0001 * solution.objective);
    assert.ok(pearson(predictions, libsvm.predicted).r >= 0.9999);
  });
}

test('the order of rows does not matter', () => {
  const { columns, x, y } = reference.svr[0];
  const order = random(4).shuffle(y.map((_, i) => i));
  const shuffled = order.flatMap((i) => x.slice(i * columns, (i + 1) * columns));
  const model = trainLinearSvr(rowsOf(x, columns), y);
  const other = trainLinearSvr(
    rowsOf(shuffled, columns),
    order.map((i) => y[i]),
  );
  model.weights.forEach((weight, j) => closeTo(other.weights[j], weight, 1e-6)); // both within 1e-12 of one optimum
  closeTo(other.bias, model.bias, 1e-6);
});

/** About their median, as training does. */
function about(y: ArrayLike<number>): Float64Array {
  const level = median(y);
  return Float64Array.from(y, (value) => value - level);
}

test('badly scaled data still reach the optimum', () => {
  const generator = random(9);
  const n = 150;
  const cases: {
    name: string;
    c: number;
    column: (i: number, j: number) => number;
    target: (i: number) => number;
  }[] = [
    { name: 'a high cost', c: 1e6, column: () => generator.next(), target: () => generator.normal() },
    {
      name: 'a far offset',
      c: 1,
      column: () => 1e6 + generator.next(),
      target: () => 1e6 + generator.normal(),
    },
    {
      name: 'one outlier',
      c: 1,
      column: (i) => (i === 5 ? 1 : 1e-9 * generator.next()),
      target: () => generator.normal(),
    },
    { name: 'equal columns', c: 1, column: (i) => Math.sin(i), target: () => generator.normal() },
    { name: 'constant columns', c: 1, column: () => 0, target: () => generator.normal() },
    { name: 'large targets', c: 1, column: () => generator.next(), target: () => 1e6 * generator.normal() },
  ];
  for (const { name, c, column, target } of cases) {
    const x = Float64Array.from({ length: 8 * n }, (_, k) => column(Math.floor(k / 8), k % 8));
    const y = Float64Array.from({ length: n }, (_, i) => target(i));
    const { objective, gap, iterations } = solveSupportVectors(x, n, tubeConstraints(about(y), c, 0.1));
    assert.ok(gap <= 1e-6 * objective, `${name}: gap ${gap} of ${objective} after ${iterations} iterations`);
  }
});

test('targets within the tube need no weights', () => {
  const model = trainLinearSvr(rowsOf([1, 2, 3, 4], 1), [3, 3.05, 2.95, 3]);
  assert.deepEqual([...model.weights], [0]);
  closeTo(model.bias, 3, 0.05);
});

test('a single row is predicted by its own target', () => {
  assert.equal(predict(trainLinearSvr(rowsOf([5, 6], 2), [4]), rowsOf([1, 1], 2))[0], 4);
});

test('what cannot be learned from is refused with the place', () => {
  assert.throws(() => trainLinearSvr(rowsOf([1, NaN], 1), [1, 2]), /column 1 is NaN in training row 1/);
  assert.throws(() => trainLinearSvr(rowsOf([1, 2], 1), [1, NaN]), /target NaN in training row 1/);
  assert.throws(() => trainLinearSvr(rowsOf([1, 2], 1), [1]), /1 targets for 2 rows/);
  assert.throws(() => trainLinearSvr(rowsOf([], 1), []), /no rows to train on/);
  assert.throws(() => trainLinearSvr(rowsOf([1], 1), [1], { c: 0 }), /c 0 must be a positive number/);
  assert.throws(() => trainLinearSvr(rowsOf([1], 1), [1], { epsilon: -1 }), /epsilon -1 must be 0 or more/);
});
