import assert from 'node:assert/strict';
import test from 'node:test';
import { parseFeatureTable, readInterviewFeatures } from '../../lib/corpora/interview-features';
import { temporaryFolder } from '../support/folder';

const read = (files: Record<string, string | Uint8Array>) =>
  readInterviewFeatures(
    temporaryFolder(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [`data_interview/Features/${name}`, text]),
      ),
    ),
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
  assert.deepEqual((await readInterviewFeatures(temporaryFolder({}))).participants, []);
});

test('what cannot be read is named by file, line and column', () => {
  const fails = (text: string, message: RegExp) =>
    assert.throws(() => parseFeatureTable(text, 'f.csv'), message);
  fails(
    'participant,x\np1,loud\n',
    /f\.csv, line 2, column x: found "loud", expected a number.*--undefined--/,
  );
  fails('participant,x\np1,1\np1,2\n', /f\.csv, line 3: p1 is in line 2 too.*participant&question/);
  fails('who,x\np1,1\n', /f\.csv: no column participant.*found who, x/);
  fails('participant,x\np1\n', /f\.csv, line 2: 1 fields, expected 2/);
  fails('participant,x,x\np1,1,2\n', /line 1: column x is there twice/);
  fails('participant&question,x\nP1,1\n', /line 2, column participant&question: found "P1", expected .*P1Q1/);
  fails('participant,x\np1,Infinity\n', /line 2, column x: found "Infinity"/);
  fails('participant,x\n', /no rows/);
});
