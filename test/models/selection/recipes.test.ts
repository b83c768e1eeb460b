import assert from 'node:assert/strict';
import test from 'node:test';
import {
  applyFitted,
  classificationRecipes,
  originalClassification,
  regressionRecipes,
  trainCalibrated,
  trainClassification,
  trainRegression,
} from '../../../lib/models/selection/recipes';
import { svmRecipe } from '../../../lib/models/svm/svm';
import { scaleBySpeaker } from '../../../lib/models/data/speaker-scale';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';
import { mean, standardDeviation } from '../../../lib/stats/summary';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';

const generator = random(21);
const n = 120;
const rows = rowsOf(
  Array.from({ length: 5 * n }, (_, k) => generator.normal(100 * (k % 5), 1 + (k % 5))),
  5,
);
const truth = Float64Array.from({ length: n }, (_, i) => rows.values[5 * i] + generator.normal(0, 0.3));
const excited = truth.map((value) => (value > 0.7 ? 1 : 0));
const groups = Array.from({ length: n }, (_, i) => `speaker ${i % 6}`);
const names = ['calm', 'excited'] as const;

test('every regression recipe has a name of its own and learns what there is to learn', () => {
  assert.equal(new Set(regressionRecipes.map(({ name }) => name)).size, regressionRecipes.length);
  for (const recipe of regressionRecipes)
    assert.ok(pearson(truth, applyFitted(trainRegression(recipe, rows, truth), rows)).r > 0.8, recipe.name);
});

test('so does every classifier, and weights find more of the rare class', async () => {
  const weighted = (weights: 'plain' | 'balanced') =>
    svmRecipe('linear-svm', 'linear SVM', 'min-max', 1, weights);
  const all = [...classificationRecipes, weighted('plain'), weighted('balanced'), originalClassification];
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  const found: Record<string, number> = {};
  for (const recipe of all) {
    const fitted = await trainClassification(recipe, rows, excited, names, 1);
    const p = applyFitted(fitted, rows);
    found[recipe.name] = mean(p.filter((_, i) => excited[i] === 1).map((value) => (value >= 0.5 ? 1 : 0)));
    assert.ok(found[recipe.name] > 0.6, `${recipe.name}: ${found[recipe.name]}`);
  }
  assert.ok(found['linear SVM, C 1, min-max, balanced'] > found['linear SVM, C 1, min-max, plain']);
});

test('calibration leaves the order of rows as it is and comes from rows left out', async () => {
  const recipe = svmRecipe('linear-svm', 'linear SVM', 'min-max', 1, 'balanced');
  const plain = await trainClassification(recipe, rows, excited, names, 1);
  const [fitted] = await trainCalibrated(recipe, [{ rows, targets: excited, groups }], names, 1);
  if (!('sigmoid' in plain.model) || !('sigmoid' in fitted.model))
    throw new Error('a support vector machine');
  const { sigmoid, ...f } = fitted.model;
  const { sigmoid: before, ...same } = plain.model;
  assert.deepEqual(f, same);
  assert.notDeepEqual(sigmoid, before);
  assert.ok(sigmoid.slope < 0);
});

test('on a speaker’s own scale every speaker has mean 0 and deviation 1', () => {
  const scaled = scaleBySpeaker(rows, groups);
  const column = (speaker: string) =>
    Float64Array.from(groups.flatMap((name, i) => (name === speaker ? [scaled.values[5 * i + 2]] : [])));
  for (const speaker of new Set(groups)) {
    closeTo(mean(column(speaker)), 0, 1e-12);
    closeTo(standardDeviation(column(speaker), 'n'), 1, 1e-12);
  }
  assert.throws(() => scaleBySpeaker(rows, ['one']), /1 speakers for 120 rows/);
});
