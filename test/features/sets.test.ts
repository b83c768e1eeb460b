import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { featureSet, featureSets } from '../../lib/features/sets';
import { featureSetsPage, pagePath } from '../../scripts/feature-sets';

test('docs/feature-sets.md is what npm run docs writes', () => {
  assert.equal(readFileSync(pagePath, 'utf8'), featureSetsPage(), 'run npm run docs');
});

test('a set is found by its name; another name is refused, naming those there are', () => {
  for (const set of featureSets) assert.equal(featureSet(set.name), set);
  assert.throws(() => featureSet('nonsense'), {
    name: 'RangeError',
    message: /nonsense.*original83, prosody, egemaps, spectral/,
  });
});
