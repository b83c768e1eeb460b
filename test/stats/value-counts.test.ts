import assert from 'node:assert/strict';
import test from 'node:test';
import { valueCounts } from '../../lib/stats/value-counts';

test('counts come most frequent first, equals in alphabetical order', () => {
  assert.deepEqual(
    [...valueCounts(['neu', 'sad', 'exc', 'sad'])],
    [
      ['sad', 2],
      ['exc', 1],
      ['neu', 1],
    ],
  );
  assert.deepEqual([...valueCounts([])], []);
});
