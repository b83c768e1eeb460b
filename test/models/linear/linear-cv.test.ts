import assert from 'node:assert/strict';
import test from 'node:test';
import { trainLasso } from '../../../lib/models/linear/elastic-net';
import { lassoPath, weightsAlong } from '../../../lib/models/linear/lasso-path';
import {
  centredStatistics,
  sufficientStatistics,
  subtractStatistics,
} from '../../../lib/models/linear/sufficient-statistics';
import { predictLinearCv, linearCvModels } from '../../../lib/models/linear/linear-cv';
import { leaveOneGroupOut, randomSplit } from '../../../lib/models/data/split';
import { svrCoordinateDescent } from '../../../lib/models/svm/svr-coordinate-descent';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';
import { readReference } from '../../support/reference';

const { columns, x, y, svr, lasso } = readReference<{
  columns: number;
  x: number[];
  y: number[];
  svr: Record<string, number[]>;
  lasso: { penalties: number[]; weights: number[][] };
}>('small-linear');
const z = Float64Array.from(x);
const targets = Float64Array.from(y);
const every = targets.map((_, i) => i);

for (const [c, expected] of Object.entries(svr)) {
  test(`support vector regression, C ${c}, against LinearSVR`, () => {
    const n = targets.length;
    const kernel = new Float64Array(n * n).map((_, k) => {
      const [a, b] = [Math.floor(k / n) * columns, (k % n) * columns];
      let sum = 1;
      for (let j = 0; j < columns; j++) sum += z[a + j] * z[b + j];
      return sum;
    });
    const [pulls] = svrCoordinateDescent(kernel, targets, [Number(c)], 0.1);
    // It stops when no prediction moves by a thousandth of the target's deviation.
    for (let j = 0; j < columns; j++) {
      closeTo(
        pulls.reduce((sum, pull, i) => sum + pull * z[i * columns + j], 0),
        expected[j],
        2e-3,
      );
    }
    closeTo(
      pulls.reduce((sum, pull) => sum + pull, 0),
      expected[columns],
      2e-3,
    );
  });
}

test('the path of the lasso has the knots that LARS finds in scikit-learn', () => {
  const { covariance, targetCovariances } = centredStatistics(
    sufficientStatistics(z, columns, [targets], every),
  );
  const path = lassoPath(covariance, targetCovariances);
  weightsAlong(path, lasso.penalties).forEach((found, k) => {
    // A ridge of a millionth of each variance is added.
    lasso.weights[k].forEach((weight, j) => closeTo(found[j], weight, 1e-4, `knot ${k}, column ${j}`));
  });
  assert.ok(path.penalties.length >= lasso.penalties.length);
});

test('more columns than rows, columns that are sums of others, constant ones: the path is the lasso all the same', () => {
  const generator = random(4);
  const [n, width] = [15, 24];
  const values = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < width - 2; j++) values[i * width + j] = generator.normal();
    values[i * width + width - 2] = values[i * width] - values[i * width + 1];
    values[i * width + width - 1] = 3;
  }
  const target = Float64Array.from({ length: n }, (_, i) => values[i * width] + generator.normal(0, 0.3));
  const rows = target.map((_, i) => i);
  const { covariance, targetCovariances } = centredStatistics(
    sufficientStatistics(values, width, [target], rows),
  );
  const path = lassoPath(covariance, targetCovariances);
  const features = Array.from({ length: width }, (_, j) => `c${j}`);
  for (const share of [0.8, 0.3, 0.1, 0.02]) {
    const exact = trainLasso({ features, values }, target, share * path.penalties[0]).weights;
    const [found] = weightsAlong(path, [share * path.penalties[0]]);
    const fitted = (weights: Float64Array) =>
      Float64Array.from(rows, (i) =>
        weights.reduce((sum, weight, j) => sum + weight * values[i * width + j], 0),
      );
    const [a, b] = [fitted(exact), fitted(found)];
    a.forEach((value, i) => closeTo(b[i], value, 1e-3, `share ${share}, row ${i}`)); // targets have a deviation of 1
  }
});

test('moments of all rows less those of some are those of the others', () => {
  const some = every.filter((i) => i % 3 === 0);
  const others = every.filter((i) => i % 3 !== 0);
  const all = sufficientStatistics(z, columns, [targets], every);
  const left = centredStatistics(subtractStatistics(all, sufficientStatistics(z, columns, [targets], some)));
  const direct = centredStatistics(sufficientStatistics(z, columns, [targets], others));
  left.covariance.forEach((value, k) => closeTo(value, direct.covariance[k], 1e-12));
  left.targetCovariances.forEach((value, k) => closeTo(value, direct.targetCovariances[k], 1e-12));
});

/** Interviews of persons: two columns tell, one is constant, one outlying, one often missing, one never measured. */
function interviews(persons: number) {
  const generator = random(9);
  const features = ['tells', 'tells too', 'noise', 'constant', 'outlying', 'often missing', 'never'];
  const groups = Array.from({ length: 2 * persons }, (_, i) => String(i >> 1));
  const values = new Float64Array(groups.length * features.length);
  const target = Float64Array.from(groups, (_, i) => {
    const row = [1, 2, 3].map(() => generator.normal(100, 10));
    const extreme = generator.next() < 0.03 ? 1e6 : generator.normal();
    const missing = generator.next() < 0.6 ? NaN : generator.normal();
    values.set([...row, 7, extreme, missing, NaN], i * features.length);
    return 4 + 0.08 * (row[0] - 100) + 0.04 * (row[1] - 100) + generator.normal(0, 0.5);
  });
  values[2] = NaN; // a single gap
  return { rows: { features, values }, groups, target };
}

test('every model finds what the columns hold, outlying, constant and missing ones or not', () => {
  const { rows, groups, target } = interviews(40);
  const predicted = Object.fromEntries(
    linearCvModels.map((model) => [model, new Float64Array(groups.length)]),
  );
  for (const split of leaveOneGroupOut(groups)) {
    const found = predictLinearCv(rows, [target, target.map((value) => 10 - 2 * value)], groups, split, 1);
    for (const model of linearCvModels) {
      split.test.forEach((row, i) => {
        predicted[model][row] = found[model][0][i];
        // Another scale and direction of the target is no other problem.
        closeTo(found[model][1][i], 10 - 2 * found[model][0][i], 0.02, model);
      });
    }
  }
  for (const model of linearCvModels) assert.ok(pearson(predicted[model], target).r > 0.85, model);
});

test('the test part is not looked at: its targets and other rows change nothing', () => {
  const { rows, groups, target } = interviews(20);
  const split = randomSplit(groups.length, { seed: 3 });
  const before = predictLinearCv(rows, [target], groups, split, 1);
  const changed = target.slice();
  for (const row of split.test) changed[row] = 1e6;
  const values = rows.values.slice();
  values[split.test[0] * 7] = 1e9;
  const after = predictLinearCv({ ...rows, values }, [changed], groups, split, 1);
  for (const model of linearCvModels) {
    assert.deepEqual(after[model][0].slice(1), before[model][0].slice(1));
    assert.ok(Math.abs(after[model][0][0]) < 100); // and 1e9 is taken as far out, no further
  }
});

test('nothing to learn from: the mean of the training rows', () => {
  const rows = { features: ['a'], values: new Float64Array(6).fill(NaN) };
  const found = predictLinearCv(
    rows,
    [Float64Array.of(1, 2, 3, 4, 5, 6)],
    [...'aabbcc'],
    { name: 'c', train: [0, 1, 2, 3], test: [4, 5] },
    1,
  );
  for (const model of linearCvModels) assert.deepEqual([...found[model][0]], [2.5, 2.5]);
});
