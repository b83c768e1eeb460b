import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readInterviewFeatures } from '../../lib/corpora/interview-features';
import { readInterviews } from '../../lib/corpora/interviews';
import { readOwnRecordings } from '../../lib/corpora/own-recordings';
import { temporaryFolder } from '../support/folder';
import { traits } from '../support/traits';

const people: readonly (readonly [string, number])[] = [
  ['Ana', 4.5],
  ['Björn', 3],
  ['Chloé', 6],
  ['Rémi', 2.5],
  ['Émile', 5],
  ['Zoë', 1.5],
  ['João', 4],
  ['Müller', 3.5],
  ['Ødegård', 6.5],
  ['Ian', 2],
  ['Lea', 5.5],
  ['Max', 3.25],
];
const key = (name: string) => name.normalize('NFC').toLowerCase();
const scoresOf = (some = people) => new Map(some.map(([name, score]) => [key(name), score]));
const recordings = Object.fromEntries(people.map(([name]) => [`wav/${name}.wav`, '']));

/** Lines of text, with a line end as Windows writes it. */
const lines = (...some: string[]) => [...some, ''].join('\r\n');
const table = (header: string, row: (name: string, score: number) => string) =>
  lines(header, ...people.map(([name, score]) => row(name, score)));
const comma = (score: number) => String(score).replace('.', ',');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const plain = table('participant,score', (name, score) => `${name},${score}`);

/** A way of saving a table and, where it is refused, why. */
interface Way {
  readonly bytes: string | Buffer;
  readonly some?: readonly (readonly [string, number])[];
  readonly refused?: RegExp;
  readonly said?: RegExp;
}

const set = (...values: (readonly [string, string])[]) =>
  table('participant,score', (name, score) => `${name},${new Map(values).get(name) ?? score}`);
const without = (...names: string[]) => people.filter(([name]) => !names.includes(name));

/** By the names of the files in which these were collected. */
const ways: Readonly<Record<string, Way>> = {
  '01-plain': { bytes: plain },
  '02-german-excel-utf8': {
    bytes: `\uFEFF${table('participant;score', (name, score) => `${name};${comma(score)}`)}`,
    said: /read as UTF-8, with ";" between columns.*decimal commas/s,
  },
  '03-german-excel-cp1252': {
    bytes: latin1(table('participant;score', (name, score) => `${name};${comma(score)}`)),
    said: /read as Windows-1252, with ";" between columns/,
  },
  '05-comma-cp1252-only-remi': {
    bytes: latin1(lines('participant,score', 'Ana,4.5', 'Rémi,2.5', 'Ian,2', 'Lea,5.5', 'Max,3.25')),
    some: people.filter(([name]) => ['Ana', 'Rémi', 'Ian', 'Lea', 'Max'].includes(name)),
    said: /read as Windows-1252.*recognised by "Rémi", which is a recording's name/s,
  },
  '06-sep-line': { bytes: `sep=,\r\n${plain}`, said: /the line sep= above the column names/ },
  '08-tab': { bytes: plain.replaceAll(',', '\t'), said: /with tabs between columns/ },
  '09-utf16-tab': { bytes: Buffer.from(`\uFEFF${plain.replaceAll(',', '\t')}`, 'utf16le'), said: /UTF-16LE/ },
  '10-spaces-after-comma': { bytes: table(' participant , score ', (name, score) => ` ${name} , ${score} `) },
  '11-newline-in-comment': {
    bytes: table(
      'participant,score,comment',
      (name, score) => `${name},${score},"said ""hm"",\r\nthen more"`,
    ),
  },
  '12-trailing-empty-rows': { bytes: `${plain},\r\n,\r\n,\r\n` },
  '13-trailing-empty-columns': { bytes: table('participant,score,,', (name, score) => `${name},${score},,`) },
  '14-title-above': {
    bytes: `Ratings of the spring study,\r\n${plain}`,
    refused: /scores\.csv, line 1: "Ratings of the spring study" stands above .* line 2; delete line 1/,
  },
  '15-nfd': { bytes: plain.normalize('NFD') },
  '16-paths': { bytes: table('participant,score', (name, score) => `recordings/${name}.wav,${score}`) },
  '18-with-extension-m4a': { bytes: table('participant,score', (name, score) => `${name}.m4a,${score}`) },
  '19-capital-headers-spaces': { bytes: plain.replace('participant,score', 'Participant ID,Score (1-7)') },
  '20-scores-words': {
    bytes: set(['Rémi', 'missing']),
    some: without('Rémi'),
    said: /line 5: rémi: score is "missing"/,
  },
  '21-dash-dot-missing': {
    bytes: set(['Ana', '.'], ['Björn', '-'], ['Chloé', '#N/A'], ['Rémi', '#NULL!'], ['Émile', '999']),
    some: without('Ana', 'Björn', 'Chloé', 'Rémi', 'Émile'),
    said: /line 2: ana: score is "\.".*line 6: émile: score is "999", far from the other scores \(1\.5 to 6\.5\)/s,
  },
};

const shared = process.env.SAA_SHARED_DATA;
const field = shared === undefined ? '' : path.join(shared, '..', 'field', 'scores');

async function check(folder: string, scoreFile: string, way: Way): Promise<void> {
  const reading = readOwnRecordings(path.join(folder, 'wav'), scoreFile);
  if (way.refused !== undefined) return assert.rejects(reading, way.refused);
  const { interviews, skipped, remarks } = await reading;
  const scored = interviews.filter(({ ratings, files }) => files.length > 0 && !Number.isNaN(ratings.score));
  assert.deepEqual(new Map(scored.map(({ id, ratings }) => [id, ratings.score])), scoresOf(way.some));
  const said = [
    ...skipped.map(({ line, reason }) => `line ${line}: ${reason}`),
    ...remarks.map(({ reason }) => reason),
  ];
  if (way.said !== undefined) assert.match(said.join('\n'), way.said);
  return undefined;
}

describe("scores of one's own, as programs save them", () => {
  for (const [name, way] of Object.entries(ways)) {
    test(name, () => {
      const folder = temporaryFolder({ ...recordings, 'scores.csv': way.bytes });
      return check(folder, path.join(folder, 'scores.csv'), way);
    });
  }
});

describe('the collected files themselves', { skip: existsSync(field) ? false : 'they are not here' }, () => {
  for (const name of existsSync(field) ? readdirSync(field) : []) {
    test(name, () => {
      const way = ways[path.basename(name, '.csv')];
      assert.deepEqual(readFileSync(path.join(field, name)), Buffer.from(way.bytes), 'made alike above');
      const folder = temporaryFolder({ ...recordings, 'scores.csv': readFileSync(path.join(field, name)) });
      return check(folder, path.join(folder, 'scores.csv'), way);
    });
  }
});

test('recordings composed otherwise, in other capitals, or there twice', async () => {
  const folder = temporaryFolder({
    'scores.csv': plain,
    ...Object.fromEntries(people.map(([name]) => [`wav/${name.normalize('NFD').toUpperCase()}.WAV`, ''])),
    'wav/ana.wav': '',
  });
  const { interviews, skipped } = await readOwnRecordings(
    path.join(folder, 'wav'),
    path.join(folder, 'scores.csv'),
  );
  assert.equal(interviews.filter(({ files }) => files.length > 0).length, people.length);
  assert.ok(skipped.every(({ kind }) => kind === 'second recording'));
  assert.ok(skipped.length <= 1); // a disk that takes both for one file has one
});

test('a recording of any format counts, and a WAV file before another one of its name', async () => {
  const folder = temporaryFolder({
    'scores.csv': lines('participant,score', 'kim,4', 'lea,5', 'max,3'),
    'wav/kim.m4a': '',
    'wav/Lea.mp4': '',
    'wav/lea.wav': '',
    'wav/notes.txt': '',
  });
  const { interviews, skipped } = await readOwnRecordings(
    path.join(folder, 'wav'),
    path.join(folder, 'scores.csv'),
  );
  assert.deepEqual(
    interviews.map(({ id, files }) => [id, ...files]),
    [['kim', 'kim.m4a'], ['lea', 'lea.wav'], ['max']],
  );
  assert.match(skipped.map(({ reason }) => reason).join(), /no max\.wav, nor max in another format/);
  const none = temporaryFolder({ 'scores.csv': lines('participant,score', 'kim,4'), 'wav/tim.m4a': '' });
  await assert.rejects(
    readOwnRecordings(path.join(none, 'wav'), path.join(none, 'scores.csv')),
    /no recording of any participant .*: found tim\.m4a, expected kim\.wav; /,
  );
});

const ratedPeople = people.map(
  ([name, score]) => [name, 'AGGR', ...traits.map((trait) => (trait === 'Total' ? 72 : score))] as const,
);
const rated = (separator: string, mark: string) =>
  lines(
    ['Participant', 'Worker', ...traits].join(separator),
    ...ratedPeople.map((fields) => fields.map((one) => String(one).replace('.', mark)).join(separator)),
  );

/** Raters' files: the bytes, and how the folders and recordings are called. */
const raterFiles: Readonly<
  Record<string, { bytes: string | Buffer; form?: 'NFD'; folders?: 'lower' | 'upper' }>
> = {
  plain: { bytes: rated(',', '.') },
  'Excel in Germany, Windows-1252': { bytes: latin1(rated(';', ',')) },
  'tabs, UTF-16': { bytes: Buffer.from(`\uFEFF${rated('\t', '.')}`, 'utf16le') },
  'a line sep=': { bytes: `sep=;\r\n${rated(';', ',')}` },
  'recordings as macOS names them': { bytes: rated(',', '.'), form: 'NFD' },
  'names as macOS copies them': { bytes: rated(',', '.').normalize('NFD') },
  'paths and endings': { bytes: rated(',', '.').replace(/^([^,\n]+),AGGR/gm, 'audio/$1.m4a,AGGR') },
  'other names of columns': {
    bytes: rated(',', '.').replace('Participant,Worker,Overall', 'Participant ID,WORKER,Overall (1-7)'),
  },
  'row numbers and an empty column': {
    bytes: rated(',', '.')
      .split('\r\n')
      .map((line, i) => (line === '' ? line : `${i === 0 ? '' : i - 1},${line},`))
      .join('\r\n'),
  },
  'empty rows': { bytes: `${rated(',', '.')}${','.repeat(20)}\r\n` },
  'folders in lower case': { bytes: rated(',', '.'), folders: 'lower' },
  'folders in capitals': { bytes: rated(',', '.'), folders: 'upper' },
};

describe("raters' files of the interviews, as programs save them", () => {
  for (const [name, { bytes, form = 'NFC', folders }] of Object.entries(raterFiles)) {
    test(name, async () => {
      const spelled = (file: string) =>
        folders === 'lower' ? file.toLowerCase() : folders === 'upper' ? file.toUpperCase() : file;
      const folder = temporaryFolder({
        [spelled('data_interview/Labels/turker_scores_full_interview.csv')]: bytes,
        ...Object.fromEntries(
          people.map(([person]) => [spelled(`data_interview/Audio/Audio/${person.normalize(form)}.wav`), '']),
        ),
      });
      const { interviews, skipped } = await readInterviews(folder);
      assert.deepEqual(skipped, []);
      assert.deepEqual(new Map(interviews.map(({ id, ratings }) => [id, ratings.Excited])), scoresOf());
      for (const { files } of interviews) assert.ok(existsSync(path.join(folder, files[0])), files[0]);
    });
  }
});

describe('features of the same interviews', () => {
  const wanted = scoresOf();
  const featureFiles: Readonly<Record<string, string | Buffer>> = {
    plain: table('participant,f0', (name, x) => `${name},${x}`),
    'Excel in Germany, Windows-1252': latin1(table('participant;f0', (name, x) => `${name};${comma(x)}`)),
    NFD: table('participant,f0', (name, x) => `${name},${x}`).normalize('NFD'),
    SMILExtract: table('name;frameTime;f0', (name, x) => `'${name}';0.000000;${x.toExponential(6)}`),
    'opensmile-python': table(
      'file,start,end,f0',
      (name, x) => `/data/${name}.wav,0 days,0 days 00:00:04,${x}`,
    ),
    pandas: lines(',participant,f0', ...people.map(([name, x], i) => `${i},${name}.wav,${x}`)),
    'questions, Windows-1252': latin1(
      lines(
        'participant&question,f0',
        ...people.flatMap(([name, x]) => [`${name}Q1,${x - 1}`, `${name}Q2,${x + 1}`]),
      ),
    ),
  };
  for (const [name, bytes] of Object.entries(featureFiles)) {
    test(name, async () => {
      const folder = temporaryFolder({ 'data_interview/Features/table.csv': bytes });
      const { participants, features, values, skipped } = await readInterviewFeatures(
        folder,
        new Set(wanted.keys()),
      );
      assert.deepEqual([features, skipped], [['f0'], []]);
      assert.deepEqual(new Map(participants.map((id, i) => [id, values[i]])), wanted);
    });
  }
});
