import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOutText } from '../../lib/notebook/left-out-text';

test('every kind with its first cases by name, then how files were read', () => {
  const missing = (line: number) => ({
    kind: 'score not given',
    file: 's.csv',
    line,
    reason: `p${line}: score is "*"`,
  });
  const text = leftOutText(
    [missing(2), { kind: 'no sound', file: 'a.wav', reason: 'empty' }, ...[3, 4, 5, 6, 7, 8].map(missing)],
    [
      { file: 's.csv', reason: 'tabs' },
      { file: 'a.wav', reason: 'quiet' },
      { file: 's.csv', reason: 'decimal commas' },
      { file: 's.csv', reason: 'tabs' },
      { file: 'b.wav', reason: 'quiet' },
    ],
  );
  assert.equal(
    text,
    [
      '- 7 × score not given. `s.csv`, line 2: p2: score is "\\*"; `s.csv`, line 3: p3: score is "\\*"; ' +
        '`s.csv`, line 4: p4: score is "\\*"; `s.csv`, line 5: p5: score is "\\*"; `s.csv`, line 6: p6: score is "\\*"; and 2 more',
      '- 1 × no sound. `a.wav`: empty',
      '- `s.csv` read all the same: tabs; decimal commas',
      '- 2 files (`a.wav`, `b.wav`) read all the same: quiet',
    ].join('\n'),
  );
});

test('nothing left out, nothing said', () => assert.equal(leftOutText([], []), ''));
