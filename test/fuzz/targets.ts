import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type fc from 'fast-check';
import { decodeWav, encodeWav } from '../../lib/audio/wav';
import { readIemocap } from '../../lib/corpora/iemocap';
import { readInterviews } from '../../lib/corpora/interviews';
import { readTable, tableBytes } from '../../lib/tables/arrow';
import { blankChecksum, setChecksum } from '../../lib/tables/checksum';
import { readOriginalPredictions, readOriginalUtterances } from '../../lib/tables/original';
import { readPickle } from '../../lib/tables/pickle';
import { readTableBatches } from '../../lib/tables/table-batches';
import pickles from '../reference/pickles.json';
import { mutated, mutatedText } from './mutate';
import { wavBytes } from './wav-bytes';

/** A reader of files from outside, and what it is fed. */
export interface Target {
  readonly cases: fc.Arbitrary<Uint8Array>;
  /** Reads the bytes; a refusal is an Error that names the file and says what was found where. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** What every refusal must say: the file, then the field, line or place. */
  readonly refusal: RegExp;
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

/** As a forger would hand it over. */
function withNewChecksum(damaged: Uint8Array): Uint8Array {
  const bytes = Buffer.from(damaged);
  const mark = blankChecksum.split(':')[0];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1))
    bytes.write(blankChecksum, at);
  setChecksum(bytes);
  return bytes;
}

const decoded = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const pickled = Object.values(pickles.protocols).flatMap((of) =>
  [of.plain, of.utterances, ...Object.values(of.arrays)].map(decoded),
);

export const targets: Readonly<Record<string, Target>> = {
  wav: {
    cases: wavBytes([encodeWav([sine], 16000), encodeWav([sine, sine], 44100, 32)]),
    read: (bytes) => decodeWav(bytes, 'case.wav'),
    refusal: /^case\.wav: .*(chunk|header|bytes|WAV|sample|text)/,
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
    refusal: /turker_scores_full_interview\.csv(, line \d+)?: .*(column|line|rows|Participant|quote|AGGR)/s,
  },
  // The checksum is what refuses these.
  arrow: {
    cases: mutated([table]),
    read: (bytes) => readTable(put('input.obj', bytes), { kind: 'utterance-features' }),
    refusal: /input\.obj: .*(found|format|expected|column|provenance)/s,
  },
  // With a checksum made anew it is the sizes in the metadata: apache-arrow itself can be busy for hours with these.
  'forged-arrow': {
    cases: mutated([table]).map(withNewChecksum),
    read: (bytes) => readTable(put('input.obj', bytes), { kind: 'utterance-features' }),
    refusal: /input\.obj: .*(found|format|expected|column|provenance)/s,
  },
  // Read batch by batch there is no checksum.
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
    refusal: /output\.obj(, utterance \d+)?: /,
  },
  'original-predictions': {
    cases: mutated(Object.values(pickles.protocols).map((of) => decoded(of.predictions))),
    read: (bytes) => readOriginalPredictions(put('input-interview-frameLengh4-overlap2.obj', bytes)),
    refusal: /overlap2\.obj(, interview \d+)?: /,
  },
};
