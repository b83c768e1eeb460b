import assert from 'node:assert/strict';
import test from 'node:test';
import { permutedPredictions } from '../../../lib/models/selection/permuted-predictions';
import {
  groupAttributions,
  linearAttributions,
  permutationImportance,
} from '../../../lib/models/selection/explain';
import { predict } from '../../../lib/models/predict';
import { normalize } from '../../../lib/models/data/normalizer';
import { applyFitted, originalRegression, trainRegression } from '../../../lib/models/selection/recipes';
import { columnMeans } from '../../../lib/models/data/rows';
import { trainLinearSvr } from '../../../lib/models/svm/linear-svr';
import { fitMinMax } from '../../../lib/models/data/normalizer';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';

const generator = random(11);
const rows = rowsOf(
  Array.from({ length: 4 * 80 }, () => generator.normal()),
  4,
);
// Columns 1 and 2 count, 2 twice as much; 3 and 4 do not.
const truth = Float64Array.from({ length: 80 }, (_, i) => rows.values[4 * i] + 2 * rows.values[4 * i + 1]);
const meanError = (t: Float64Array, p: Float64Array) =>
  -t.reduce((sum, value, i) => sum + Math.abs(value - p[i]), 0) / t.length;

test('attributions and the typical row’s prediction sum to the prediction, exactly', () => {
  const normalizer = fitMinMax(rows);
  const model = trainLinearSvr(normalize(normalizer, rows), truth);
  const typical = columnMeans(rows);
  const parts = linearAttributions({ normalizer, model }, rows, typical);
  const start = predict(model, normalize(normalizer, { features: rows.features, values: typical }))[0];
  const predicted = predict(model, normalize(normalizer, rows));
  predicted.forEach((value, i) => {
    const sum = parts.subarray(4 * i, 4 * i + 4).reduce((total, part) => total + part, start);
    closeTo(sum, value, 1e-12);
  });
  const cues = groupAttributions(
    parts,
    4,
    new Map([
      ['first', [0, 1]],
      ['second', [2, 3]],
    ]),
  );
  closeTo(cues[2], parts[4] + parts[5], 1e-15);
  assert.equal(cues.length, 2 * 80);
});

test('shuffling what counts costs, and what counts more costs more; what does not count costs nothing', () => {
  const fitted = trainRegression(originalRegression, rows, truth);
  const groups = new Map([
    ['one', [0]],
    ['two', [1]],
    ['idle', [2, 3]],
  ]);
  const found = permutationImportance([{ fitted, rows, truth }], () => groups, meanError, { seed: 4 });
  const value = (name: string) => found.find((one) => one.name === name)?.value ?? NaN;
  // The mean absolute difference of two independent normal draws is 2/√π of the deviation, weights 1 and 2.
  closeTo(value('one'), 2 / Math.sqrt(Math.PI), 0.25);
  closeTo(value('two'), 4 / Math.sqrt(Math.PI), 0.4);
  assert.ok(Math.abs(value('idle')) < 0.05);
  const repeat = permutationImportance([{ fitted, rows, truth }], () => groups, meanError, { seed: 4 });
  assert.deepEqual(repeat, found);
});

for (const kind of ['rbf-svr', 'ridge'] as const) {
  test(`predictions of exchanged columns are those of the exchanged rows: ${kind}`, () => {
    const common = { scaling: 'min-max', name: kind } as const;
    const recipe = kind === 'ridge' ? { kind, ...common, penalty: 1 } : { kind, ...common, c: 1 };
    const fitted = trainRegression(recipe, rows, truth);
    const columns = [1, 3];
    const order = Array.from(truth, (_, i) => (i * 7 + 3) % truth.length);
    const values = rows.values.slice();
    order.forEach((from, to) => columns.forEach((j) => (values[4 * to + j] = rows.values[4 * from + j])));
    const expected = applyFitted(fitted, { features: rows.features, values });
    permutedPredictions(
      fitted,
      rows,
    )(columns)(order).forEach((value, i) => closeTo(value, expected[i], 1e-12));
  });
}
