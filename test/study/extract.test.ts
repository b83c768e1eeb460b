import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { encodeWav } from '../../lib/audio/wav';
import { dataFolders } from '../../lib/corpora/linked';
import { readFeatureTable } from '../../lib/tables/feature-table-file';
import { temporaryFolder } from '../support/folder';
import { openVowel, vowel } from '../support/signals';

const voice = (hz: number) => encodeWav([vowel(() => hz, openVowel, 0.5).samples], 16000);
const launcher = path.join(__dirname, '..', '..', 'scripts', 'saa.mjs');

/** `saa extract` on a data folder of these files, in a process of its own as it sets SAA_DATA. */
async function extract(files: Record<string, string | Uint8Array>) {
  const data = temporaryFolder(files);
  const artifacts = temporaryFolder({});
  const args = [launcher, 'extract', '--data', data, '--artifacts', artifacts, '--set', 'spectral'];
  const { stdout, stderr, code } = await promisify(execFile)(process.execPath, args).then(
    (said) => ({ ...said, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { stdout, stderr, code, features: path.join(artifacts, 'input.obj') };
}

const measured = (file: string) =>
  readFeatureTable(file, { kind: 'utterance-features' }).table.segments.map(({ id }) => id);

test('RAVDESS and EmoDB without IEMOCAP are measured; what is not used is said by reason', async () => {
  const whole = voice(150);
  const { stdout, stderr, code, features } = await extract({
    'ravdess/Audio_Speech_Actors_01-24/Actor_01/03-01-05-01-01-01-01.wav': whole,
    'ravdess/Audio_Speech_Actors_01-24/Actor_01/03-01-05-01-01-01-01 (1).wav': whole,
    'ravdess/Audio_Speech_Actors_01-24/Actor_01/03-02-05-01-01-01-01.wav': whole,
    'ravdess/Audio_Speech_Actors_01-24 (1)/Actor_01/03-01-05-01-01-01-01.wav': whole,
    'EmoDB/wav/03a01Fa.wav': voice(120),
  });
  assert.deepEqual(measured(features), ['03-01-05-01-01-01-01', '03a01Fa']);
  assert.match(stdout, /input\.obj: 2 rows/);
  assert.match(stderr, /1 × recording not used, by its name, .*\(1\)\.wav: expected a name of seven numbers/);
  assert.match(stderr, /1 × recording not used, by its name, .*03-02-05-01-01-01-01\.wav: song, not speech/);
  assert.match(stderr, /1 × second recording of a name/);
  assert.equal(code, 0);
});

test('a recording cut short is named and makes the status 1; the others are measured', async () => {
  const { stderr, code, features } = await extract({
    'EmoDB/03a01Fa.wav': voice(120),
    'EmoDB/03a01Wa.wav': voice(120).subarray(0, 9000),
  });
  assert.deepEqual(measured(features), ['03a01Fa']);
  assert.match(stderr, /1 × recording that cannot be opened, .*03a01Wa\.wav: truncated/);
  assert.equal(code, 1);
});

test('what is remarkable about recordings that were read is said, once by kind where it is many', async () => {
  const names = ['a01Fa', 'a02Fa', 'a04Fa', 'a05Fa', 'a07Fa', 'b01Fa'];
  const { stderr, code } = await extract({
    ...Object.fromEntries(
      names.map((name) => [
        `EmoDB/03${name}.wav`,
        encodeWav([vowel(() => 120, openVowel, 0.2).samples], 16000),
      ]),
    ),
    'EmoDB/08a01Fa.wav': encodeWav([vowel(() => 120, openVowel, 0.5).samples.map((x) => 1e-3 * x)], 16000),
  });
  assert.match(stderr, /^6 × very short, first EmoDB\/03a01Fa\.wav: 200 ms of sound$/m);
  assert.match(stderr, /^EmoDB\/08a01Fa\.wav: very quiet: /m);
  assert.equal(code, 0);
});

test('nothing to measure is said, and the status is not 0', async () => {
  const traits =
    'Overall,RecommendHiring,Colleague,Engaged,Excited,EyeContact,Smiled,SpeakingRate,NoFillers,Friendly,Paused,' +
    'EngagingTone,StructuredAnswers,Calm,NotStressed,Focused,Authentic,NotAwkward,Total';
  const scores = `Participant,Worker,${traits}\np1,AGGR${',4'.repeat(19)}\n`;
  const nothing: [Record<string, string>, RegExp][] = [
    [{}, new RegExp(`holds none of ${dataFolders} \\(nothing is there\\)`)],
    [{ 'sounds/a.txt': '' }, /holds none of .* \(found sounds\)/],
    [
      { 'RAVDESS/Actor_01/notes.txt': '' },
      /RAVDESS: no utterance of RAVDESS \(no recording there \(\*\.wav, or another format\); found Actor_01\)/,
    ],
    [
      { 'data_interview/Labels/turker_scores_full_interview.csv': scores },
      /there is no recording to measure \(data_interview\/Audio\/Audio: no recording there \(\*\.wav, or another format\)\)/,
    ],
  ];
  for (const [files, message] of nothing) {
    const { stderr, code } = await extract(files);
    assert.match(stderr, message);
    assert.equal(code, 1);
  }
});
