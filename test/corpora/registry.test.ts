import assert from 'node:assert/strict';
import test from 'node:test';
import { corpora, isNominal, sessionNumber } from '../../lib/corpora/registry';

test('corpora have names and folders of their own', () => {
  for (const key of ['name', 'folder'] as const)
    assert.equal(new Set(corpora.map((corpus) => corpus[key].toLowerCase())).size, corpora.length);
});

test('acted corpora are nominal, IEMOCAP is rated, another name is refused', () => {
  assert.deepEqual(['IEMOCAP', 'RAVDESS', 'EmoDB'].map(isNominal), [false, true, true]);
  assert.throws(() => isNominal('of no name'), {
    name: 'RangeError',
    message: /^no corpus of no name; there are IEMOCAP, RAVDESS, EmoDB/,
  });
});

test('no two corpora share a session', () => {
  assert.deepEqual(
    [sessionNumber('IEMOCAP', 5), sessionNumber('RAVDESS', 12), sessionNumber('EmoDB', 16)],
    [5, 112, 216],
  );
  for (const own of [0, 100, 1.5, NaN])
    assert.throws(() => sessionNumber('EmoDB', own), /EmoDB: session .*from 1 to 99/);
});
