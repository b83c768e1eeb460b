import assert from 'node:assert/strict';
import test from 'node:test';
import { corpora, nominalCorpora, sessionNumber } from '../../lib/corpora/registry';

test('corpora have names and folders of their own', () => {
  for (const key of ['name', 'folder'] as const)
    assert.equal(new Set(corpora.map((corpus) => corpus[key].toLowerCase())).size, corpora.length);
});

test('acted corpora are nominal, IEMOCAP is rated', () => {
  const utterances = corpora.flatMap(({ name: corpus, scales }) => [
    { corpus, scales },
    { corpus, scales },
  ]);
  assert.deepEqual(nominalCorpora(utterances), ['RAVDESS', 'EmoDB']);
});

test('no two corpora share a session', () => {
  assert.deepEqual(
    [sessionNumber('IEMOCAP', 0, 5), sessionNumber('RAVDESS', 1, 12), sessionNumber('EmoDB', 2, 16)],
    [5, 112, 216],
  );
  for (const own of [0, 100, 1.5, NaN])
    assert.throws(() => sessionNumber('EmoDB', 2, own), /EmoDB: session .*from 1 to 99/);
});
