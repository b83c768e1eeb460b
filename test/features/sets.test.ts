import assert from 'node:assert/strict';
import test from 'node:test';
import { featureSet, featureSets } from '../../lib/features/sets';

test('a set is found by its name; another name is refused, naming those there are', () => {
  for (const set of featureSets) assert.equal(featureSet(set.name), set);
  assert.throws(() => featureSet('nonsense'), {
    name: 'RangeError',
    message: /nonsense.*original83, prosody, egemaps, spectral/,
  });
});
