import assert from 'node:assert/strict';
import test from 'node:test';
import { leaveOneGroupOut, randomSplit } from '../../../lib/models/data/split';
import { random } from '../../../lib/stats/random';
import { completeUtterances, partOf, testExcited, testRegressor } from '../../../lib/study/utterances/models';
import type { LabelledUtterances } from '../../../lib/study/utterances/utterances';

/** 150 utterances of 5 sessions: arousal is feature `a` plus noise, valence is nowhere in the features. */
function utterances(): LabelledUtterances {
  const generator = random(1);
  const count = 150;
  const values = new Float64Array(count * 3);
  const labels = Array.from({ length: count }, (_, i) => {
    const arousal = generator.uniform(1, 5);
    values.set([100 * arousal + generator.normal(0, 20), generator.normal(), generator.normal(5, 1)], 3 * i);
    return {
      corpus: 'IEMOCAP' as const,
      id: `u${i}`,
      session: (i % 5) + 1,
      speaker: `Ses0${(i % 5) + 1}F`,
      sex: 'F' as const,
      start: 0,
      end: 1,
      emotion: arousal > 3 ? 'exc' : i % 2 === 0 ? 'sad' : 'fru',
      valence: generator.uniform(1, 5),
      arousal,
      dominance: 3,
      agreement: 1,
      categories: [],
      transcript: '',
    };
  });
  const segments = labels.map(({ id }) => ({ id, file: `${id}.wav`, start: 0, end: Infinity }));
  const table = { segments, features: ['a', 'b', 'c'], values };
  return { labels, table, set: { name: 'test', version: 1 }, data: 'hash', unmeasured: 0 };
}
const sessions = (labels: readonly { session: number }[]) =>
  leaveOneGroupOut(labels.map(({ session }) => String(session)));

test('utterances with a gap or without a rating are left out', () => {
  const all = utterances();
  all.table.values[3 * 4 + 1] = NaN;
  const labels = all.labels.map((label, i) => (i === 9 ? { ...label, valence: NaN } : label));
  const complete = completeUtterances({ ...all, labels });
  assert.equal(complete.labels.length, 148);
  assert.ok(!complete.labels.some(({ id }) => id === 'u4' || id === 'u9'));
  assert.equal(complete.rows.values.length, 148 * 3);
});

test('what the features hold is predicted for unheard sessions, what they do not is not', () => {
  const set = completeUtterances(utterances());
  const arousal = testRegressor(set, 'arousal', sessions(set.labels));
  assert.equal(arousal.scores.n, 150);
  assert.ok(arousal.scores.pearson > 0.95);
  assert.ok(arousal.scores.rocAuc > 0.95);
  const valence = testRegressor(set, 'valence', sessions(set.labels));
  assert.ok(valence.scores.pearson < 0.4);
  // Rows are tested in the order of the splits; label and truth stay together.
  arousal.labels.forEach((label, i) => assert.equal(label.arousal, arousal.truth[i]));
});

test('the scale and the median come from the training rows alone', () => {
  const set = completeUtterances(utterances());
  const split = randomSplit(set.labels.length, { seed: 2 });
  const before = testRegressor(set, 'arousal', [split]);
  // An absurd test row must not change what is said of the other test rows.
  const values = set.rows.values.slice();
  values[3 * split.test[0]] = 1e6;
  const after = testRegressor({ ...set, rows: { ...set.rows, values } }, 'arousal', [split]);
  assert.deepEqual(after.predicted.slice(1), before.predicted.slice(1));
  assert.deepEqual(after.above, before.above);
});

test('excited utterances are told from the others, repeatably', async () => {
  const { labels, rows } = completeUtterances(utterances());
  const set = partOf(
    { labels, rows },
    labels.flatMap(({ emotion }, row) => (['exc', 'sad'].includes(emotion) ? [row] : [])),
  );
  const tested = await testExcited(set, sessions(set.labels), 5);
  assert.ok(tested.scores.uar > 0.85, `UAR ${tested.scores.uar}`);
  assert.deepEqual((await testExcited(set, sessions(set.labels), 5)).predicted, tested.predicted);
  assert.ok(set.labels.every(({ emotion }) => emotion !== 'fru'));
});
