import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import * as xlsx from 'xlsx';
import { encodeWav } from '../../lib/audio/wav';
import { linkedCorpora, readLinkedCorpora, type LinkedCorpora } from '../../lib/corpora/linked';
import { nominalPoint } from '../../lib/corpora/nominal';
import { closeTo } from '../support/close-to';
import { temporaryFolder } from '../support/folder';

const half = encodeWav([new Float64Array(8000)], 16000); // 0.5 s
const recordings = ['a', 'b', 'c', 'd'];
const wavs = Object.fromEntries(recordings.map((name) => [`mine/${name}.wav`, half]));

/** The corpus `mine` of four recordings with a table of these lines. */
function read(
  lines: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = wavs,
): Promise<LinkedCorpora> {
  return readLinkedCorpora(temporaryFolder({ ...files, 'mine/labels.csv': `${lines.join('\n')}\n` }));
}
const reasons = ({ skipped }: LinkedCorpora, kind: string) =>
  skipped.filter((one) => one.kind === kind).map(({ line, reason }) => [line, reason]);
const pick = <K extends keyof LinkedCorpora['utterances'][number]>({ utterances }: LinkedCorpora, name: K) =>
  utterances.map((one) => one[name]);

describe('labels.csv', () => {
  test('every column, of recordings and of parts of them', async () => {
    const found = await read([
      'file,start,end,speaker,sex,session,emotion,valence,arousal,dominance,transcript,mood',
      'a.wav,,,anna,w,1,Anger,2,4.5,3,"Yes, now.",1',
      'B,0.1,0:00.3,anna,female,1,happy,4,4,3,,1',
      'mine\\c.WAV,0,,ben,m,2,schadenfreude,3,,3,NA,1',
    ]);
    const [first, second, third] = found.utterances;
    assert.deepEqual(first, {
      corpus: 'mine',
      scales: 'rated',
      segment: { id: 'mine/a.wav', file: 'mine/a.wav', start: 0, end: Infinity },
      id: 'mine/a.wav',
      session: 301,
      speaker: 'mine anna',
      sex: 'F',
      start: 0,
      end: 0.5,
      emotion: 'ang',
      categories: ['ang'],
      agreement: 1,
      valence: 2,
      arousal: 4.5,
      dominance: 3,
      transcript: 'Yes, now.',
    });
    assert.deepEqual(second.segment, { id: 'mine/b.wav@0.1-0.3', file: 'mine/b.wav', start: 0.1, end: 0.3 });
    assert.deepEqual([third.emotion, third.session, third.transcript], ['schadenfreude', 302, '']);
    assert.ok(Number.isNaN(third.arousal));
    assert.deepEqual(
      found.skipped.map(({ kind, file }) => [kind, file]),
      [['recording without label', 'mine/d.wav']],
    );
    assert.deepEqual(found.remarks, []);
  });

  test('scales between the ends in columns or in the name become 1 to 5', async () => {
    const found = await read([
      'file;speaker;arousal;arousal_min;arousal_max;valence (1-7);dominance',
      'a;x;0,5;0;1;7;2',
      'b;y;100;0;100;4;3,5',
    ]);
    assert.deepEqual([pick(found, 'arousal'), pick(found, 'valence')], [[3, 5], [5, 3]]); // prettier-ignore
    assert.deepEqual(pick(found, 'dominance'), [2, 3.5]);
    assert.match(found.remarks[0].reason, /^read as UTF-8, with ";" between columns/);
  });

  test('a scale whose ends are not said is not used, and a value outside them is left out', async () => {
    const found = await read([
      'file,speaker,arousal,valence (1-7),dominance_min,dominance',
      'a,x,5,8,0,1',
      'b,y,6,7,0,',
    ]);
    assert.deepEqual(pick(found, 'arousal'), [NaN, NaN]);
    assert.deepEqual(pick(found, 'valence'), [NaN, 5]);
    assert.deepEqual(pick(found, 'dominance'), [NaN, NaN]);
    assert.deepEqual(reasons(found, 'scale whose ends are not said'), [
      [
        3,
        'arousal is 6, outside 1 to 5, so that none of the column is used; say the ends in columns arousal_min and ' +
          'arousal_max, or in its name, as in arousal (1-7); or correct the value',
      ],
    ]);
    assert.deepEqual(reasons(found, 'rating outside its scale'), [
      [2, 'valence (1-7) is 8, expected 1 to 7; correct it'],
    ]);
    assert.deepEqual(reasons(found, 'rating without the ends of its scale'), [
      [2, 'dominance_min and dominance_max are 0 and missing; write both'],
    ]);
  });

  test('raters are averaged and their agreement is counted; AGGR goes before', async () => {
    const found = await read([
      'file,speaker,rater,emotion,arousal',
      'a,x,r1,angry,4',
      'a,x,r2,angry,5',
      'a,x,r3,sad,',
      'b,x,r1,angry,1',
      'b,x,r2,sad,2',
      'c,y,r1,sad,1',
      'c,y,AGGR,neutral,3',
      'c,y,r1,sad,5',
    ]);
    assert.deepEqual(pick(found, 'arousal'), [4.5, 1.5, 3]);
    assert.deepEqual(pick(found, 'emotion'), ['ang', 'xxx', 'neu']);
    assert.deepEqual(pick(found, 'agreement'), [2 / 3, 1 / 2, 1]);
    assert.deepEqual(pick(found, 'categories')[0], ['ang', 'ang', 'sad']);
    assert.deepEqual(reasons(found, 'second row of an utterance'), [
      [9, 'rater r1 labels it before, in line 7, which counts'],
    ]);
  });

  test('emotions alone are nominal; ratings are rated, with or without emotions', async () => {
    const nominal = await read(['file,speaker,emotion', 'a,x,fear', 'b,y,contempt']);
    const { arousal } = nominalPoint('fea');
    assert.deepEqual(pick(nominal, 'scales'), ['nominal', 'nominal']);
    assert.deepEqual(pick(nominal, 'arousal'), [arousal, NaN]);
    const rated = await read(['file,speaker,arousal', 'a,x,2', 'b,y,']);
    assert.deepEqual(pick(rated, 'scales'), ['rated', 'rated']);
    assert.deepEqual(pick(rated, 'emotion'), ['unknown', 'unknown']);
    assert.deepEqual(pick(rated, 'agreement'), [NaN, NaN]);
  });

  test('bad rows are named with line, field and way out, and the others are used', async () => {
    const found = await read([
      'file,start,end,speaker,sex,arousal',
      'a,,,x,F,loud',
      'z,,,x,F,2',
      'b,later,,x,F,2',
      'b,0.4,0.2,x,F,2',
      'b,0.6,0.7,x,F,2',
      'b,0.1,0.9,x,F,2',
      'c,,,,F,2',
      ',,,x,F,2',
      'd,,,x,?!,2',
      'd,,,x,F,3',
      'd,,,x,F',
    ]);
    assert.deepEqual(pick(found, 'id'), ['mine/a.wav', 'mine/b.wav@0.1-0.5', 'mine/d.wav']);
    assert.deepEqual(
      found.skipped.map(({ kind, line, reason }) => `${line} ${kind}: ${reason}`),
      [
        '4 row of labels: start is "later", expected seconds, as 12.5, or minutes and seconds, as 0:12.5',
        '5 row of labels: end is 0.2 s, not after start, 0.4 s; correct one',
        '9 row of labels: file is empty; name the recording, or delete the row',
        '12 row of labels: 5 fields, expected 6 (file, start, end, speaker, …); put a field that holds a separator between double quotes',
        '2 rating that is not a number: arousal is "loud", expected a number; write missing values as NA or nothing',
        '10 sex not understood, utterance used: sex is "?!", expected female or male (F or M), or nothing',
        '3 label without recording: file is "z": no such recording in mine/; correct the name, or put the recording there',
        '11 second row of an utterance: line 10 labels it before and counts; name the raters in a column rater to average them',
        '6 utterance outside its recording: start is 0.6 s, but mine/b.wav ends at 0.5 s; correct one',
        '7 end behind that of the recording, utterance used: end is 0.9 s, but mine/b.wav ends at 0.5 s, which is used',
        '8 utterance without speaker: speaker is empty, so that no split can keep the voice apart; fill it in, or delete the column',
      ],
    );
  });

  test('a damaged recording and an ambiguous name leave out their rows', async () => {
    const files = {
      'mine/1/a.wav': half,
      'mine/2/a.wav': half,
      'mine/b.wav': 'no sound',
      'mine/c.wav': half,
    };
    const found = await read(['file,speaker,arousal', 'a,x,2', '2/a.wav,x,3', 'b,x,2', 'c,x,1'], files);
    assert.deepEqual(pick(found, 'id'), ['mine/2/a.wav', 'mine/c.wav']);
    assert.deepEqual(reasons(found, 'label without recording'), [
      [2, 'file is "a": mine/1/a.wav and mine/2/a.wav both have that name; write the folder before it'],
    ]);
    assert.match(String(reasons(found, 'recording that cannot be opened')[0][1]), /b\.wav: /);
  });

  test('a table that is no table of labels, or labels nothing that is there, is refused with its name', async () => {
    await assert.rejects(
      read(['recordings,loudness', 'a,2']),
      /mine\/labels\.csv: no column file; found recordings, /,
    );
    await assert.rejects(
      read(['file,speaker', 'a,x']),
      /mine\/labels\.csv: no column emotion, valence, .* add what was/,
    );
    await assert.rejects(
      read(['file,arousal', 'z,2']),
      /labels\.csv: no utterance with recording and label \(mine\/labels\.csv, line 2: file is "z": no such recording/,
    );
  });
});

test('recordings may have any format', async () => {
  const stored = (name: string) => readFileSync(path.join(__dirname, '..', 'reference', 'audio', name));
  const files = {
    'mine/a.flac': stored('16000.flac'),
    'mine/b.m4a': stored('22050.m4a'),
    'mine/c.txt': 'no sound',
  };
  const found = await read(['file,speaker,arousal', 'a,x,2', 'b.m4a,y,3', 'c.txt,y,3'], files);
  assert.deepEqual(pick(found, 'id'), ['mine/a.flac', 'mine/b.m4a']);
  assert.ok(
    found.utterances.every(({ end }) => end > 0.1 && end < 2),
    pick(found, 'end').join(),
  );
  assert.deepEqual(
    found.skipped.map(({ kind }) => kind),
    ['label without recording'],
  );
});

test('the template of the documentation is such a table', async () => {
  const template = readFileSync(path.join(__dirname, '..', '..', 'docs', 'labels-template.csv'), 'utf8');
  const long = encodeWav([new Float64Array(8 * 16000)], 16000);
  const found = await read([template.trimEnd()], {
    'mine/monday/take1.wav': long,
    'mine/friday/memo.wav': half,
  });
  assert.deepEqual(found.skipped, []);
  assert.deepEqual(pick(found, 'id'), [
    'mine/monday/take1.wav@0.8-3.4',
    'mine/monday/take1.wav@4.1-7',
    'mine/friday/memo.wav',
  ]);
  assert.deepEqual(pick(found, 'emotion'), ['xxx', 'neu', 'hap']);
  [4, 1 + (4 * 2.5) / 6, 1 + (4 * 5) / 6].forEach((arousal, i) =>
    closeTo(found.utterances[i].arousal, arousal, 1e-12),
  );
});

describe('sessions', () => {
  const many = (count: number, columns: string, row: (i: number) => string) =>
    read(
      [columns, ...Array.from({ length: count }, (_, i) => row(i))],
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`mine/u${i}.wav`, half])),
    );

  test('a voice is in one session, whatever the table says', async () => {
    const found = await read(['file,speaker,session,arousal', 'a,x,1,2', 'b,x,2,2', 'c,y,2,2', 'd,y,1,2']);
    assert.deepEqual(pick(found, 'session'), [301, 301, 302, 302]);
    assert.match(
      found.remarks[0].reason,
      /^speaker x is in the sessions 1 and 2: each speaker counts as a session, /,
    );
  });

  test('without speakers a session counts as one, and without either the corpus does', async () => {
    const sessions = await read(['file,session,arousal', 'a,10,2', 'b,9,2', 'c,9,2']);
    assert.deepEqual(pick(sessions, 'session'), [302, 301, 301]);
    assert.deepEqual(pick(sessions, 'speaker'), ['mine session 10', 'mine session 9', 'mine session 9']);
    assert.match(
      sessions.remarks[0].reason,
      /^no column speaker: all utterances of a session count as one speaker/,
    );
    const neither = await read(['file,arousal', 'a,2', 'b,2']);
    assert.deepEqual(pick(neither, 'session'), [301, 301]);
    assert.deepEqual(new Set(pick(neither, 'speaker')), new Set(['mine unknown']));
    assert.match(
      neither.remarks[0].reason,
      /^no column speaker or session: .*add a column speaker to test on voices/,
    );
  });

  test('many speakers are put together in twelve sessions of about equal size', async () => {
    const found = await many(120, 'file,speaker,arousal', (i) => `u${i},s${i % 30},2`);
    const sizes = new Map<number, number>();
    const bySpeaker = new Map<string, Set<number>>();
    for (const { session, speaker } of found.utterances) {
      sizes.set(session, (sizes.get(session) ?? 0) + 1);
      bySpeaker.set(speaker, (bySpeaker.get(speaker) ?? new Set()).add(session));
    }
    assert.equal(sizes.size, 12);
    assert.ok(
      [...sizes.values()].every((size) => size === 8 || size === 12),
      [...sizes.values()].join(),
    );
    assert.ok([...bySpeaker.values()].every(({ size }) => size === 1));
    assert.match(found.remarks[0].reason, /each speaker counts as a session/);
    assert.match(
      found.remarks[1].reason,
      /^its 30 speakers are put together in 12 sessions of whole speakers/,
    );
  });
});

describe('folders', () => {
  const table = 'file,speaker,arousal\na,x,2\n';

  test('corpora with tables join those with readers, whatever else lies there', async () => {
    const folder = temporaryFolder({
      'EmoDB/03a01Fa.wav': half,
      'EmoDB/labels.csv': table,
      'one/a.wav': half,
      'one/LABELS.CSV': table,
      'two/a.wav': half,
      'two/labels.csv': table,
      'data_interview/labels.csv': table,
      'notes/readme.txt': 'nothing',
    });
    assert.deepEqual(await linkedCorpora(folder), ['EmoDB', 'one', 'two']);
    const found = await readLinkedCorpora(folder);
    assert.deepEqual(pick(found, 'session'), [203, 301, 401]);
    assert.deepEqual(
      found.skipped.map(({ kind, file, reason }) => [kind, file, reason]),
      [
        ['EmoDB/labels.csv', 'EmoDB'],
        ['data_interview/labels.csv', 'the interviews'],
      ].map(([file, owner]) => [
        'table of labels not used',
        file,
        `the folder is read as ${owner}; give it another name to use this table`,
      ]),
    );
  });

  test('the data folder itself may be such a corpus, and one laid out as IEMOCAP may have a table', async () => {
    assert.equal((await linkedCorpora(temporaryFolder({ 'a.wav': half, 'labels.csv': table }))).length, 1);
    const folder = temporaryFolder({ 'mine/Session1/sentences/a.wav': half, 'mine/labels.csv': table });
    assert.deepEqual(await linkedCorpora(folder), ['mine']);
  });

  test('labels may be a workbook; labels.csv goes before it', async () => {
    const book = xlsx.utils.book_new();
    const cells = [
      ['file', 'speaker', 'emotion', 'arousal (1-7)'],
      ['a', 7, 'happy', 4],
      ['b', 8, 'sad', '2,5'],
    ];
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(cells), 'Labels');
    for (const [name, bookType] of [
      ['Labels.XLSX', 'xlsx'],
      ['labels.xls', 'biff8'],
      ['labels.ods', 'ods'],
    ] as const) {
      const bytes = xlsx.write(book, { type: 'buffer', bookType }) as Buffer;
      const files = { 'mine/a.wav': half, 'mine/b.wav': half, [`mine/${name}`]: bytes };
      const found = await readLinkedCorpora(temporaryFolder(files));
      assert.deepEqual(pick(found, 'arousal'), [3, 2]); // from 1 to 7 brought to 1 to 5
      assert.deepEqual(pick(found, 'speaker'), ['mine 7', 'mine 8']);
      const both = await readLinkedCorpora(temporaryFolder({ ...files, 'mine/labels.csv': table }));
      assert.deepEqual(both.skipped.map(({ kind, file, reason }) => [kind, file, reason]).slice(0, 1), [
        ['table of labels not used', `mine/${name}`, 'mine/labels.csv is read; remove one of the two'],
      ]);
    }
  });

  test('a corpus of the name of another one is told apart', async () => {
    const folder = temporaryFolder({
      'RAVDESS/03-01-06-01-02-01-12.wav': half,
      'iemocap/a.wav': half,
      'iemocap/labels.csv': table,
    });
    assert.deepEqual(await linkedCorpora(folder), ['RAVDESS', 'iemocap (labels)']);
  });
});
