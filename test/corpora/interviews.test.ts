import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readInterviews } from '../../lib/corpora/interviews';
import { skippedCounts } from '../../lib/corpora/skipped';
import { temporaryFolder } from '../support/folder';
import { traits } from '../support/traits';

const labelFile = 'data_interview/Labels/turker_scores_full_interview.csv';
const header = ['Participant', 'Worker', ...traits].join(',');
/** A row that scores every trait alike, but for what `other` says. */
function row(
  participant: string,
  worker: string,
  score: number | string = 4,
  other: Record<string, string> = {},
) {
  const scores = traits.map((trait) => other[trait] ?? (trait === 'Total' ? '72' : String(score)));
  return [participant, worker, ...scores].join(',');
}
const corpus = (lines: string[], audio: string[] = ['P1.wav'], end = '\n') =>
  readInterviews(
    temporaryFolder({
      [labelFile]: [header, ...lines, ''].join(end),
      ...Object.fromEntries(audio.map((name) => [`data_interview/Audio/Audio/${name}`, ''])),
    }),
  );

test('participants, persons, takes, in natural order', async () => {
  const lines = ['pp1', 'p11', 'P3', 'p1', 'guest'].map((name) => row(name, 'AGGR'));
  const audio = ['P11.wav', 'P3.WAV', 'PP1.wav', 'p1.wav', 'Guest.wav', '._P1.wav', 'notes.txt'];
  const { interviews, skipped } = await corpus(lines, audio);
  assert.deepEqual(
    interviews.map(({ id, person, take, files }) => [id, person, take, ...files]),
    [
      ['guest', 'guest', 1, 'data_interview/Audio/Audio/Guest.wav'],
      ['p1', '1', 1, 'data_interview/Audio/Audio/p1.wav'],
      ['p3', '3', 1, 'data_interview/Audio/Audio/P3.WAV'],
      ['p11', '11', 1, 'data_interview/Audio/Audio/P11.wav'],
      ['pp1', '1', 2, 'data_interview/Audio/Audio/PP1.wav'],
    ],
  );
  assert.deepEqual(skipped, []);
});

test('the row AGGR is the truth, the others are raters', async () => {
  const lines = [row('p1', 'W1', 3), row('p1', 'AGGR', '4.5', { Excited: '5.25' }), row('p1', 'W2', 6)];
  const { interviews, traits: found } = await corpus(lines);
  assert.deepEqual(found, traits);
  assert.equal(interviews[0].ratings.Excited, 5.25);
  assert.equal(interviews[0].ratings.Overall, 4.5);
  assert.equal(interviews[0].ratings.Total, 72);
  assert.deepEqual(
    interviews[0].raters.map(({ worker, ratings }) => [worker, ratings.Excited]),
    [
      ['W1', 3],
      ['W2', 6],
    ],
  );
});

test('Windows line ends, a byte order mark, quotes, blanks and columns in another order', async () => {
  const columns = ['Worker', 'Note', ...[...traits].reverse(), 'Participant'];
  const text = [
    columns.map((name) => `"${name}"`).join(','),
    [
      'AGGR',
      '"so, so"',
      ...[...traits].reverse().map((trait) => (trait === 'Excited' ? ' 6 ' : '2')),
      '" P1 "',
    ].join(','),
  ];
  const folder = temporaryFolder({ [labelFile]: `\uFEFF${text.join('\r\n')}\r\n` });
  const { interviews, traits: found } = await readInterviews(folder);
  assert.deepEqual(found, [...traits].reverse());
  assert.equal(interviews[0].id, 'p1');
  assert.equal(interviews[0].ratings.Excited, 6);
});

describe('what is missing is listed, and the rest is used', () => {
  test('scores without recording, recording without scores, no verdict', async () => {
    const lines = [row('p1', 'AGGR'), row('p3', 'AGGR'), row('p7', 'W1')];
    const { interviews, skipped } = await corpus(lines, ['P1.wav', 'P5.wav', 'P7.wav']);
    assert.deepEqual(
      interviews.map(({ id, files, ratings, raters }) => [
        id,
        files.length > 0,
        ratings.Excited,
        raters.length,
      ]),
      [
        ['p1', true, 4, 0],
        ['p3', false, 4, 0],
        ['p5', true, NaN, 0],
        ['p7', true, NaN, 1],
      ],
    );
    assert.deepEqual(skippedCounts(skipped), {
      'interview without recording (kept)': 1,
      'interview without scores (kept)': 2,
    });
  });

  test('no recordings at all', async () => {
    const { interviews, skipped } = await corpus([row('p1', 'AGGR'), row('p3', 'AGGR')], []);
    assert.ok(interviews.every((interview) => !('file' in interview)));
    assert.deepEqual(skippedCounts(skipped), { 'no recordings (labels kept)': 1 });
  });

  // Some file systems take P1.wav and p1.wav for one file.
  const oneCase = existsSync(join(temporaryFolder({ 'a.txt': '' }), 'A.txt'));
  test('two recordings of one participant', { skip: oneCase }, async () => {
    const { interviews, skipped } = await corpus([row('p1', 'AGGR')], ['P1.wav', 'p1.wav']);
    assert.equal(interviews.length, 1);
    assert.match(skipped[0].reason, /p1 has data_interview\/Audio\/Audio\/P1\.wav/);
  });

  test('scores that were not given', async () => {
    const { interviews, skipped } = await corpus([
      row('p1', 'AGGR', 4, { Smiled: '' }),
      row('p1', 'W1', 4, { Excited: 'NA' }),
    ]);
    assert.equal(interviews[0].ratings.Smiled, NaN);
    assert.equal(interviews[0].raters[0].ratings.Excited, NaN);
    assert.deepEqual(
      skipped.map(({ line, reason }) => `${line} ${reason}`),
      ['2 p1 AGGR: Smiled is empty', '3 p1 W1: Excited is "NA"'],
    );
  });
});

/** Faults of a row: the row for this worker, and what is said of it. */
const faults: Record<string, [(worker: string) => string[], RegExp]> = {
  'a score above the scale': [
    (w) => [row('p1', w, 4, { Excited: '8' })],
    /Excited is "8", expected a number from 1 to 7/,
  ],
  'a score below the scale': [(w) => [row('p1', w, 4, { Calm: '0' })], /Calm is "0"/],
  'a score that is no number': [(w) => [row('p1', w, 4, { Excited: 'high' })], /Excited is "high"/],
  'an infinite sum': [(w) => [row('p1', w, 4, { Total: 'Infinity' })], /Total is "Infinity"/],
  'a field too many': [(w) => [`${row('p1', w)},5`], /22 fields, expected 21/],
  'fields too few': [(w) => [`p1,${w},4`], /3 fields, expected 21/],
  'the same row twice': [(w) => [row('p1', w), row('p1', w, 5)], /p1 has a row of \S+ before/],
};
for (const [name, [rows, reason]] of Object.entries(faults)) {
  test(`${name}: an error in a row AGGR, elsewhere the row is left out`, async () => {
    await assert.rejects(corpus(rows('AGGR')), (error: Error) => {
      assert.match(
        error.message,
        /turker_scores_full_interview\.csv, line \d+: p1 AGGR: .*; correct or remove the row/,
      );
      assert.match(error.message, reason);
      return true;
    });
    const { interviews, skipped } = await corpus([row('p1', 'AGGR'), ...rows('W1'), row('p1', 'W2')]);
    assert.deepEqual(skippedCounts(skipped), { "rater's row": 1 });
    assert.match(skipped[0].reason, reason);
    assert.ok(interviews[0].raters.some(({ worker }) => worker === 'W2'));
    assert.ok(interviews[0].raters.every(({ ratings }) => ratings.Excited === 4));
  });
}

describe('a score file that cannot be used is an error with a way out', () => {
  test('empty', () =>
    assert.rejects(readInterviews(temporaryFolder({ [labelFile]: '' })), /no column .*found none/));
  test('without rows', () => assert.rejects(corpus([]), /no rows below the column names/));
  test('without a column of any trait', () =>
    assert.rejects(
      readInterviews(temporaryFolder({ [labelFile]: 'Participant,Worker,Excitd\np1,AGGR,4\n' })),
      /: no column Overall, .*; found Participant, Worker, Excitd/,
    ));
  test('without the column of raters', () =>
    assert.rejects(
      readInterviews(temporaryFolder({ [labelFile]: 'Participant,Excited\np1,4\n' })),
      /: no column Worker; found Participant, Excited/,
    ));
  test('with a column twice', () =>
    assert.rejects(
      readInterviews(temporaryFolder({ [labelFile]: `${header},Excited\n` })),
      /line 1: column Excited is there twice/,
    ));
  for (const name of ['../', '..', 'a/..', 'a\\', '', ' ', '.hidden', 'p1\x07']) {
    test(`with a participant named ${JSON.stringify(name)}`, () =>
      assert.rejects(
        corpus([row('p1', 'AGGR'), row(name, 'W1')]),
        /line 3, column Participant: found ".*, expected the name of a recording/,
      ));
  }
  test('with zero bytes', () =>
    assert.rejects(corpus([row('p1\0', 'AGGR')]), /turker_scores.*: it holds zero bytes, so it is not text/));
  test('that is a damaged workbook', () =>
    assert.rejects(
      readInterviews(temporaryFolder({ [labelFile]: Buffer.from('PK\x03\x04…') })),
      /turker_scores.*: it cannot be read as an Excel or OpenDocument workbook .*save the table as CSV/,
    ));
});

describe('labels that are not there are named, and the rest is read', () => {
  const named = async (files: Record<string, string>) => {
    const { interviews, traits, skipped } = await readInterviews(
      temporaryFolder({ 'data_interview/Audio/Audio/P1.wav': '', ...files }),
    );
    return { ids: interviews.map(({ id, ratings }) => [id, ratings]), traits, said: skipped[0] };
  };
  test('no file', async () => {
    const { ids, traits, said } = await named({});
    assert.deepEqual([ids, traits], [[['p1', {}]], []]);
    assert.equal(said.file, labelFile);
    assert.equal(said.reason, "no such file; put the raters' scores there");
  });
  test('a file under another name', async () => {
    const { said } = await named({ 'data_interview/Labels/scores.csv': '' });
    assert.match(said.reason, /^no such file; found scores\.csv in data_interview\/Labels; put/);
  });
  test('no folder of interviews', async () => {
    const { interviews, traits } = await readInterviews(temporaryFolder({}));
    assert.deepEqual([interviews, traits], [[], []]);
  });
  test('columns of some traits', async () => {
    const { ids, traits, said } = await named({
      [labelFile]: 'Participant,Worker,Excitd,calm\np1,AGGR,4,5\n',
    });
    assert.deepEqual([ids, traits], [[['p1', { Calm: 5 }]], ['Calm']]);
    assert.match(said.reason, /^no column Overall, .*Excited.*; found Participant, Worker, Excitd, calm/);
  });
});
