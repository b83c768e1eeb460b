import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProvenance, provenanceDifferences, type Provenance } from '../../lib/tables/provenance';

const made: Provenance = {
  kind: 'utterance-features',
  data: 'aa11',
  features: { name: 'original83', version: 1 },
  settings: { floor: 75, channel: 'left', edges: [1, 2] },
  seed: 3,
  versions: { node: 'v20.20.2' },
};

test('the same provenance has no differences, by whichever Node it was made, whatever was skipped', () => {
  const again = { ...made, versions: { node: 'v24.0.0' }, skipped: [{ file: 'a.wav', reason: 'empty' }] };
  assert.deepEqual(provenanceDifferences(made, again), []);
  assert.deepEqual(provenanceDifferences(parseProvenance(JSON.stringify(made), 'input.obj'), made), []);
});

test('order of settings does not matter, their order within a list does', () => {
  const settings = { edges: [2, 1], channel: 'left', floor: 75 };
  assert.deepEqual(provenanceDifferences(made, { ...made, settings }), [
    'settings.edges changed [1,2] → [2,1]',
  ]);
});

test('each difference is a line with both values', () => {
  const wanted: Provenance = {
    kind: 'utterance-features',
    data: 'bb22',
    features: { name: 'original83', version: 2 },
    settings: { floor: 60, edges: [1, 2], ceiling: 600 },
    versions: { node: 'v20.20.2' },
  };
  assert.deepEqual(provenanceDifferences(made, wanted), [
    'data changed aa11 → bb22',
    'features.version changed 1 → 2',
    'settings.floor changed 75 → 60',
    'settings.ceiling is new: 600',
    'settings.channel is gone: was left',
    'seed is gone: was 3',
  ]);
});

test('an infinite setting, null on disk, is no difference', () => {
  const endless = { ...made, settings: { maximum: Infinity } };
  assert.deepEqual(provenanceDifferences(parseProvenance(JSON.stringify(endless), 'x'), endless), []);
});

test('a provenance without a field is refused by its name', () => {
  assert.throws(() => parseProvenance('{', 'input.obj'), /input\.obj: the provenance is not JSON/);
  assert.throws(() => parseProvenance('[]', 'input.obj'), /the provenance has no fields/);
  assert.throws(() => parseProvenance('{"kind":"a"}', 'input.obj'), /the provenance has no text "data"/);
  const versions = JSON.stringify({ ...made, versions: undefined });
  assert.throws(() => parseProvenance(versions, 'input.obj'), /no object "versions"/);
});
