import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { readOwnRecordings } from '../../lib/corpora/own-recordings';
import { ownScores, scoreTableNeeds } from '../../lib/corpora/own-scores';
import { parseUserTable } from '../../lib/text/user-table';
import { temporaryFolder } from '../support/folder';

const table =
  'participant,score,rater,person\r\n面接１,4,評価者A,田中\r\n面接１,6,評価者B,田中\r\nが行,3,評価者A,鈴木\r\n';
/** The same text as a Japanese spreadsheet saves it; bytes by Python's codec cp932. */
const shiftJis = Buffer.from(
  '7061727469636970616e742c73636f72652c72617465722c706572736f6e0d0a' +
    '96ca90da82502c342c955d89bf8ed2412c93639286' +
    '0d0a96ca90da82502c362c955d89bf8ed2422c93639286' +
    '0d0a82aa8d732c332c955d89bf8ed2412c97e996d80d0a',
  'hex',
);

for (const [encoding, bytes] of [
  ['UTF-8', Buffer.from(table)],
  ['UTF-8 with byte order mark', Buffer.from(`\uFEFF${table}`)],
  ['UTF-16', Buffer.from(`\uFEFF${table}`, 'utf16le')],
  ['Shift_JIS', shiftJis],
] as const) {
  test(`Japanese recordings and scores, CSV in ${encoding}`, async () => {
    const folder = temporaryFolder({
      'scores.csv': bytes,
      'wav/面接１.wav': '',
      // As macOS writes it: か and its mark apart.
      [`wav/${'が行'.normalize('NFD')}.WAV`]: '',
    });
    const corpus = await readOwnRecordings(path.join(folder, 'wav'), path.join(folder, 'scores.csv'));
    assert.deepEqual(corpus.traits, ['score']);
    assert.deepEqual(
      corpus.interviews.map(({ id, person, ratings, raters }) => [id, person, ratings.score, raters.length]),
      [
        ['が行', '鈴木', 3, 1],
        ['面接１', '田中', 5, 2],
      ],
    );
    assert.deepEqual(corpus.skipped, []);
    assert.equal(corpus.interviews[0].files[0].normalize('NFC'), 'が行.WAV');
  });
}

test('a common score stands before the mean; without persons everybody is one, but p1 and pp1 are', async () => {
  const folder = temporaryFolder({
    'scores.csv':
      'Participant,Score,rater\np1.wav,2,a\np1.wav,4,b\np1.wav,3.5,AGGR\npp1,,a\nanna,5,\nbob,4,\n',
    'P1.wav': '',
    'PP1.wav': '',
    'Anna.wav': '',
  });
  const { interviews, skipped } = await readOwnRecordings(folder, path.join(folder, 'scores.csv'));
  assert.deepEqual(
    interviews.map(({ id, person, ratings, raters }) => [id, person, ratings.score, raters.length]),
    [
      ['anna', 'anna', 5, 0],
      ['bob', 'bob', 4, 0],
      ['p1', '1', 3.5, 2],
      ['pp1', '1', NaN, 0],
    ],
  );
  assert.deepEqual(
    skipped.map(({ kind }) => kind),
    ['score not given', 'interview without recording (kept)', 'interview without scores (kept)'],
  );
});

test('what cannot be used is named', async () => {
  const fails = (text: string, message: RegExp) =>
    assert.throws(
      () => ownScores(parseUserTable({ encoding: 'UTF-8', text }, scoreTableNeeds('s.csv')), 's.csv', [], []),
      message,
    );
  fails('name,score\na,1\n', /s\.csv: no column participant; found name, score/);
  fails('participant,score\na,good\n', /line 2, column score: found "good"/);
  fails(
    'participant,score\na,1\na,2\n',
    /line 3, column participant: found "a": a has a score before.*rater/,
  );
  fails('participant,score\n../,1\n', /line 2, column participant: found "\.\.\/"/);
  fails('participant,score\n.hidden,1\n', /line 2, column participant: found "\.hidden"/);
  fails(
    'participant,score\na/p,1\nb/p,2\n',
    /line 3, column participant: found "b\/p": p has a score before/,
  );
  fails('participant,score,rater,person\na,1,x,k\na,2,y,l\n', /line 3: a is person l, but k in line 2/);
  const folder = temporaryFolder({ 's.csv': 'participant,score\nx,1\n', 'y.wav': '' });
  await assert.rejects(
    readOwnRecordings(folder, path.join(folder, 's.csv')),
    /found y\.wav, expected x\.wav/,
  );
  await assert.rejects(readOwnRecordings(folder, path.join(folder, 'none.csv')), /none\.csv: no such file/);
  const broken = temporaryFolder({ 's.csv': Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'y.wav': '' });
  await assert.rejects(
    readOwnRecordings(broken, path.join(broken, 's.csv')),
    /s\.csv: no column participant; found a; .*\(read as CP850 \(DOS\), "," between columns\)/,
  );
});
