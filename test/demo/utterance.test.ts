import assert from 'node:assert/strict';
import { test } from 'node:test';
import { express } from '../../lib/demo/affect';
import { drawSpeaker } from '../../lib/demo/speaker';
import { nonsense, planUtterance, type Prosody } from '../../lib/demo/utterance';
import { synthesize } from '../../lib/demo/voice';
import { random } from '../../lib/stats/random';

const prosody: Prosody = {
  pitch: 120,
  range: 3,
  declination: -2,
  ending: -2,
  rate: 4.5,
  pauses: 0.3,
  precision: 1,
  tract: [1, 1, 1],
  level: -26,
  noise: -66,
};

test('tracks run forward in time, whatever the words and the tempo', () => {
  const stream = random(1);
  for (let i = 0; i < 200; i++) {
    const words = nonsense(stream.integer(1, 15), stream);
    const plan = planUtterance(words, { ...prosody, rate: stream.uniform(2, 9), pauses: 0.5 }, stream);
    for (const track of [
      plan.f0,
      ...plan.formants,
      plan.voicing,
      plan.aspiration,
      plan.frication,
      plan.fricationCentre,
    ]) {
      for (let k = 1; k < track.times.length; k++) {
        assert.ok(
          track.times[k] >= track.times[k - 1],
          `${words.join(' ')}: ${track.times[k]} after ${track.times[k - 1]}`,
        );
      }
      assert.ok(track.times[track.times.length - 1] <= plan.duration);
    }
    assert.ok(plan.f0.values.every((hz) => hz > 40 && hz < 400));
    assert.ok(plan.voicing.values.every((strength) => strength >= 0));
  }
});

test('words have the syllables asked for', () => {
  const words = nonsense(11, random(2));
  assert.equal(words.join('').length, 22);
  assert.ok(words.every((word) => word.length >= 2 && word.length <= 6));
});

test('a faster tempo is shorter, stops are silent and vowels are voiced', () => {
  const plan = (rate: number) => planUtterance(['pataka'], { ...prosody, rate, pauses: 0 }, random(3));
  assert.ok(plan(3).duration > 1.3 * plan(6).duration);
  const { truth } = synthesize(
    express(drawSpeaker('M', random(1)), { valence: 3, arousal: 3, dominance: 3 }, random(1)).voice,
    plan(4.5),
    16000,
    random(1),
  );
  const changes = truth.f0.reduce(
    (count, hz, i) => count + (i > 0 && hz > 0 !== truth.f0[i - 1] > 0 ? 1 : 0),
    0,
  );
  assert.equal(changes, 6); // three vowels: on and off
});

test('unknown letters are refused', () => {
  assert.throws(() => planUtterance(['xa'], prosody, random(1)), /"xa"/);
});

test('arousal and valence move a voice the way they should, on average', () => {
  const stream = random(4);
  const mean = (arousal: number, valence: number, of: (p: ReturnType<typeof express>) => number) => {
    let sum = 0;
    for (let i = 0; i < 400; i++) {
      sum += of(express(drawSpeaker(i % 2 ? 'F' : 'M', stream), { arousal, valence, dominance: 3 }, stream));
    }
    return sum / 400;
  };
  const rises: readonly (readonly [string, (p: ReturnType<typeof express>) => number])[] = [
    ['pitch', ({ prosody }) => Math.log2(prosody.pitch)],
    ['range', ({ prosody }) => prosody.range],
    ['rate', ({ prosody }) => prosody.rate],
    ['level', ({ prosody }) => prosody.level],
    ['F1', ({ prosody }) => prosody.tract[0]],
    ['brightness', ({ voice }) => voice.tilt],
    ['closed phase', ({ voice }) => 1 - voice.openQuotient],
    ['modal voice', ({ voice }) => -voice.breath],
  ];
  for (const [name, of] of rises)
    assert.ok(mean(4.5, 3, of) > mean(1.5, 3, of), `${name} rises with arousal`);
  assert.ok(mean(3, 4.5, ({ prosody }) => prosody.ending) > mean(3, 1.5, ({ prosody }) => prosody.ending));
  assert.ok(
    mean(3, 4.5, ({ prosody }) => prosody.tract[1]) > mean(3, 1.5, ({ prosody }) => prosody.tract[1]),
  );
});
