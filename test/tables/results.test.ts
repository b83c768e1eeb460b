import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeResults } from '../../lib/tables/results';

const dir = mkdtempSync(join(tmpdir(), 'saa-results-'));
after(() => rmSync(dir, { recursive: true }));

test('keys stay in order, what JSON cannot say is null, typed arrays are lists', () => {
  const path = join(dir, 'results', 'emotion_analysis.json');
  writeResults(path, {
    valence: { pearson: 0.5, ccc: NaN, mape: Infinity },
    arousal: { confusion: [Int32Array.of(1, 2), [3, 4]], ci95: Float64Array.of(-0.25, NaN) },
    corpus: { synthetic: true, note: null },
  });
  const expected = `{
  "valence": {
    "pearson": 0.5,
    "ccc": null,
    "mape": null
  },
  "arousal": {
    "confusion": [
      [
        1,
        2
      ],
      [
        3,
        4
      ]
    ],
    "ci95": [
      -0.25,
      null
    ]
  },
  "corpus": {
    "synthetic": true,
    "note": null
  }
}
`;
  assert.equal(readFileSync(path, 'utf8'), expected);
});

test('a value that JSON would drop is refused by its key, and nothing is written', () => {
  const path = join(dir, 'refused.json');
  assert.throws(
    () => writeResults(path, { excited: { uar: undefined } }),
    /TypeError: results\.excited\.uar is Undefined/,
  );
  assert.throws(() => writeResults(path, { list: [1, new Map()] }), /results\.list\[1\] is Map/);
  assert.throws(() => writeResults(path, { f: () => 1 }), /results\.f is Function/);
  assert.equal(existsSync(path), false);
});

test('results of an earlier run that differ are named, three of their values at most', () => {
  const path = join(dir, 'again.json');
  const results = { corpus: { source: 'dataset' }, r: [0.5, NaN], interviews: 12, notRun: {} };
  assert.equal(writeResults(path, results), undefined);
  assert.equal(writeResults(path, results), undefined);
  assert.equal(
    writeResults(path, { ...results, corpus: { source: 'own' }, interviews: 6 }),
    'Results of an earlier run were replaced: corpus.source "dataset" → "own", interviews 12 → 6.',
  );
  assert.match(
    writeResults(path, { p: 1, corpus: {}, r: [], notRun: {} }) ?? '',
    /: corpus\.source is gone, r\.0 is gone, r\.1 is gone, \d more\.$/,
  );
});
