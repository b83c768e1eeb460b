import assert from 'node:assert/strict';
import test from 'node:test';
import { corpora, nominalCorpora, scenarioOf, sessionNumber } from '../../lib/corpora/registry';

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

test('scenarios are named without session, speaker and take', () => {
  const named = (corpus: string, ...ids: string[]) => ids.map((id) => scenarioOf({ corpus, id }));
  assert.deepEqual(
    named(
      'IEMOCAP',
      'Ses01F_impro04_M012',
      'Ses05M_impro05b_F003',
      'Ses03M_script01_1_M001',
      'Ses05F_script01_1b_F001',
    ),
    ['IEMOCAP impro04', 'IEMOCAP impro05', 'IEMOCAP script01_1', 'IEMOCAP script01_1'],
  );
  assert.deepEqual(named('IEMOCAP', 'u12'), [undefined]);
  assert.deepEqual(named('RAVDESS', '03-01-06-01-02-01-12', '03-01-06-02-01-02-12'), [
    'RAVDESS statement 2',
    'RAVDESS statement 1',
  ]);
  assert.deepEqual(named('EmoDB', '03a01Fa', '16B10Wb'), ['EmoDB a01', 'EmoDB b10']);
  assert.deepEqual(named('my corpus', 'Ses01F_impro04_M012'), [undefined]);
});
