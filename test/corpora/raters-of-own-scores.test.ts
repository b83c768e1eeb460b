import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as xlsx from 'xlsx';
import { ownScores, scoreTableNeeds } from '../../lib/corpora/own-scores';
import type { Remark, Skipped } from '../../lib/corpora/skipped';
import { tableOf } from '../../lib/text/read-table';
import { parseUserTable, type UserTable } from '../../lib/text/user-table';

const names = { nameOf: (field: string) => field, isKnown: () => true };

function scores(table: UserTable) {
  const skipped: Skipped[] = [];
  const remarks: Remark[] = [];
  const { traits, scores: found } = ownScores(table, 's.csv', skipped, remarks);
  const raters = [...found].map(([id, one]) => [
    id,
    ...one.raters.map(({ worker, ratings }) => [worker, ...traits.map((trait) => ratings[trait])]),
  ]);
  const common = Object.fromEntries([...found].map(([id, { ratings }]) => [id, ratings]));
  return { traits, raters, common, skipped, said: remarks.map(({ reason }) => reason) };
}
const csv = (text: string) => scores(parseUserTable({ encoding: 'UTF-8', text }, scoreTableNeeds('s.csv')));
const fails = (text: string, message: RegExp) => assert.throws(() => csv(text), message);

/** An Excel workbook with some cells merged. */
function workbook(rows: readonly (readonly unknown[])[], merged: readonly string[] = []): Promise<UserTable> {
  const book = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = merged.map((range) => xlsx.utils.decode_range(range));
  xlsx.utils.book_append_sheet(book, sheet, 'Sheet1');
  const bytes = xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  return tableOf(bytes, scoreTableNeeds('s.xlsx'), names);
}

for (const header of ['rater1,Rater 2,rater_3', 'score 1,score2,Score_3', 'Rater A,raterB,rater: Cleo']) {
  test(`a column for each rater: ${header}`, () => {
    const { raters, common, said, skipped } = csv(`participant,${header}\nkim,1,2,6\nlea,3,,5\n`);
    const [a, b, c] = header.includes('A') ? ['A', 'B', 'Cleo'] : ['1', '2', '3'];
    assert.deepEqual(raters, [
      ['kim', [a, 1], [b, 2], [c, 6]],
      ['lea', [a, 3], [c, 5]],
    ]);
    assert.deepEqual(common, { kim: { score: 3 }, lea: { score: 4 } });
    assert.deepEqual(said, [`scores of a rater each are the columns ${header.replaceAll(',', ', ')}`]);
    assert.deepEqual(
      skipped.map(({ line, reason }) => [line, reason]),
      [[3, `lea: ${header.split(',')[1]} is empty`]],
    );
  });
}

test('several traits, a common score of one of them, and columns about raters', () => {
  const { traits, raters, common } = csv(
    'participant,Excited,Excited rater1,excited_rater2,rater1 calm,rater 2: calm,rater mean,rater comment\n' +
      'kim,7,1,2,3,4,9,loud\nlea,,3,5,,1,9,\n',
  );
  assert.deepEqual(traits, ['Excited', 'calm']);
  assert.deepEqual(common, { kim: { Excited: 7, calm: 3.5 }, lea: { Excited: 4, calm: 1 } });
  assert.deepEqual(raters, [
    ['kim', ['1', 1, 3], ['2', 2, 4]],
    ['lea', ['1', 3, NaN], ['2', 5, 1]],
  ]);
});

test('scales that differ are brought to the first where the columns say them', () => {
  const { raters, common, said } = csv(
    'participant,rater1 (1-7),rater2 (0-100),rater3 [1 to 5]\nkim,4,50,3\nlea,7,100,5\nmax,1,0,1\n',
  );
  for (const [, ...own] of raters) for (const [, value] of own) assert.equal(value, (own[0] as number[])[1]);
  assert.deepEqual(common, { kim: { score: 4 }, lea: { score: 7 }, max: { score: 1 } });
  assert.match(
    said.join(),
    /brought to the scale of rater1 \(1-7\), from 1 to 7: rater2 \(0-100\), rater3 \[1 to 5\]/,
  );
  fails(
    'participant,rater1 (1-7),rater2 (0-100),rater3\nkim,4,50,3\n',
    /column rater3 says no scale, while rater1 \(1-7\) and rater2 \(0-100\) say different ones; .* rater3 \(1-7\)/,
  );
});

test('scores of two raters that lie wholly apart are doubted, in columns and in rows', () => {
  const wide = csv('participant,rater1,rater2\nkim,2,40\nlea,5,80\nmax,6,70\n');
  assert.match(
    wide.said.join(),
    /rater1 scores from 2 to 6 and rater2 from 40 to 80; if their scales differ, give each/,
  );
  const long = csv('participant,rater,score\nkim,a,2\nlea,a,3\nmax,a,3\nkim,b,6\nlea,b,5\nmax,b,7\n');
  assert.match(
    long.said.join(),
    /rater a scores from 2 to 3 and rater b from 5 to 7; if their scales differ/,
  );
  const alike = csv('participant,rater,score\nkim,a,2\nlea,a,3\nmax,a,5\nkim,b,6\nlea,b,5\nmax,b,7\n');
  assert.deepEqual(alike.said, []);
});

test('one rater alone, numbers as text with commas, a missing score', async () => {
  const one = csv('participant;rater1\nkim;"3,5"\nlea;NA\n');
  assert.deepEqual(one.raters, [['kim', ['1', 3.5]], ['lea']]);
  assert.deepEqual(one.common, { kim: { score: 3.5 }, lea: { score: NaN } });
  const excel = scores(
    await workbook([
      ['Participant', 'Rater 1', 'Rater 2'],
      ['kim', '3,5', 4],
      ['lea', 2.5, '#N/A'],
    ]),
  );
  assert.deepEqual(excel.common, { kim: { score: 3.75 }, lea: { score: 2.5 } });
});

test('a participant merged over the rows of three raters is that of each row', async () => {
  const rows = [
    ['participant', 'rater', 'score'],
    ['kim', 'a', 1],
    ['', 'b', 2],
    ['', 'c', 6],
    ['lea', 'a', 4],
    ['', 'b', 5],
  ];
  const { raters, common } = scores(await workbook(rows, ['A2:A4', 'A5:A6']));
  assert.deepEqual(common, { kim: { score: 3 }, lea: { score: 4.5 } });
  assert.deepEqual(raters[1], ['lea', ['a', 4], ['b', 5]]);
  await assert.rejects(
    async () => scores(await workbook(rows)),
    /s\.xlsx, line 3, column participant: found "", expected the name/,
  );
});

test('what names no score or two kinds of raters is refused with a way out', async () => {
  await assert.rejects(
    () =>
      workbook(
        [
          ['participant', 'score', '', ''],
          ['', 'anna', 'ben', 'cleo'],
          ['kim', 1, 2, 3],
        ],
        ['A1:A2', 'B1:D1'],
      ),
    /line 2: the names of the columns fill lines 1 and 2, .* write one line of names without merged cells/,
  );
  fails(
    'participant,rater,rater1,rater2\nkim,a,1,2\n',
    /columns rater1, rater2 are of a rater each, and column rater/,
  );
  fails('participant,rater1,rater2\nkim,1,good\n', /line 2, column rater2: found "good", expected a number/);
  fails(
    'participant,rater comment\nkim,loud\n',
    /no column score; found participant, rater comment; needed are/,
  );
  fails(
    'participant,rater1,rater2\nkim,1,2\nkim,2,3\n',
    /line 3, .*: kim has a score of rater 1 before, in line 2/,
  );
});
