import assert from 'node:assert/strict';
import test from 'node:test';
import { inResultOrder } from '../../../lib/reports/interviews/result-order';

const ordered = (results: Record<string, unknown>) => Object.keys(inResultOrder(results));

test('the data come first, then the ways in their own order, then everything else', () => {
  const relation = { pearson: 0.5 };
  assert.deepEqual(
    ordered({
      warnings: [],
      median: relation,
      answer: '',
      excitedShare: relation,
      persons: 3,
      corpus: {},
      ceiling: null,
    }),
    ['corpus', 'persons', 'median', 'excitedShare', 'ceiling', 'answer', 'warnings'],
  );
});

test('a way that did not run stands behind the halves', () => {
  assert.deepEqual(ordered({ framesAttended: null, slopes: {}, halves: {}, direct: { pearson: 0.5 } }), [
    'direct',
    'halves',
    'framesAttended',
    'slopes',
  ]);
});
