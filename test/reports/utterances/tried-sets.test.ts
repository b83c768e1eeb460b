import assert from 'node:assert/strict';
import test from 'node:test';
import { featureSet } from '../../../lib/features/sets';
import { triedSets } from '../../../lib/reports/utterances/utterances';

test('prosody is left out of a large corpus unless its range is named', () => {
  assert.deepEqual(triedSets(['egemaps', 'prosody'], 2500), ['egemaps', 'prosody']);
  assert.deepEqual(triedSets(['egemaps', 'prosody'], 2501), ['egemaps']);
  assert.deepEqual(triedSets(['prosody@75-600'], 10_039), ['prosody@75-600']);
  const names = (set: string) => featureSet(set).features.map(({ name }) => name);
  assert.deepEqual(names('prosody@75-600'), names('prosody'));
});
