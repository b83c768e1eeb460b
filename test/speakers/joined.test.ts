import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { power } from '../../lib/audio/degrade';
import type { Signal } from '../../lib/audio/signal';
import { speechActivity, speechLevel } from '../../lib/speakers/activity';
import { holdOneSound, separatedByChannel } from '../../lib/speakers/by-channel';
import {
  channelEach,
  converse,
  emodbSpeakers,
  oneTrack,
  ravdessSpeakers,
  wrongShare,
  type Conversation,
} from '../support/joined-turns';
import { synthesisedSpeakers } from '../support/demo-speakers';

/** Largest share of time wrongly attributed. */
const most = { mono: 0.05, channelEach: 0.02 };

/** Turns by channel, with noise at 15 dB and crosstalk of −10 dB and −20 dB. */
function checkChannels(conversation: Conversation): void {
  for (const crosstalk of [10, 20]) {
    const [left, right] = channelEach(conversation, 15, crosstalk).map((sound) => speechActivity(sound));
    const found = separatedByChannel([left, right], ['left', 'right']);
    assert.ok(found, 'two voices');
    const { wrong, confused } = wrongShare(found.turns, conversation.truth);
    assert.ok(wrong <= most.channelEach, `${wrong} wrong at ${crosstalk} dB of crosstalk`);
    assert.ok(confused <= 0.002, `${confused} of the other speaker at ${crosstalk} dB of crosstalk`);
  }
}

function checkActivity(conversation: Conversation): void {
  for (const noise of [30, 15]) {
    const turns = speechActivity(oneTrack(conversation, noise)).speech.map((one) => ({
      ...one,
      speaker: 'A',
    }));
    const { activity } = wrongShare(turns, conversation.truth);
    assert.ok(activity <= most.mono, `${activity} wrong at ${noise} dB`);
  }
}

test('demo voices: speech, and a channel each', () => {
  const conversation = converse(synthesisedSpeakers(5), { seconds: 60, seed: 1 });
  checkActivity(conversation);
  checkChannels(conversation);
});

test('one voice in two channels, one of them weak, is one voice', () => {
  const [{ samples }] = synthesisedSpeakers(2)[0];
  const scale = (gain: number, seed: number): Signal => {
    const conversation: Conversation = {
      voices: [samples.map((x) => gain * x), new Float64Array(samples.length)],
      sampleRate: 16000,
      truth: { surely: new Uint8Array(0), perhaps: new Uint8Array(0) },
    };
    return oneTrack(conversation, 30, seed);
  };
  assert.ok(power(samples) > 0);
  assert.equal(
    separatedByChannel([speechActivity(scale(1, 1)), speechActivity(scale(0.25, 2))], ['left', 'right']),
    undefined,
  );
});

const shared = process.env.SAA_SHARED_DATA ?? '';
const skip = existsSync(path.join(shared, 'emodb-all')) ? false : 'SAA_SHARED_DATA does not point to EmoDB';

// Thresholds were chosen on speakers 03, 08, 09, 10 and sessions 1 and 2; these are the others.
test('recordings of people joined with known turns: speech, and a channel each', { skip }, async () => {
  const [emodb, ravdess] = [await emodbSpeakers(shared), await ravdessSpeakers(shared)];
  for (const [of, first, second] of [
    [emodb, '11', '12'],
    [emodb, '13', '14'],
    [emodb, '15', '16'],
    [ravdess, '3F', '3M'],
    [ravdess, '4F', '4M'],
    [ravdess, '5F', '5M'],
  ] as const) {
    const people = [of.get(first) ?? [], of.get(second) ?? []] as const;
    const conversation = converse(people, { seconds: 180, seed: 3 });
    checkActivity(conversation);
    checkChannels(conversation);
  }
});

test('two channels hold one sound at whatever gains, or nothing in one, but not where they differ', () => {
  const [left, right] = channelEach(converse(synthesisedSpeakers(3), { seconds: 20, seed: 4 }), 30, 20);
  const level = speechLevel(left);
  const weaker = speechLevel({ ...left, samples: left.samples.map((x) => x / 10) });
  const silent = speechLevel({ ...left, samples: new Float64Array(left.samples.length) });
  assert.equal(holdOneSound(level, level), true);
  assert.equal(holdOneSound(level, weaker), true);
  assert.equal(holdOneSound(level, silent), true);
  assert.equal(holdOneSound(level, speechLevel(right)), false);
});
