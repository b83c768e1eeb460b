import assert from 'node:assert/strict';
import test from 'node:test';
import { pearson } from '../../../lib/stats/correlation';
import { InsufficientData } from '../../../lib/stats/insufficient-data';
import { random } from '../../../lib/stats/random';
import { attentionScores } from '../../../lib/study/interviews/attention';
import type { WindowPrediction } from '../../../lib/tables/predictions';

// Twelve interviews of six persons: the score is that of the few windows with a high probability; the others are noise.
const persons = Array.from({ length: 12 }, (_, i) => `p${i % 6}`);
const ids = persons.map((person, i) => `${i < 6 ? '' : 'p'}${person}`);
const human = ids.map((_, i) => 1 + ((i * 5) % 12) / 2);
const generator = random(5);
const predictions = ids.flatMap((interview, i) =>
  Array.from({ length: 30 }, (_, w): WindowPrediction => {
    const counts = w % 6 === 0;
    return {
      interview,
      start: 2 * w,
      end: 2 * w + 4,
      valence: 3 + 0.2 * generator.normal(),
      arousal: counts ? human[i] : 3.5 + 2 * generator.normal(),
      probability: counts ? 0.9 : 0.1,
      excited: counts,
    };
  }),
);

test('finds the windows that count, of persons it has not heard, and repeats exactly', async () => {
  const told: number[] = [];
  const run = () => attentionScores(ids, persons, predictions, human, 3, (done) => told.push(done));
  const scores = await run();
  const { r } = pearson(scores, Float64Array.from(human));
  const means = ids.map((id) => {
    const own = predictions.filter(({ interview }) => interview === id);
    return own.reduce((sum, { arousal }) => sum + arousal, 0) / own.length;
  });
  const plain = pearson(Float64Array.from(means), Float64Array.from(human)).r;
  assert.ok(r > 0.9 && r > plain, `attention ${r}, plain mean ${plain}`);
  assert.deepEqual(told, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(await run(), scores);
});

test('an interview without a whole window gets no score, and the others do', async () => {
  const silent = predictions.map((one) => (one.interview === 'p1' ? { ...one, valence: NaN } : one));
  const scores = await attentionScores(ids, persons, silent, human, 3);
  assert.deepEqual(
    ids.filter((_, i) => Number.isNaN(scores[i])),
    ['p1'],
  );
});

test('two persons, or predictions without a probability, are too little, which is said', async () => {
  const two = persons.map((person) => (person < 'p3' ? 'a' : 'b'));
  await assert.rejects(attentionScores(ids, two, predictions, human, 3), (error) => {
    return error instanceof InsufficientData && /three persons or more, not 2/.test(error.message);
  });
  const original = predictions.map((one) => ({ ...one, probability: NaN }));
  await assert.rejects(attentionScores(ids, persons, original, human, 3), (error) => {
    return error instanceof InsufficientData && /no window here has probability$/.test(error.message);
  });
});
