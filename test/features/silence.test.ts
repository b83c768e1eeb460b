import assert from 'node:assert/strict';
import test from 'node:test';
import { featureSet } from '../../lib/features/sets';
import { columnsOfSound } from '../../lib/features/silence';

const named = (name: string) => {
  const set = featureSet(name);
  return columnsOfSound(set).map((column) => set.features[column].name);
};

test('pitch, intensity and formants need a sound; duration and counts of frames do not', () => {
  const columns = named('original83');
  assert.equal(columns.length, 82); // all but duration
  assert.ok(columns.includes('f0_mean') && !columns.includes('duration'));
  const prosody = named('prosody');
  assert.ok(prosody.includes('f0_mean'));
  for (const name of ['duration', 'unvoiced', 'energy']) assert.ok(!prosody.includes(name), name);
});

test('openSMILE has a number for silence in every column', () => {
  assert.deepEqual(named('egemaps'), []);
});
