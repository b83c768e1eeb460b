import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { emotionCode } from '../../lib/corpora/labelled/emotion-word';
import { readLinkedCorpora } from '../../lib/corpora/linked';
import { closeTo } from '../support/close-to';
import { temporaryFolder } from '../support/folder';
import { readReference } from '../support/reference';

interface Reference {
  readonly utterances: readonly {
    readonly file: string;
    readonly start: number;
    readonly end: number | null;
    readonly speaker: string;
    readonly gender: string;
    readonly transcription: string;
    readonly emotions: readonly string[];
    readonly arousal: number;
    readonly valence: number;
  }[];
}

const half = encodeWav([new Float64Array(8000)], 16000); // 0.5 s
const folder = path.join(__dirname, '..', 'reference', 'audformat');
const database = Object.fromEntries(
  readdirSync(folder).map((name) => [`small/${name}`, readFileSync(path.join(folder, name), 'utf8')]),
);
const wavs = { 'small/wav/a.wav': half, 'small/wav/b, ü.wav': half };

test('a database has the labels that audformat reads in it', async () => {
  const { utterances } = readReference<Reference>('audformat');
  const found = await readLinkedCorpora(temporaryFolder({ ...wavs, ...database }));
  assert.deepEqual([found.names, found.skipped], [['small'], []]);
  assert.deepEqual(
    found.remarks.map(({ reason }) => reason.slice(0, 29)),
    ['labels of model are a machine', 'no column session: each speak'],
  );
  assert.equal(found.utterances.length, utterances.length);
  utterances.forEach((wanted, i) => {
    const one = found.utterances[i];
    assert.equal(one.segment.file, `small/${wanted.file}`);
    closeTo(one.start, wanted.start, 1e-12);
    closeTo(one.end, wanted.end ?? 0.5, 1e-12);
    assert.equal(one.segment.end === Infinity, wanted.end === null);
    assert.equal(one.speaker, `small ${wanted.speaker}`);
    assert.equal(one.sex, wanted.gender === 'female' ? 'F' : 'M');
    assert.equal(one.transcript, wanted.transcription);
    assert.deepEqual(one.categories, wanted.emotions.map(emotionCode));
    closeTo(one.arousal, 1 + (4 * wanted.arousal) / 10, 1e-12); // its scale goes from 0 to 10
    closeTo(one.valence, 1 + (4 * (wanted.valence + 3)) / 6, 1e-12); // from -3 to 3
    assert.ok(Number.isNaN(one.dominance));
  });
  assert.deepEqual(
    found.utterances.map(({ emotion, agreement, session, scales }) => [emotion, agreement, session, scales]),
    [
      ['ang', 1, 301, 'rated'],
      ['xxx', 0.5, 301, 'rated'], // one says neutral, one boredom
      ['hap', 1, 302, 'rated'],
      ['irony', 1, 302, 'rated'],
    ],
  );
});

test('a header or table that cannot be read is refused with file, field and way out', async () => {
  const read = (changes: Readonly<Record<string, string>>) =>
    readLinkedCorpora(temporaryFolder({ ...wavs, ...database, ...changes }));
  const header = database['small/db.yaml'];
  await assert.rejects(
    read({ 'small/db.yaml': 'tables: [' }),
    /^Error: small\/db\.yaml: header: found no YAML \(/,
  );
  await assert.rejects(
    read({ 'small/db.yaml': header.replace('type: segmented', 'type: wide') }),
    /^Error: small\/db\.yaml: tables\.emotion\.type: found "wide", expected filewise or segmented; /,
  );
  await assert.rejects(
    read({ 'small/db.yaml': header.replace('minimum: 0, maximum: 10', 'minimum: low') }),
    /^Error: small\/db\.yaml: schemes\.arousal\.minimum: found "low", expected a number; /,
  );
  await assert.rejects(
    read({
      'small/db.yaml': header.replace(
        / {2}(emotion|ratings):\n {4}type[\s\S]*?(?=\n {2}\w+:\n {4}type|\nmisc)/g,
        '',
      ),
    }),
    /^Error: small\/db\.yaml: tables: found files, speaker, expected one with a column whose scheme is emotion, valence/,
  );
  await assert.rejects(
    read({ 'small/db.yaml': header.replace('  ratings:\n', '  stored-as-parquet:\n') }),
    /^Error: small\/db\.yaml: tables\.stored-as-parquet: found no db\.stored-as-parquet\.csv beside it; .*storage_format='csv'/,
  );
  await assert.rejects(
    read({ 'small/db.ratings.csv': database['small/db.ratings.csv'].replace('arousal.ben', 'ben') }),
    /small\/db\.ratings\.csv: no column arousal\.ben, which db\.yaml names; found file, start, /,
  );
});

test('faulty fields are left out with file, line, field and way out', async () => {
  const ratings = database['small/db.ratings.csv'].replace('9.5', '95').replace(',3.25', ',often');
  const emotion = database['small/db.emotion.csv']
    .replace('wav/a.wav,0 days 00:00:00.000000', 'wav/c.wav,0 days 00:00:00.000000')
    .replace('0 days 00:00:00.100500', 'soon');
  const changes = { 'small/db.ratings.csv': ratings, 'small/db.emotion.csv': emotion };
  const { skipped, utterances } = await readLinkedCorpora(
    temporaryFolder({ ...wavs, ...database, ...changes }),
  );
  assert.deepEqual(
    skipped.map(({ kind, file, line }) => [kind, file, line]),
    [
      ['row of labels', 'small/db.emotion.csv', 5],
      ['rating that is not a number', 'small/db.ratings.csv', 3],
      ['rating outside its scale', 'small/db.ratings.csv', 2],
      ['label without recording', 'small/db.emotion.csv', 2],
    ],
  );
  assert.match(
    skipped[0].reason,
    /^start and end are "soon" and "0 days .*", expected two times, as 0 days 00:00:01\.5/,
  );
  assert.equal(skipped[1].reason, 'arousal.ben is "often", expected a number');
  assert.equal(skipped[2].reason, 'arousal.ben is 95, expected 0 to 10; correct it');
  closeTo(utterances[0].arousal, 2, 1e-12); // anna's 2.5 alone
});
