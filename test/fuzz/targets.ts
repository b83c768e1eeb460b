import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as xlsx from 'xlsx';
import { decodeWav, encodeWav } from '../../lib/audio/wav';
import { readIemocap } from '../../lib/corpora/iemocap';
import { readInterviewFeatures } from '../../lib/corpora/interview-features';
import { readInterviews } from '../../lib/corpora/interviews';
import { readLinkedCorpora } from '../../lib/corpora/linked';
import { readOwnRecordings } from '../../lib/corpora/own-recordings';
import { readIntensity } from '../../lib/praat/files/contour-file';
import { readFormant } from '../../lib/praat/files/formant-file';
import { readPitch } from '../../lib/praat/files/pitch-file';
import { readTextGrid } from '../../lib/praat/files/text-grid';
import { readTable, tableBytes } from '../../lib/tables/arrow';
import { readOriginalPredictions, readOriginalUtterances } from '../../lib/legacy/original';
import { readPickle } from '../../lib/legacy/pickle';
import { readTableBatches } from '../../lib/tables/table-batches';
import encodings from '../reference/encodings.json';
import pickles from '../reference/pickles.json';
import { praatFile, praatText } from '../support/praat-files';
import { audioBytes, audioRefusal, readAudio } from './audio-bytes';
import { mutated, mutatedText } from './mutate';
import { wavBytes } from './wav-bytes';

/** A reader of files from outside, and what it is fed. */
export interface Target {
  readonly cases: fc.Arbitrary<Uint8Array>;
  /** Reads the bytes; a refusal is an Error that names the file and says what was found where. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** What every refusal must say: the file, then the field, line or place. */
  readonly refusal: RegExp;
  /** CPU time that a case may take, s, and memory of all, MB. */
  readonly limits?: { readonly seconds: number; readonly megabytes: number };
}

/** Files below one folder that goes away with the process. */
const folder = mkdtempSync(join(tmpdir(), 'saa-fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function put(path: string, bytes: Uint8Array | string): string {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

const sine = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i) / 2);

const turn = '[6.2901 - 8.2357]\tSes01F_impro01_F000\tneu\t[2.5000, 2.5000, 2.5000]';
const evaluation = `% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]\n\n${turn}\nC-E2:\tNeutral;\t()\nC-F1:\tNeutral; Anger;\t(tired)\nA-E3:\tval 3; act 2; dom  2;\t()\nA-M1:\tval 2; act 3; dom  2;\t()\n\n`;
const transcript =
  'Ses01F_impro01_F000 [006.2901-008.2357]: Excuse me.\nSes01F_impro01_M000 [001.1-002.2]: Yes; "no".\n';
const evaluationWords = [
  turn,
  '\n',
  '\t',
  'C-E2:',
  'A-E1:',
  ';',
  'val ',
  'act ',
  '[',
  ']',
  '5',
  '-1',
  'NaN',
  'Ses01F_impro01_F000',
  ' - ',
  '()',
  '\0',
];

const dialog = 'IEMOCAP_full_release/Session1/dialog';
const recording = 'IEMOCAP_full_release/Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav';

/** A corpus of one dialog whose label and transcript files are given. */
function iemocap(labels: Uint8Array | string, transcripts: Uint8Array | string): Promise<unknown> {
  put(recording, encodeWav([sine], 16000));
  put(`${dialog}/EmoEvaluation/Ses01F_impro01.txt`, labels);
  put(`${dialog}/transcriptions/Ses01F_impro01.txt`, transcripts);
  return readIemocap(folder);
}

const traits =
  'Overall,RecommendHiring,Colleague,Engaged,Excited,EyeContact,Smiled,SpeakingRate,NoFillers,Friendly,Paused,EngagingTone,StructuredAnswers,Calm,NotStressed,Focused,Authentic,NotAwkward,Total';
const rated = (participant: string, worker: string, score: string) =>
  `${participant},${worker},${Array.from({ length: 18 }, () => score).join(',')},90\n`;
const scores = `Participant,Worker,${traits}\n${rated('p1', 'AGGR', '4.5')}${rated('p1', 'w1', '5')}${rated('"pp1"', 'AGGR', '3')}`;
const scoreWords = [
  scores.split('\n')[0],
  '\n',
  ',',
  '"',
  'p1',
  'pp1',
  '../p1',
  'AGGR',
  '4',
  '8',
  'NA',
  '1e999',
  '--undefined--',
  '\r',
  '\uFEFF',
  rated('p2', 'AGGR', '2'),
];

/** What a refusal of a table says: the file, where, what was found, and how the file was read; or that it is no text. */
const tableRefusal = (file: string) =>
  new RegExp(
    `${file}(, line \\d+)?(, column .*)?: .*(\\(read as .*, .* between columns\\)$|save (it|the table) as CSV in UTF-8$)`,
    's',
  );

const scoreTables = [
  ...encodings.cases.map(({ bytes }) => Buffer.from(bytes, 'base64')),
  Buffer.from(
    '\uFEFFsep=;\r\nParticipant ID;Score (1-7);rater;person\r\nana;4,5;a;x\r\nrémi;;b;y\r\n;;;\r\n',
  ),
  Buffer.from(',participant,score,,\n0,rec/ana.wav,"4,5",,\n1,Rémi.m4a,#N/A,,\n2,x,999,,\n'),
  Buffer.from(
    'participant,file,rater1 (1-7),Rater B (0-100),excited_rater_x,rater note\n' +
      'ana,"ana.wav; ana-2",4,50,1,no\nRémi,"1.wav, x",,"7,5",2,\nБ,,1,2,3,yes\n',
  ),
];
const labelTables = [
  Buffer.from(
    'file,start,end,speaker,sex,session,emotion,valence,arousal,arousal_min,arousal_max,rater,transcript\n' +
      'ana.wav,0,0.001,x,f,1,angry,2,0.5,0,1,r1,"Yes, ""now"""\nana,0,0.001,x,f,1,sad,3,1,0,1,r2,\nRémi.wav,,,y,m,2,,NA,0,0,1,AGGR,no\n',
  ),
  Buffer.from('sep=;\r\nFile;Speaker;arousal (1-7);Valence\r\nana;x;4,5;2\r\nR\xe9mi;y;7;1\r\n', 'latin1'),
];
const labelWords = [
  ...['file', 'start', 'end', 'speaker', 'session', 'arousal', 'arousal_min', 'arousal_max', 'arousal (1-7)'],
  ...['rater', 'emotion', 'ana', 'ana.wav', 'Rémi', '../ana', 'AGGR', 'angry', '0:00.001', '0 days 00:00:00'],
  ...['-1', '99', '4,5', '1e999', 'NA', '"', ',', ';', '\n', '\0', '\uFEFF'],
];

/** A corpus of three recordings, in a folder of its own, with these files of labels. */
function labelled(files: Readonly<Record<string, Uint8Array | string>>): Promise<unknown> {
  for (const name of ['ana', 'Rémi', '面接１']) put(`labelled/mine/${name}.wav`, encodeWav([sine], 16000));
  for (const name of ['labels.csv', 'db.yaml']) rmSync(join(folder, 'labelled/mine', name), { force: true });
  for (const [name, bytes] of Object.entries(files)) put(`labelled/mine/${name}`, bytes);
  return readLinkedCorpora(join(folder, 'labelled'));
}

/** The labels as workbooks; what is in them is not packed, so that damage reaches it. */
const workbooks = (['xlsx', 'xlsb', 'biff8', 'ods'] as const).map((bookType) => {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['notes'], ['x']]), 'About');
  const rows = [
    ['file', 'start', 'end', 'speaker', 'arousal (1-7)', 'emotion', 'recorded'],
    ['ana.wav', 0, 0.001, 'x', 4.5, 'angry', new Date(Date.UTC(2024, 4, 3))],
    ['Rémi', '', '', '007', '4,5', { t: 'e', v: 42, w: '#N/A' }, ''],
  ];
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'Labels');
  return xlsx.write(book, { type: 'buffer', bookType }) as Buffer;
});

const database = {
  'db.yaml':
    'name: small\nraters:\n  a: {type: human}\n  v: {type: vote}\nschemes:\n  emotion: {dtype: str, labels: [anger, sadness]}\n' +
    '  arousal: {dtype: float, minimum: 0, maximum: 1}\n  speaker: {dtype: str, labels: {x: {gender: female}, y: {gender: male}}}\n' +
    'tables:\n  one:\n    type: segmented\n    columns:\n      emotion: {scheme_id: emotion, rater_id: v}\n' +
    '      arousal: {scheme_id: arousal, rater_id: a}\n  files:\n    type: filewise\n    columns:\n      speaker: {scheme_id: speaker}\n',
  'db.one.csv':
    'file,start,end,emotion,arousal\nana.wav,0 days 00:00:00,0 days 00:00:00.001,anger,0.5\nRémi.wav,0 days,,sadness,1\n',
  'db.files.csv': 'file,speaker\nana.wav,x\nRémi.wav,y\n',
};
const databaseWords = [
  ...[
    'name: ',
    'tables:',
    'schemes:',
    '  one:\n',
    '    type: segmented\n',
    '    columns:\n',
    'emotion',
    'arousal',
  ],
  ...[
    '{scheme_id: ',
    'minimum: ',
    'dtype: float',
    'labels: ',
    '&a ',
    '*a',
    '<<: ',
    '[',
    ']',
    '{',
    '}',
    ': ',
    ', ',
  ],
  ...[
    '- ',
    '"',
    "'",
    '\n',
    '  ',
    '!!binary ',
    '.nan',
    '.inf',
    '|',
    '>',
    '#',
    '\t',
    '\0',
    '__proto__: ',
    '? ',
  ],
];

const featureTables = [
  Buffer.from("name;frameTime;f0;loudness\n'P1';0.000000;2.65e+01;0.532\n'pp1.wav';0.000000;3.1e+01;NA\n"),
  Buffer.from(
    'file,start,end,f0\n/data/P1.wav,0 days,0 days 00:00:02.5,1.5\n/data/P1.wav,0 days 00:00:02.5,,2\n',
  ),
  Buffer.from('participant&question\tf0\nP1Q1\t1.234,5\nP1Q2\t--undefined--\n', 'utf16le'),
  Buffer.from('"participant","f0"\n"1","R\xe9mi",1.5\n"2","pp1",2.5\n', 'latin1'),
];
const tableWords = [
  ...[
    'participant',
    'score',
    'Score (1-7)',
    'file',
    'name',
    'sep=;',
    'ana',
    'Rémi',
    'P1Q1',
    '\uFEFF',
    '\0',
    '\r',
  ],
  ...[
    '4,5',
    '1,234',
    '1.234',
    '999',
    '#N/A',
    'Infinity',
    '"',
    "'",
    ',',
    ';',
    '\t',
    '|',
    '\n',
    ' ',
    '面接１',
    'R\xe9mi',
  ],
];
/** Such tables damaged, and words of tables in any order, in UTF-8 or a byte per character. */
const tables = (originals: readonly Uint8Array[]) =>
  fc.oneof(
    { weight: 3, arbitrary: mutated(originals) },
    { weight: 1, arbitrary: mutatedText(tableWords, ['participant,score\nana,4\n']) },
    {
      weight: 1,
      arbitrary: mutatedText(tableWords, ['name;f0\nR\xe9mi;4,5\n']).map((bytes) =>
        Buffer.from(Buffer.from(bytes).toString(), 'latin1'),
      ),
    },
  );

const provenance = { kind: 'utterance-features', data: 'x', settings: {}, versions: { node: 'v20' } };
const table = tableBytes(
  [
    { name: 'id', type: 'text', values: ['a', 'b', 'c'] },
    { name: 'f0', type: 'number', unit: 'Hz', values: Float64Array.of(100, NaN, 120) },
    { name: 'n', type: 'integer', values: Int32Array.of(1, 2, 3) },
    { name: 'kept', type: 'boolean', values: [true, false, true] },
    { name: 'words', type: 'texts', values: [['a'], [], ['b', 'c']] },
  ],
  provenance,
);

const decoded = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const pickled = Object.values(pickles.protocols).flatMap((of) =>
  [of.plain, of.utterances, ...Object.values(of.arrays)].map(decoded),
);

/** What a refusal of one of Praat's files says: the file, the line but for bytes that are no text, what was found and expected. */
const praatRefusal = /^case(, line \d+)?: found .*, expected /s;
const praatWords = [
  ...[
    '"ooTextFile"\n',
    '"TextGrid"\n',
    '"Pitch 1"\n',
    '"Formant 2"\n',
    '"Intensity 2"\n',
    '<exists>\n',
    '<absent>',
  ],
  ...[
    '"IntervalTier"\n',
    '"TextTier"\n',
    '"a"\n',
    '"',
    '""',
    ' ',
    '\n',
    '!',
    '0\n',
    '1\n',
    '2\n',
    '0.5\n',
    '-1\n',
  ],
  ...[
    '4294967295\n',
    '1e999\n',
    '--undefined--\n',
    'xmin = ',
    'xmax = ',
    'size = ',
    'text = ',
    '[1]:',
    '\0',
    '\uFEFF',
  ],
];
/** Files of Praat's of one kind, damaged, and the words they are made of in any order. */
const praatFiles = (...names: readonly string[]) =>
  fc.oneof(
    { weight: 2, arbitrary: mutated(names.map(praatFile)) },
    {
      weight: 1,
      arbitrary: mutatedText(praatWords, names.filter((name) => !name.includes('utf16')).map(praatText)),
    },
  );

export const targets: Readonly<Record<string, Target>> = {
  wav: {
    cases: wavBytes([encodeWav([sine], 16000), encodeWav([sine, sine], 44100, 32)]),
    read: (bytes) => decodeWav(bytes, 'case.wav'),
    refusal: /^case\.wav: .*(chunk|header|bytes|WAV|sample|text)/,
  },
  aiff: {
    cases: audioBytes('16000.aiff', '24-bits.aiff', 'float.aifc'),
    read: readAudio,
    refusal: audioRefusal,
  },
  mp4: {
    cases: audioBytes(
      'index-at-start-16000.m4a',
      'film.mp4',
      'film.mov',
      'fragmented.m4a',
      'flac.mp4',
      'pcm.mov',
    ),
    read: readAudio,
    refusal: audioRefusal,
  },
  matroska: {
    cases: audioBytes('film.mkv', 'film.webm', 'vorbis.webm', 'flac.mkv', 'opus.mka', 'pcm.mkv'),
    read: readAudio,
    refusal: audioRefusal,
  },
  ogg: {
    cases: audioBytes('16000.ogg', '44100.ogg', '48000.opus'),
    read: readAudio,
    refusal: audioRefusal,
  },
  'mp3-aac-flac': {
    cases: audioBytes(
      'constant-8000.mp3',
      'variable-44100.mp3',
      'cover-48000.mp3',
      'frames.aac',
      '16000.flac',
      'cover.flac',
    ),
    read: readAudio,
    refusal: audioRefusal,
  },
  'emo-evaluation': {
    cases: mutatedText(evaluationWords, [evaluation]),
    read: (bytes) => iemocap(bytes, transcript),
    refusal: /IEMOCAP_full_release: no utterance with recording and label \(.*(EmoEvaluation|wav)/s,
  },
  transcription: {
    cases: mutatedText(['Ses01F_impro01_F000', ' [1-2]', ':', '\n', '<script>', 'é'], [transcript]),
    read: (bytes) => iemocap(evaluation, bytes),
    refusal: /(?!)/, // a transcript is never a reason to refuse a corpus
  },
  'rater-scores': {
    cases: mutatedText(scoreWords, [scores]),
    read: (bytes) => {
      put('data_interview/Labels/turker_scores_full_interview.csv', bytes);
      return readInterviews(folder);
    },
    refusal: tableRefusal('turker_scores_full_interview\\.csv'),
  },
  'own-scores': {
    cases: tables(scoreTables),
    read: (bytes) => {
      for (const name of ['ana', 'Rémi', '面接１', 'Björn', 'Иван']) put(`recordings/${name}.wav`, '');
      for (const name of ['ana-2', 'ana (3)', 'Rémi/1', 'x/1']) put(`recordings/${name}.mp3`, name);
      return readOwnRecordings(join(folder, 'recordings'), put('scores.csv', bytes));
    },
    refusal: tableRefusal('scores\\.csv'),
  },
  'features-table': {
    cases: tables(featureTables),
    read: (bytes) => {
      put('data_interview/Features/features.csv', bytes);
      return readInterviewFeatures(folder, new Set(['p1', 'pp1', 'rémi']));
    },
    refusal: tableRefusal('features\\.csv'),
  },
  'labels-table': {
    cases: fc.oneof(
      { weight: 3, arbitrary: mutated(labelTables) },
      {
        weight: 1,
        arbitrary: mutatedText(
          labelWords,
          labelTables.map((bytes) => bytes.toString('latin1')),
        ),
      },
    ),
    read: (bytes) => labelled({ 'labels.csv': bytes }),
    refusal: new RegExp(
      `${tableRefusal('labels\\.csv').source}|labels\\.csv: no utterance with recording and label \\(.*: .*\\)$`,
      's',
    ),
  },
  workbook: {
    limits: { seconds: 15, megabytes: 1600 }, // reading is given up after 5 s or 1 GB, whose collection takes time too
    cases: mutated(workbooks),
    read: (bytes) => labelled({ 'labels.csv': bytes }),
    refusal: new RegExp(
      `${tableRefusal('labels\\.csv').source}|labels\\.csv(, line \\d+)?(, column .*)?: .*\\(read as sheet ".*" of a workbook\\)$|labels\\.csv: no utterance with recording and label \\(.*: .*\\)$`,
      's',
    ),
  },
  'audformat-header': {
    cases: mutatedText(databaseWords, [database['db.yaml']]),
    read: (bytes) => labelled({ ...database, 'db.yaml': bytes }),
    refusal:
      /(db\.yaml: [^ ].*: found .*, expected .*|db\.yaml: tables\..*: found no db\..*\.csv beside it; .*|: no utterance with recording and label \(.*\)|db\.\w+\.csv: no column .*)$/s,
  },
  'audformat-table': {
    cases: fc.oneof(
      { weight: 3, arbitrary: mutated([Buffer.from(database['db.one.csv'])]) },
      { weight: 1, arbitrary: mutatedText(labelWords, [database['db.one.csv']]) },
    ),
    read: (bytes) => labelled({ ...database, 'db.one.csv': bytes }),
    refusal: new RegExp(
      `${tableRefusal('db\\.one\\.csv').source}|db\\.yaml: (no utterance with recording and label \\(.*\\)|tables: found .*, expected .*)$`,
      's',
    ),
  },
  // The checksum is what refuses these.
  arrow: {
    cases: mutated([table]),
    read: (bytes) => readTable(put('input.obj', bytes), { kind: 'utterance-features' }),
    refusal: /input\.obj: .*(found|format|expected|column|provenance)/s,
  },
  'arrow-batches': {
    cases: mutated([table]),
    read: (bytes) =>
      readTableBatches(put('input.obj', bytes), async (parts) => {
        let rows = 0;
        for await (const [first] of parts) rows += first.values.length;
        return rows;
      }),
    refusal: /input\.obj: .*(found|format|expected|column|provenance)/s,
  },
  pickle: {
    cases: mutated(pickled),
    read: (bytes) => readPickle(bytes, 'case.obj'),
    refusal: /^case\.obj: pickle refused.*byte/s,
  },
  'original-utterances': {
    cases: mutated(Object.values(pickles.protocols).map((of) => decoded(of.utterances))),
    read: (bytes) => readOriginalUtterances(put('output.obj', bytes)),
    refusal: /output\.obj(, utterance \d+(, \w+)?)?: /,
  },
  'original-predictions': {
    cases: mutated(Object.values(pickles.protocols).map((of) => decoded(of.predictions))),
    read: (bytes) => readOriginalPredictions(put('input-interview-frameLengh4-overlap2.obj', bytes)),
    refusal: /overlap2\.obj(, interview \d+(, \w+)?)?: /,
  },
  'text-grid': {
    cases: praatFiles('long.TextGrid', 'short.TextGrid', 'long-utf16.TextGrid', 'short-utf16.TextGrid'),
    read: (bytes) => readTextGrid(bytes, 'case'),
    refusal: praatRefusal,
  },
  'pitch-file': {
    cases: praatFiles('long.Pitch', 'short.Pitch'),
    read: (bytes) => readPitch(bytes, 'case'),
    refusal: praatRefusal,
  },
  'formant-file': {
    cases: praatFiles('long.Formant', 'short.Formant'),
    read: (bytes) => readFormant(bytes, 'case'),
    refusal: praatRefusal,
  },
  'intensity-file': {
    cases: praatFiles('long.Intensity', 'short.Intensity'),
    read: (bytes) => readIntensity(bytes, 'case'),
    refusal: praatRefusal,
  },
};
