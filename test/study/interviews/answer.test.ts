import assert from 'node:assert/strict';
import test from 'node:test';
import { random } from '../../../lib/stats/random';
import { answerInWords, compareWays } from '../../../lib/study/interviews/answer';

const study = { interviews: 138, persons: 69, ofTrait: ' of Excited' };
const words = (difference: number, low: number, high: number, p: number) =>
  answerInWords(
    { pearson: 0.5 + difference },
    { pearson: 0.5 },
    { difference, interval: [low, high], p },
    study,
  );

test('the answer says what the numbers say, whichever way they fall', () => {
  assert.match(
    words(0.2, 0.1, 0.3, 0.0002),
    /^Training directly on whole interviews does better .* The claim holds here\.$/,
  );
  assert.match(
    words(0.2, 0.1, 0.3, 0.0002),
    /r = 0\.70 against r = 0\.50 with the human score of Excited, difference 0\.20 .*0\.10 to 0\.30, p = 2e-4/,
  );
  assert.match(
    words(-0.2, -0.3, -0.1, 0.01),
    /^Inferring interviews from their windows does better .* does not hold here\.$/,
  );
  assert.match(words(-0.2, -0.3, -0.1, 0.01), /difference −0\.20/);
  for (const difference of [0.1, -0.1]) {
    const undecided = words(difference, -0.3, 0.3, 0.3);
    assert.match(undecided, /cannot be told apart on these 138 interviews .* neither is shown to be better/);
    assert.doesNotMatch(undecided, /ahead|does better/);
  }
  // −0.4 + 0.5 is still positive, −0.9 + 0.5 is not.
  assert.doesNotMatch(words(-0.4, -0.5, -0.3, 0.01), /negative/);
  assert.match(
    words(-0.9, -1, -0.8, 0.01),
    /has learned nothing shows as a negative r under this protocol\.$/,
  );
  assert.match(
    words(NaN, NaN, NaN, NaN),
    /^There is no answer here: .* \(interviews: 138, persons: 69; both/,
  );
});

test('ways are compared in pairs, on the same resampled persons', () => {
  const generator = random(2);
  const persons = Array.from({ length: 60 }, (_, i) => String(i >> 1));
  const human = persons.map(() => generator.normal());
  const noisy = (deviation: number) => human.map((value) => value + generator.normal(0, deviation));
  const ways = { rough: noisy(2), fine: noisy(0.3), none: human.map(() => NaN) };
  const [better, undefinedOne] = compareWays(
    ways,
    [
      ['rough', 'fine'],
      ['rough', 'none'],
    ],
    human,
    persons,
    1,
  );
  assert.ok(better.difference > 0 && better.interval[0] > 0 && better.pHolm < 0.01);
  assert.ok(Number.isNaN(undefinedOne.p) && Number.isNaN(undefinedOne.pHolm));
});
