import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { encodeWav } from '../../../lib/audio/wav';
import type { Interview } from '../../../lib/corpora/interviews';
import { modelInstalled } from '../../../lib/onnx/runtime';
import { chosenInterviewee } from '../../../lib/study/interviews/chosen-interviewee';
import {
  checkLeastSpeech,
  interviewSpeech,
  windowsWithoutSpeech,
} from '../../../lib/study/interviews/speech';
import { slidingSegments } from '../../../lib/corpora/segment';
import { temporaryFolder } from '../../support/folder';
import { channelEach, converse, framesPerSecond, oneTrack } from '../../support/joined-turns';
import { synthesisedSpeakers } from '../../support/demo-speakers';

const conversation = converse(synthesisedSpeakers(5), { seconds: 60, seed: 2 });
const stereo = channelEach(conversation, 20, 15).map(({ samples }) => samples);
const [alone] = synthesisedSpeakers(2)[0];
const folder = temporaryFolder({
  'pair.wav': encodeWav(stereo, 16000),
  'alone.wav': encodeWav([alone.samples, alone.samples], 16000),
  'torn.wav': encodeWav(stereo, 16000).subarray(0, 60),
});
const places = { data: folder, speech: path.join(folder, 'interview-speech.json') };
const interview = (id: string, ...parts: readonly string[]): Interview => ({
  id,
  person: id,
  take: 1,
  files: (parts.length > 0 ? parts : [id]).map((name) => `${name}.wav`),
  ratings: {},
  raters: [],
});

/** Seconds in which the first or second voice surely speaks. */
const seconds = (voice: 1 | 2): number =>
  conversation.truth.surely.reduce((sum, flags) => sum + ((flags & voice) > 0 ? 1 : 0), 0) / framesPerSecond;

test('the interviewee is whose channel is measured, and one voice alone whatever is named', async () => {
  const interviewee = await chosenInterviewee('B');
  for (const [channel, voice] of [
    ['left', 1],
    ['right', 2],
  ] as const) {
    const { interviews, skipped } = await interviewSpeech(
      places,
      [interview('pair'), interview('alone'), interview('torn')],
      { channel, interviewee },
    );
    // What cannot be opened was left out where the recordings were measured.
    assert.deepEqual([skipped, interviews.has('torn')], [[], false]);
    const pair = interviews.get('pair')?.recordings.get('pair.wav');
    assert.ok(pair !== undefined);
    assert.deepEqual([pair.speakers[0], pair.rule, pair.others], [channel, 'whose channel is measured', []]);
    const found = pair.own.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(
      found > 0.6 * seconds(voice) && found < 1.2 * seconds(voice),
      `${found} of ${seconds(voice)} s`,
    );
    const single = interviews.get('alone')?.recordings.get('alone.wav');
    assert.deepEqual([single?.speakers, single?.rule, single?.notes], [['A'], undefined, []]);
    assert.equal(interviews.get('alone')?.columns.ownShare, 1);
  }
});

test('an interview of two recordings: its columns are of both', async () => {
  const settings = { channel: 'left', interviewee: await chosenInterviewee('') } as const;
  const { interviews } = await interviewSpeech(
    places,
    [interview('pair'), interview('two', 'pair', 'alone')],
    settings,
  );
  const [pair, two] = ['pair', 'two'].map((id) => interviews.get(id));
  assert.deepEqual([...(two?.recordings.keys() ?? [])], ['pair.wav', 'alone.wav']);
  assert.ok(pair !== undefined && two !== undefined);
  assert.equal(two.columns.medianAnswer, pair.columns.medianAnswer);
  assert.ok(two.columns.ownShare > pair.columns.ownShare);
});

test('what was found is kept until recording or settings change, and made anew from a damaged file', async () => {
  const settings = { channel: 'left', interviewee: await chosenInterviewee('') } as const;
  const first = await interviewSpeech(places, [interview('pair')], settings);
  const stored = readFileSync(places.speech, 'utf8');
  const { mtimeMs } = statSync(places.speech);
  const again = await interviewSpeech(places, [interview('pair')], settings);
  assert.deepEqual(again, first);
  assert.equal(statSync(places.speech).mtimeMs, mtimeMs);
  await writeFile(places.speech, stored.slice(0, 100));
  assert.deepEqual(await interviewSpeech(places, [interview('pair')], settings), first);
  assert.ok(existsSync(places.speech) && statSync(places.speech).size > 100);
  await writeFile(path.join(folder, 'pair.wav'), encodeWav([oneTrack(conversation, 20).samples], 16000));
  const changed = await interviewSpeech(places, [interview('pair')], { ...settings, speakers: 1 });
  assert.deepEqual(changed.interviews.get('pair')?.recordings.get('pair.wav')?.speakers, ['A']);
});

test('windows count by the interviewee’s speech, and by who else is heard', () => {
  const windows = slidingSegments({ id: 'p', file: 'p.wav', duration: 20 }, { length: 4, hop: 4 });
  const own = [
    { start: 0, end: 4 },
    { start: 4.4, end: 4.85 },
    { start: 8, end: 11 },
    { start: 12, end: 14 },
  ];
  const others = [
    { start: 11, end: 11.5 },
    { start: 14, end: 15 },
  ];
  const speech = new Map([['p.wav', { own, others }]]);
  assert.deepEqual(windowsWithoutSpeech(windows, speech, 0.125), [1, 3, 4]);
  assert.deepEqual(windowsWithoutSpeech(windows, speech, 0.1), [3, 4]);
  assert.deepEqual(windowsWithoutSpeech(windows, speech, 0), []);
  assert.deepEqual(windowsWithoutSpeech(windows, new Map(), 0.5), []);
  for (const share of [-0.1, 1.1, NaN])
    assert.throws(() => checkLeastSpeech(share), /give a share of a window/);
});

test('the interviewee chosen: a speaker, or a mistake', async () => {
  assert.equal((await chosenInterviewee('B')).speaker, 'B');
  assert.deepEqual((await chosenInterviewee('')).speaker, undefined);
  await assert.rejects(
    chosenInterviewee('C'),
    /interviewee 'C': neither a speaker \(left, right, A, B\) nor a recording/,
  );
  if (modelInstalled('voice-print')) return;
  await assert.rejects(
    chosenInterviewee(folder),
    /needs the optional ONNX part.*npm run setup -- --with onnx/,
  );
});

const skip = modelInstalled('voice-print') ? false : 'the ONNX part is not installed';

test('the interviewee chosen: a recording, or a folder by interview or person', { skip }, async () => {
  const file = path.join(folder, 'alone.wav');
  assert.equal((await chosenInterviewee(file)).sampleOf(interview('x')), file);
  const { sampleOf } = await chosenInterviewee(folder);
  assert.equal(sampleOf({ id: 'Alone', person: 'x' }), file);
  assert.equal(sampleOf({ id: 'x', person: 'alone' }), file);
  assert.equal(sampleOf({ id: 'x', person: 'y' }), undefined);
});
