import assert from 'node:assert/strict';
import test from 'node:test';
import { featureRows, featureTableNeeds } from '../../lib/corpora/feature-rows';
import { readInterviewFeatures } from '../../lib/corpora/interview-features';
import { parseUserTable } from '../../lib/text/user-table';
import { temporaryFolder } from '../support/folder';

const read = (files: Record<string, string | Uint8Array>, known = ['p1', 'p2', 'p3', 'pp1']) =>
  readInterviewFeatures(
    temporaryFolder(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [`data_interview/Features/${name}`, text]),
      ),
    ),
    new Set(known),
  );

test('answers are averaged per participant, gaps skipped', async () => {
  const { participants, features, values } = await read({
    'prosody.csv':
      'participant&question,duration,jitter\nP1Q1,10,--undefined--\nP1Q2,20,0.5\nPP1Q1,7,NA\nPP1Q2,9,\n',
  });
  assert.deepEqual(participants, ['p1', 'pp1']);
  assert.deepEqual(features, ['duration', 'jitter']);
  assert.deepEqual([...values], [15, 0.5, 8, NaN]);
});

test('the key with a slash in front, as the MIT dataset writes it, and its names of columns', async () => {
  const { participants, features, values } = await read({
    'prosodic_features.csv':
      '/participant&question,Time:8,MaxRising:3,f2STDf1\n' +
      'P1Q1,12.5,--undefined--,0.25\nP1Q2,7.5,40,0.75\nPP1Q1,3,--undefined--,1\n',
  });
  assert.deepEqual(participants, ['p1', 'pp1']);
  assert.deepEqual(features, ['Time:8', 'MaxRising:3', 'f2STDf1']);
  assert.deepEqual([...values], [10, 40, 0.5, 3, NaN, 1]);
});

test('tables are joined by participant, whatever the column of names is called', async () => {
  const { participants, features, values, files } = await read({
    'a.csv': 'Participant,x,y\nP1,1,2\nP2,3,4\n',
    'b.csv': '\uFEFFparticipant_id,x\r\np2,5\r\np3,６.5\r\n',
    'c.csv': 'participant,z\np1,7\n',
    'notes.txt': 'not a table',
  });
  assert.equal(files.length, 3);
  assert.deepEqual(participants, ['p1', 'p2', 'p3']);
  assert.deepEqual(features, ['x', 'y', 'b.csv:x', 'z']);
  assert.deepEqual([...values], [1, 2, NaN, 7, 3, 4, 5, NaN, NaN, NaN, 6.5, NaN]);
});

test('no folder, no features', async () => {
  assert.deepEqual((await readInterviewFeatures(temporaryFolder({}), new Set())).participants, []);
});

test('what cannot be read is named by file, line and column', () => {
  const fails = (text: string, message: RegExp) =>
    assert.throws(
      () => featureRows(parseUserTable({ encoding: 'UTF-8', text }, featureTableNeeds('f.csv'))),
      message,
    );
  fails(
    'participant,x\np1,loud\n',
    /f\.csv, line 2, column x: found "loud", expected a number.*--undefined--/,
  );
  fails(
    'participant,x\np1,1\np1,2\n',
    /f\.csv, line 3, column participant: p1 is in line 2 too.*participant&question/,
  );
  fails('who,x\np1,1\n', /f\.csv: no column participant.*found who, x/);
  fails('participant,x\np1\n', /f\.csv, line 2: 1 fields, expected 2/);
  fails('participant,x,x\np1,1,2\n', /line 1: column x is there twice/);
  fails('participant&question,x\nP1,1\n', /line 2, column participant&question: found "P1", expected .*P1Q1/);
  fails('participant,x\np1,Infinity\n', /line 2, column x: found "Infinity"/);
  fails('participant,x\n', /no rows/);
});

test('a table of SMILExtract: semicolons, names in quotes, the time of the row', async () => {
  const { participants, features, values, remarks } = await read({
    'smile.csv':
      "name;frameTime;F0semitoneFrom27.5Hz_sma3nz_amean;loudness_sma3_amean\n'P1';0.000000;2.65e+01;0.532\n'pp1.wav';0.000000;3.1e+01;0.621\n",
  });
  assert.deepEqual(participants, ['p1', 'pp1']);
  assert.deepEqual(features, ['F0semitoneFrom27.5Hz_sma3nz_amean', 'loudness_sma3_amean']);
  assert.deepEqual([...values], [26.5, 0.532, 31, 0.621]);
  assert.deepEqual(
    remarks.map(({ reason }) => reason),
    ['read as UTF-8, with ";" between columns', 'frameTime: time of a row, not a feature'],
  );
});

test('SMILExtract without names of recordings is told how to give them', () =>
  assert.rejects(
    read({ 'smile.csv': "name;frameTime;x\n'unknown';0;1\n" }),
    /smile\.csv, line 2, column name: found "'unknown'"; name the recording \(SMILExtract -instname P1\)/,
  ));

test('a table of opensmile-python: file, start, end; several rows of a recording are averaged', async () => {
  const { participants, features, values, remarks } = await read({
    'opensmile.csv':
      'file,start,end,loudness\n' +
      '/data/audio/P1.wav,0 days,0 days 00:00:02.500000,0.5\n' +
      '/data/audio/P1.wav,0 days 00:00:02.500000,0 days 00:00:05,0.7\n' +
      'C:\\audio\\P2.wav,0 days,0 days 00:00:02,1\n',
  });
  assert.deepEqual(participants, ['p1', 'p2']);
  assert.deepEqual(features, ['loudness']);
  assert.deepEqual([...values], [0.6, 1]);
  assert.match(
    remarks.map(({ reason }) => reason).join('; '),
    /3 rows averaged to one for each of 2 recordings/,
  );
});

test('a table of pandas: row numbers without a name, and with the name that reading them back gives', async () => {
  for (const name of ['', 'Unnamed: 0']) {
    const { features, values, remarks } = await read({
      'pandas.csv': `${name},participant,x\n0,P1,1.5\n1,P2,2.5\n`,
    });
    assert.deepEqual(features, ['x']);
    assert.deepEqual([...values], [1.5, 2.5]);
    assert.deepEqual(
      remarks.map(({ reason }) => reason),
      ['column 1 has no name and counts the rows: left out'],
    );
  }
});

test('a table of R: row numbers that even the line of names does not count', async () => {
  const { features, values } = await read({ 'r.csv': '"participant","x"\n"1","P1",1.5\n"2","P2",2.5\n' });
  assert.deepEqual([features, [...values]], [['x'], [1.5, 2.5]]);
});

test('columns of words and rows of others are left out, and said', async () => {
  const { features, files, skipped, remarks } = await read({
    'a.csv': 'participant,sex,x\nP1,f,1\nP9,m,2\n',
    'b.csv': 'participant,y\nP9,1\n',
  });
  assert.deepEqual([features, files], [['x'], ['data_interview/Features/a.csv']]);
  assert.deepEqual(
    skipped.map(({ file, line, reason }) => `${file}, line ${line}: ${reason}`),
    ['a.csv, line 3', 'b.csv, line 2'].map(
      (place) => `data_interview/Features/${place}: there is no interview p9`,
    ),
  );
  assert.deepEqual(
    remarks.map(({ reason }) => reason),
    ['no number in sex: left out'],
  );
});
