import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { InterviewCorpus } from '../../lib/corpora/interviews';
import { readOwnRecordings } from '../../lib/corpora/own-recordings';
import { temporaryFolder } from '../support/folder';

/** Reads a table beside recordings, each with a content of its own unless one is given. */
async function read(table: string, recordings: readonly string[] | Record<string, string>) {
  const files = Array.isArray(recordings)
    ? Object.fromEntries(recordings.map((name: string) => [name, name]))
    : (recordings as Record<string, string>);
  const folder = temporaryFolder({
    's.csv': table,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`rec/${name}`, text])),
  });
  return readOwnRecordings(path.join(folder, 'rec'), path.join(folder, 's.csv'));
}

const filesOf = ({ interviews }: InterviewCorpus) =>
  Object.fromEntries(interviews.map(({ id, files }) => [id, files]));
const kinds = ({ skipped }: InterviewCorpus) => skipped.map(({ kind, file }) => `${kind}: ${file}`);
const said = ({ remarks }: InterviewCorpus) => remarks.map(({ file, reason }) => `${file}: ${reason}`);

describe('recordings of a participant', () => {
  test('named by the participant and a number, in the order of the numbers, which a remark says', async () => {
    const corpus = await read('participant,score\nkim,4\nlea,5\np1,3\n', [
      ...['kim-10.flac', 'kim_2.aiff', 'Kim (3).wav', 'kim part 4.wav', 'lea.wav', 'lea 2.wav', 'p1.wav'],
    ]);
    assert.deepEqual(filesOf(corpus), {
      kim: ['kim_2.aiff', 'Kim (3).wav', 'kim part 4.wav', 'kim-10.flac'],
      lea: ['lea.wav', 'lea 2.wav'],
      p1: ['p1.wav'],
    });
    assert.deepEqual(said(corpus).sort(), [
      "Kim (3).wav: taken as the participant's by the name before its number",
      "kim part 4.wav: taken as the participant's by the name before its number",
      "kim-10.flac: taken as the participant's by the name before its number",
      "kim_2.aiff: taken as the participant's by the name before its number",
      "lea 2.wav: taken as the participant's by the name before its number",
    ]);
    assert.deepEqual(corpus.skipped, []);
  });

  test('a participant of such a name keeps the recording; numbers without a mark, and years, count nothing', async () => {
    const corpus = await read('participant,score\nkim,4\nkim-1,5\np1,2\ntalk,1\n', [
      ...['kim.wav', 'kim-1.wav', 'p1.wav', 'p11.wav', 'talk.wav', 'talk-2024.wav', 'kim-1-2.wav'],
    ]);
    assert.deepEqual(filesOf(corpus), {
      kim: ['kim.wav'],
      'kim-1': ['kim-1.wav', 'kim-1-2.wav'],
      p1: ['p1.wav'],
      p11: ['p11.wav'],
      talk: ['talk.wav'],
      'talk-2024': ['talk-2024.wav'],
    });
    const unscored = corpus.skipped.map(({ reason }) => reason);
    assert.deepEqual(unscored, [
      'no score of p11',
      'no score of talk-2024; there is talk: if that is the same participant, add a row, or name the recording in a column file',
    ]);
  });

  test('in a folder of the name, also deeper; other folders are named and not read', async () => {
    const corpus = await read('participant,score\nKim,4\nlea,5\n', [
      ...['KIM/b/2.wav', 'KIM/a.wav', 'KIM/b/10.m4a', 'lea.wav', 'old/kim.wav'],
    ]);
    assert.deepEqual(filesOf(corpus), {
      kim: ['KIM/a.wav', 'KIM/b/2.wav', 'KIM/b/10.m4a'],
      lea: ['lea.wav'],
    });
    assert.deepEqual(kinds(corpus), ["recording in a folder that is nobody's: old/kim.wav"]);
    assert.match(said(corpus).join(), /KIM\/a\.wav: taken as the participant's by the name of the folder/);
  });

  test('a copy counts once, and so does one of two formats', async () => {
    const corpus = await read('participant,score\nkim,4\n', {
      'kim.m4a': 'the same',
      'kim (1).m4a': 'the same',
      'kim (2).m4a': 'an other', // of equal length
      'kim (2).wav': 'longer than these',
    });
    assert.deepEqual(filesOf(corpus), { kim: ['kim.m4a', 'kim (2).wav'] });
    assert.deepEqual(kinds(corpus), ['copy of a recording: kim (1).m4a']);
  });
});

describe('a column file', () => {
  test('says whose recordings are, in a row each or several in a field', async () => {
    const corpus = await read(
      'participant,file,score\nkim,"b.m4a; sub/A.wav",4\nlea,"x, y.wav, z",5\nmax,1.wav,2\nmax,0.wav,\nmax,1,2\nold,,3\n',
      ['a.wav', 'b.m4a', 'sub/a.wav', 'x, y.wav', 'z.wav', '0.wav', '1.wav', 'old.wav', 'max.wav'],
    );
    assert.deepEqual(filesOf(corpus), {
      a: ['a.wav'],
      kim: ['b.m4a', 'sub/a.wav'],
      lea: [],
      max: ['1.wav', '0.wav'],
      old: ['old.wav'],
      ...{ 'x, y': ['x, y.wav'], z: ['z.wav'] },
    });
    const { ratings } = corpus.interviews.find(({ id }) => id === 'max') ?? {};
    assert.deepEqual(ratings, { score: 2 });
    assert.ok(
      corpus.skipped.some(({ kind, line }) => kind === 'recording that is named and not found' && line === 3),
    );
    assert.ok(kinds(corpus).includes('recording that the table leaves out: max.wav'));
  });
});

test('interviews that are compressed in different ways are compared with a remark', async () => {
  const table = 'participant,score\nkim,4\nlea,5\nmax,3\n';
  const alike = await read(table, ['kim.wav', 'lea.flac', 'max.AIFF', 'old.mp3']);
  assert.deepEqual(alike.remarks, []);
  const both = await read(table, [
    'kim-1.mp3',
    'kim-2.mp4',
    'lea-1.m4a',
    'lea-2.mp3',
    'max/1.mov',
    'max/a.mp3',
  ]);
  assert.ok(!said(both).join().includes('compressed'));
  const mixed = await read(table, ['kim.wav', 'lea.opus', 'max-1.m4a', 'max-2.wma']);
  assert.match(
    said(mixed).join('\n'),
    /^rec: its interviews are compressed in different ways \(1 AAC \+ WMA, 1 Opus or Vorbis, 1 uncompressed\), which alone moves/m,
  );
});

test('what is doubtful about recordings ends in a message with a way out', async () => {
  const rec = ['a.wav', 'b.wav', 'in/c.wav', 'out/c.wav'];
  const fails = (table: string, message: RegExp) => assert.rejects(read(table, rec), message);
  await fails(
    'participant,file,score\nkim,a.wav,4\nlea,"b; A",5\n',
    /s\.csv, line 3, column file: a\.wav is given to lea, but to kim in line 2; a recording has one participant: correct one/,
  );
  await fails(
    'participant,file,score\nkim,a.wav,4\nkim,b.wav,5\n',
    /line 3, column score: kim has the score 5, but 4 in line 2: one participant has one score; .* column person/,
  );
  await fails('participant,file,score\nkim,a.wav,4\nkim,a.wav,4\n', /line 3, .*kim has a score before/);
  await fails(
    'participant,score\nzoe,4\n',
    /no recording of any participant in .*rec: found a\.wav, expected zoe\.wav/,
  );
  const two = await read('participant,file,score\nkim,c,4\nlea,b,1\n', rec);
  assert.match(
    two.skipped.map(({ line, reason }) => `${line}: ${reason}`).join('\n'),
    /2: kim: file is "c": in\/c\.wav and out\/c\.wav both have that name; write the folder before it/,
  );
});
