import assert from 'node:assert/strict';
import test from 'node:test';
import { aggregateBy } from '../../lib/evaluation/aggregate';
import { mean, median } from '../../lib/stats/summary';

const interviews = ['p1', 'pp1', 'p1', 'p1', 'pp1', 'p2'];
const predictions = [0.2, 0.9, 0.5, 0.8, NaN, NaN];

test('one number per interview, gaps skipped', () => {
  assert.deepEqual(
    [...aggregateBy(interviews, predictions, mean)],
    [
      ['p1', 0.5],
      ['pp1', 0.9],
      ['p2', NaN],
    ],
  );
  assert.equal(aggregateBy(interviews, predictions, median).get('p1'), 0.5);
});

test('every segment needs a name and a prediction', () => {
  assert.throws(() => aggregateBy(['p1'], [1, 2], mean), /1 interview names for 2 predictions/);
});
