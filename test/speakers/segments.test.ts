import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import type { Output } from '../../lib/commands/command-result';
import { answer } from '../../lib/commands/saa';
import { modelInstalled } from '../../lib/onnx/runtime';
import { activityBy, speechSegments } from '../../lib/speakers/segments';
import { temporaryFolder } from '../support/folder';
import {
  channelEach,
  converse,
  emodbSpeakers,
  oneTrack,
  ravdessSpeakers,
  wrongShare,
} from '../support/joined-turns';
import { synthesisedSpeakers } from '../support/demo-speakers';

const folder = temporaryFolder({
  'silent.wav': encodeWav([new Float64Array(32000), new Float64Array(32000)], 16000),
  'short.wav': encodeWav([new Float64Array(100).fill(0.1)], 16000),
  'bad.wav': 'no sound',
});
const file = (name: string): string => path.join(folder, name);
const conversation = converse(synthesisedSpeakers(5), { seconds: 60, seed: 2 });
const mono = oneTrack(conversation, 20);
const stereo = channelEach(conversation, 20, 15).map(({ samples }) => samples);

const text = (output: Output | undefined): string => {
  assert.ok(typeof output === 'string');
  return output;
};

test('saa segments: rows of a recording with a channel each, who is the interviewee, and what could not be read', async () => {
  await writeFile(file('stereo.wav'), encodeWav(stereo, 16000));
  const { output, messages, status } = await answer(['segments', file('stereo.wav'), file('bad.wav')]);
  const [head, ...rows] = text(output).trimEnd().split('\n');
  assert.equal(head, 'file,start,end,speaker');
  const turns = rows.map((row) => {
    const [name, start, end, speaker] = row.split(',');
    assert.equal(name, file('stereo.wav'));
    return { start: Number(start), end: Number(end), speaker };
  });
  const { wrong } = wrongShare(turns, conversation.truth);
  assert.ok(wrong <= 0.02, `${wrong} wrong`);
  assert.match(messages[0], /speakers by a channel each: (left|right) [\d.]+ s \(interviewee: speaks more\)/);
  assert.match(messages.join('\n'), /bad\.wav: /);
  assert.equal(status, 1);
});

test('nothing to hear: no rows, and it is said', async () => {
  for (const name of ['silent.wav', 'short.wav']) {
    const { output, messages, status } = await answer(['segments', file(name)]);
    assert.equal(output, 'file,start,end,speaker\n', name);
    assert.match(messages[0], /no speech in/, name);
    assert.equal(status, 0, name);
  }
});

test('one voice where one is told', async () => {
  const { speakers, speakersBy } = await speechSegments(file('stereo.wav'), { speakers: 1 });
  assert.deepEqual([speakers, speakersBy], [['A'], 'one voice']);
});

test('two voices in one track need the ONNX part, and the message says how to get it', async (t) => {
  if (modelInstalled('voice-print')) return t.skip('the ONNX part is installed');
  await writeFile(file('mono.wav'), encodeWav([mono.samples], 16000));
  const { messages, status } = await answer(['segments', file('mono.wav'), '--speakers', '2']);
  assert.match(messages[0], /mono\.wav: two speakers in one track.*npm run setup -- --with onnx/);
  assert.equal(status, 1);
  assert.equal(activityBy(), 'level and voicing');
});

for (const [args, message] of [
  [[], /no recording; name one/],
  [['a.wav', '--speakers', '3'], /--speakers 3: take one of 1, 2/],
  [['a.wav', '--sample', 'b.wav', '--interviewee', 'A'], /give one/],
] as const)
  test(`saa segments ${args.join(' ')}: a mistake`, async () => {
    const { messages, status } = await answer(['segments', ...args]);
    assert.match(messages[0], message);
    assert.equal(status, 2);
  });

const shared = process.env.SAA_SHARED_DATA ?? '';
const noPeople = existsSync(path.join(shared, 'emodb-all'))
  ? false
  : 'SAA_SHARED_DATA does not point to EmoDB';

test(
  'people with a channel each, noise at 15 dB: at most 2 % wrong by any detector',
  { skip: noPeople },
  async () => {
    const [emodb, ravdess] = [await emodbSpeakers(shared), await ravdessSpeakers(shared)];
    for (const [of, first, second] of [
      [emodb, '13', '12'],
      [emodb, '13', '14'],
      [ravdess, '4F', '4M'],
    ] as const) {
      const joined = converse([of.get(first) ?? [], of.get(second) ?? []], { seconds: 180, seed: 7 });
      const channels = channelEach(joined, 15, 10).map(({ samples }) => samples);
      await writeFile(file('each.wav'), encodeWav(channels, 16000));
      const { turns, speakersBy } = await speechSegments(file('each.wav'));
      assert.equal(speakersBy, 'a channel each');
      const { wrong } = wrongShare(turns, joined.truth);
      assert.ok(wrong <= 0.02, `${first} and ${second}: ${wrong}`);
    }
  },
);

const skip = noPeople ? noPeople : !modelInstalled('voice-print') ? 'the ONNX part is not installed' : false;

// Of 18 pairs one, EmoDB's 15 and 16, is mixed up, with a remark (docs/speakers.md).
// Costs and limits were chosen on EmoDB's speakers 03, 08, 09, 10 and sessions 1 and 2; these are others.
test('a woman and a man in one track, noise at 15 dB: at most 5 % wrong', { skip }, async () => {
  const [emodb, ravdess] = [await emodbSpeakers(shared), await ravdessSpeakers(shared)];
  for (const [of, first, second] of [
    [emodb, '11', '13'],
    [emodb, '12', '14'],
    [emodb, '15', '14'],
    [ravdess, '3F', '3M'],
    [ravdess, '4F', '4M'],
    [ravdess, '5F', '5M'],
  ] as const) {
    const joined = converse([of.get(first) ?? [], of.get(second) ?? []], { seconds: 180, seed: 7 });
    await writeFile(file('joined.wav'), encodeWav([oneTrack(joined, 15).samples], 16000));
    const { turns, speakersBy } = await speechSegments(file('joined.wav'), { speakers: 2 });
    assert.equal(speakersBy, 'voice print');
    const { wrong } = wrongShare(turns, joined.truth);
    assert.ok(wrong <= 0.05, `${first} and ${second}: ${wrong}`);
  }
});
