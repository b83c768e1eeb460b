import assert from 'node:assert/strict';
import test from 'node:test';
import type { Rows } from '../../../lib/models/data/rows';
import { predict } from '../../../lib/models/predict';
import { drawnRows } from '../../../lib/models/svm/drawn-rows';
import { trainRbfSvm } from '../../../lib/models/svm/rbf-svm';
import { trainRbfSvr } from '../../../lib/models/svm/rbf-svr';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';

// A curved function of two of six columns, with noise as large as what the model is to find.
const generator = random(3);
const features = ['a', 'b', 'c', 'd', 'e', 'f'];
function sample(count: number): { readonly rows: Rows; readonly targets: Float64Array } {
  const values = Float64Array.from({ length: count * features.length }, () => generator.normal());
  const targets = Float64Array.from({ length: count }, (_, i) => {
    const [a, b] = values.subarray(i * features.length);
    return Math.sin(a) + a * b + generator.normal();
  });
  return { rows: { features, values }, targets };
}
const { rows, targets } = sample(2400);
const unseen = sample(1000);

test('few rows are all taken, as they are', () => {
  const drawn = drawnRows(rows, targets, 2400);
  assert.equal(drawn.rows, rows);
  assert.equal(drawn.targets, targets);
  assert.deepEqual(Object.keys(trainRbfSvr(rows, targets).settings), ['c', 'gamma', 'epsilon']);
});

test('of many rows so many are drawn, each once, in their order, the same ones every time', () => {
  const places = Float64Array.from({ length: 900 }, (_, i) => i);
  const drawn = drawnRows({ features: ['place'], values: places }, places, 300);
  const found = Array.from(drawn.targets);
  assert.equal(new Set(found).size, 300);
  assert.deepEqual(
    found,
    [...found].sort((a, b) => a - b),
  );
  assert.deepEqual(found, [...drawn.rows.values]);
  assert.deepEqual(
    found,
    Array.from(drawnRows({ features: ['place'], values: places }, places, 300).targets),
  );
  // From everywhere: of each third about a third (100 ± 8.2).
  for (const third of [0, 1, 2]) {
    const own = found.filter((place) => Math.floor(place / 300) === third).length;
    assert.ok(Math.abs(own - 100) < 33, `${own}`); // four deviations
  }
});

test('classes are drawn from in proportion, and a rare one is not lost', () => {
  const classes = Float64Array.from({ length: 2400 }, (_, i) => Number(i % 1200 === 7));
  const drawn = drawnRows(rows, classes, 600, classes);
  assert.equal(Array.from(drawn.targets).filter((one) => one === 1).length, 1);
  assert.ok(Math.abs(drawn.targets.length - 600) <= 1);
});

test('half of the rows predict what all do', () => {
  const exact = trainRbfSvr(rows, targets, { most: 2400 });
  const drawn = trainRbfSvr(rows, targets, { most: 1200 });
  assert.equal(exact.settings.drawn, undefined);
  assert.equal(drawn.settings.drawn, 1200);
  assert.equal(drawn.settings.gamma, exact.settings.gamma);
  const [ofAll, ofDrawn] = [exact, drawn].map((model) => predict(model, unseen.rows));
  const agreement = pearson(ofAll, ofDrawn).r;
  assert.ok(agreement > 0.9, `${agreement}`); // the noise that one half hears and the other does not
  const [withAll, withDrawn] = [ofAll, ofDrawn].map((values) => pearson(values, unseen.targets).r);
  assert.ok(withDrawn > withAll - 0.05, `${withDrawn} of ${withAll}`);
});

test('half of the rows of a classifier decide as all do', () => {
  const classOf = (values: Float64Array) => values.map((value) => Number(value > 0.5));
  const classes = ['low', 'high'] as const;
  const right = [2400, 1200].map((most) => {
    const model = trainRbfSvm(rows, classOf(targets), classes, { most, weights: [0.8, 1.2] });
    const found = predict(model, unseen.rows);
    return classOf(unseen.targets).filter((one, i) => one === Number(found[i] > 0.5)).length / 1000;
  });
  assert.ok(right[1] > right[0] - 0.04, right.join()); // a share of 1,000 has a deviation of .014
});

test('a bound that leaves nothing to learn from is refused', () => {
  assert.throws(() => trainRbfSvr(rows, targets, { most: 1 }), /at most 1 rows/);
});
