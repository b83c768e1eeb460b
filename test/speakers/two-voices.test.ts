import assert from 'node:assert/strict';
import test from 'node:test';
import type { Contour } from '../../lib/praat/frames';
import { random } from '../../lib/stats/random';
import { separatedByPrint } from '../../lib/speakers/by-voice-print';
import { interviewee } from '../../lib/speakers/interviewee';
import { likelySpeech } from '../../lib/speakers/silero-activity';
import { product, twoVoices, type TimedPrint } from '../../lib/speakers/two-voices';

/** Prints around one of two directions every 0.2 s, one stretch of speech. */
function prints(voices: readonly number[], seed = 1): TimedPrint[] {
  const stream = random(seed);
  return voices.map((voice, n) => {
    const numbers = Float32Array.from(
      { length: 16 },
      (_, i) => stream.normal(0, 0.15) + (i === voice ? 1 : 0),
    );
    const length = Math.sqrt(product(numbers, numbers));
    return { time: 0.4 + 0.2 * n, stretch: 0, print: numbers.map((x) => x / length) };
  });
}
const times = (voice: number, count: number): number[] => new Array<number>(count).fill(voice);

test('two voices: two groups, a change at the lowest level, and one odd print in between changes nothing', () => {
  const sequence = [...times(0, 20), ...times(1, 15), 0, ...times(1, 14), ...times(0, 30)];
  const found = prints(sequence);
  const voices = twoVoices(found);
  assert.ok(voices !== undefined && voices.likeness < 0.4);
  const end = found[found.length - 1].time + 0.4;
  const values = new Float64Array(Math.round(end * 100)).fill(60);
  values[455] = 20; // between prints at 4.2 and 4.4 s
  const level: Contour = { values, start: 0, step: 0.01 };
  const { turns, uncertain } = separatedByPrint(found, voices, [{ start: 0, end }], level);
  assert.deepEqual(
    turns.map(({ speaker }) => speaker),
    ['A', 'B', 'A'],
  );
  assert.equal(turns[0].end, 4.55);
  assert.equal(turns[1].start, 4.55);
  assert.ok(Math.abs(turns[2].start - 10.3) < 0.5);
  assert.deepEqual(uncertain, []);
});

test('one print, or a handful of odd ones, is no second voice', () => {
  assert.equal(twoVoices([]), undefined);
  assert.equal(twoVoices(prints([0])), undefined);
  const voices = twoVoices(prints([...times(0, 200), ...times(1, 2)]));
  assert.ok(voices === undefined || voices.likeness > 0.8);
});

test('speech by probabilities: begins at .5, lasts to .35, joined across less than 0.3 s', () => {
  const probabilities = [
    ...times(0.1, 10),
    ...times(0.4, 5),
    ...times(0.9, 20),
    ...times(0.4, 5),
    ...times(0.1, 8),
    ...times(0.8, 10),
    ...times(0.1, 20),
    ...times(0.45, 20),
    ...times(0, 5),
  ];
  assert.deepEqual(
    likelySpeech(probabilities, 100).map(({ start, end }) => [
      Math.round(1000 * start),
      Math.round(1000 * end),
    ]),
    [[320, 1856]],
  );
});

test('the interviewee speaks more, or is named', () => {
  const turns = [
    { start: 0, end: 2, speaker: 'left' },
    { start: 3, end: 8, speaker: 'right' },
  ];
  assert.deepEqual(interviewee(turns), { name: 'right', rule: 'speaks more' });
  assert.deepEqual(interviewee(turns, 'left'), { name: 'left', rule: 'named' });
  assert.deepEqual(interviewee([]), { name: undefined, rule: 'speaks more' });
  assert.throws(
    () => interviewee(turns, 'A'),
    /interviewee A: the speakers are left and right; name one of them/,
  );
});
