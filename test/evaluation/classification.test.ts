import assert from 'node:assert/strict';
import test from 'node:test';
import * as evaluation from '../../lib/evaluation/classification';
import { closeTo } from '../support/close-to';
import reference from '../reference/statistics.json';

test('a two-class score sheet as scikit-learn gives it', () => {
  const { truth, probability, scores, confusion } = reference.binary;
  const actual = evaluation.binaryScores(truth, probability);
  for (const name of ['accuracy', 'uar', 'precision', 'recall', 'f1', 'rocAuc'] as const) {
    closeTo(actual[name], scores[name], 1e-14, name);
  }
  assert.deepEqual(actual.confusion, confusion);
});

test('four classes as scikit-learn counts them', () => {
  const { classes, truth, predicted, counts, uar, precision, recall, f1 } = reference.classes;
  const matrix = evaluation.confusion(truth, predicted, classes);
  assert.deepEqual(matrix.counts, counts);
  closeTo(evaluation.unweightedAverageRecall(matrix), uar, 1e-14);
  classes.forEach((name, i) => {
    closeTo(evaluation.precision(matrix, name), precision[i], 1e-14, `precision ${name}`);
    closeTo(evaluation.recall(matrix, name), recall[i], 1e-14, `recall ${name}`);
    closeTo(evaluation.f1(matrix, name), f1[i], 1e-14, `f1 ${name}`);
  });
});

test('rows and columns follow the order of the classes', () => {
  const matrix = evaluation.confusion(['a', 'a', 'b'], ['b', 'a', 'b'], ['b', 'a']);
  assert.deepEqual(matrix.counts, [
    [1, 0],
    [1, 1],
  ]);
  closeTo(evaluation.accuracy(matrix), 2 / 3, 1e-15);
});

test('a class never seen or never called has no score', () => {
  const matrix = evaluation.confusion(['a', 'a'], ['a', 'a'], ['a', 'b']);
  closeTo(evaluation.recall(matrix, 'b'), NaN, 0);
  closeTo(evaluation.precision(matrix, 'b'), NaN, 0);
  closeTo(evaluation.f1(matrix, 'b'), NaN, 0);
  assert.equal(evaluation.unweightedAverageRecall(matrix), 1);
  closeTo(evaluation.accuracy(evaluation.confusion([], [], ['a'])), NaN, 0);
});

test('a probability of one half counts as positive, a missing one is skipped', () => {
  const scores = evaluation.binaryScores([true, false, true], [0.5, 0.49, NaN]);
  assert.equal(scores.accuracy, 1);
  assert.equal(scores.n, 2);
  assert.equal(scores.missing, 1);
});

test('unknown classes and unequal lengths are refused', () => {
  assert.throws(() => evaluation.confusion(['x'], ['a'], ['a', 'b']), /class x is not among a, b/);
  assert.throws(() => evaluation.confusion(['a'], [], ['a']), /1 truths against 0 predictions/);
});
