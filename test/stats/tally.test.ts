import assert from 'node:assert/strict';
import test from 'node:test';
import { tally } from '../../lib/stats/tally';

test('counts come most frequent first, equals in alphabetical order', () => {
  assert.deepEqual(
    [...tally(['neu', 'sad', 'exc', 'sad'])],
    [
      ['sad', 2],
      ['exc', 1],
      ['neu', 1],
    ],
  );
  assert.deepEqual([...tally([])], []);
});
