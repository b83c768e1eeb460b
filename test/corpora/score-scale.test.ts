import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtfulScores } from '../../lib/corpora/score-scale';

const doubted = (column: string, ...scores: number[]) =>
  doubtfulScores(scores, column).flatMap((doubt, i) =>
    doubt === undefined ? [] : [[scores[i], doubt.isMissing]],
  );

test('a scale that the column names decides', () => {
  assert.deepEqual(doubted('Score (1-7)', 1, 7, 999, 0, 7.5, NaN), [
    [999, true],
    [0, true],
    [7.5, true],
  ]);
  assert.deepEqual(doubted('score (0-1000)', 1, 7, 999, 3, 4, 5), []);
});

test('codes for missing far from the other scores are missing, other far ones are kept', () => {
  assert.deepEqual(doubted('score', 1, 2, 3, 4, 5, 6, 999, -99, NaN), [
    [999, true],
    [-99, true],
  ]);
  assert.deepEqual(doubted('score', 1, 2, 3, 4, 5, 6, 45), [[45, false]]);
  assert.deepEqual(doubted('score', 4, 4, 4, 4, 5, 999), [[999, true]]);
});

test('scores on other scales are no cause for doubt', () => {
  assert.deepEqual(doubted('score', 55, 60, 70, 88, 99, 100), []);
  assert.deepEqual(doubted('score', 50, 51, 52, 53, 95, 99), []);
  assert.deepEqual(doubted('score', 0.1, 0.4, 0.5, 0.8, 1), []);
  assert.deepEqual(doubted('score', -3, -1, 0, 1, 2, 3), []);
  assert.deepEqual(doubted('score', 4, 4, 4, 4, 4, 5, 1), []);
  assert.deepEqual(doubted('score', 3, 999), []); // too few to say
  assert.deepEqual(doubted('score'), []);
});
