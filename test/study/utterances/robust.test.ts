import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readLinkedCorpora } from '../../../lib/corpora/linked';
import { writeDemoCorpus } from '../../../lib/demo/corpus';
import { robustComparison, unseenChanges } from '../../../lib/study/utterances/robust';
import { labelOf } from '../../../lib/tables/labels';

test('training on changed copies: every session is predicted, clean and after four unseen changes', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-robust-'));
  try {
    const data = path.join(folder, 'demo');
    await writeDemoCorpus(data, { seed: 1, size: 'small' });
    const { utterances } = await readLinkedCorpora(data);
    const segments = utterances.map(({ segment }) => segment);
    const options = { seed: 1, count: 60 };
    const found = await robustComparison(
      data,
      segments,
      utterances.map(labelOf),
      'prosody',
      'arousal',
      options,
    );
    assert.deepEqual(
      found.map(({ scale }) => scale),
      ['training rows', 'speaker and condition'],
    );
    for (const { robust, plain } of found) {
      for (const { clean, changed, mean, share, picks } of [robust, plain]) {
        assert.equal(clean.n, 60);
        assert.deepEqual(
          changed.map(({ change }) => change.family),
          unseenChanges(1).map(({ family }) => family),
        );
        const sum = changed.reduce((total, { ccc }) => total + ccc, 0);
        assert.ok(Math.abs(mean - sum / 4) < 1e-12 && Math.abs(share - mean / clean.ccc) < 1e-12);
        assert.equal(picks.length, 5);
      }
      assert.notEqual(robust.clean.ccc, plain.clean.ccc);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
