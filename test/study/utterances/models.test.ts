import assert from 'node:assert/strict';
import test from 'node:test';
import { leaveOneGroupOut, randomSplit } from '../../../lib/models/data/split';
import { random } from '../../../lib/stats/random';
import { completeSets, firstSet, setsFor } from '../../../lib/study/utterances/feature-sets';
import { partOf, testExcited, testRegressor, type TrainingSet } from '../../../lib/study/utterances/models';

/** 150 utterances of 5 sessions: arousal is feature `a` plus noise, valence is nowhere in the features. */
function utterances(): TrainingSet {
  const generator = random(1);
  const count = 150;
  const values = new Float64Array(count * 3);
  const labels = Array.from({ length: count }, (_, i) => {
    const arousal = generator.uniform(1, 5);
    values.set([100 * arousal + generator.normal(0, 20), generator.normal(), generator.normal(5, 1)], 3 * i);
    return {
      corpus: 'IEMOCAP' as const,
      scales: 'rated' as const,
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
  return { labels, rows: { features: ['a', 'b', 'c'], values } };
}
const sessions = (labels: readonly { session: number }[]) =>
  leaveOneGroupOut(labels.map(({ session }) => String(session)));

test('utterances with a gap in any set or without a rating are left out of all sets', () => {
  const { labels, rows } = utterances();
  const [first, second] = [rows.values.slice(), rows.values.slice()];
  first[3 * 4 + 1] = NaN;
  second[3 * 7] = NaN;
  const rated = labels.map((label, i) => (i === 9 ? { ...label, valence: NaN } : label));
  const named = (name: string, values: Float64Array) => ({
    name,
    version: 2,
    rows: { ...rows, values },
    units: ['Hz', '', ''],
  });
  const complete = completeSets(rated, [
    named('one', first),
    named('prosody', rows.values),
    named('two', second),
  ]);
  assert.equal(complete.labels.length, 147);
  assert.ok(!complete.labels.some(({ id }) => ['u4', 'u7', 'u9'].includes(id)));
  assert.deepEqual(
    complete.sets.map(({ name, version, rows: { features, values } }) => [
      name,
      version,
      features.length,
      values.length,
    ]),
    [
      ['one', 2, 3, 147 * 3],
      ['two', 2, 3, 147 * 3],
      ['prosody', 2, 3, 147 * 3],
      ['one+two', 2002, 6, 147 * 6],
      ['one+two+prosody', 2002002, 9, 147 * 9],
    ],
  );
  const joined = complete.sets[4].rows;
  assert.deepEqual(joined.features.slice(0, 4), ['one:a', 'one:b', 'one:c', 'two:a']);
  for (const [k, { rows: own }] of complete.sets.slice(0, 3).entries())
    assert.deepEqual(
      joined.values.slice(9 * 20 + 3 * k, 9 * 20 + 3 * k + 3),
      own.values.slice(3 * 20, 3 * 21),
    );
  const namesFor = (target: 'valence' | 'arousal' | 'excited') =>
    setsFor(target, complete).sets.map(({ name }) => name);
  assert.deepEqual(namesFor('arousal'), ['one', 'two', 'one+two']);
  assert.deepEqual(namesFor('excited'), ['one', 'two', 'one+two']);
  assert.equal(namesFor('valence').length, 5);
  assert.equal(firstSet(complete).rows.values[3 * 4], rows.values[3 * 5]); // the fifth, which the gap before it moved up
});

test('what the features hold is predicted for unheard sessions, what they do not is not', async () => {
  const set = utterances();
  const arousal = await testRegressor(set, 'arousal', sessions(set.labels));
  assert.equal(arousal.scores.n, 150);
  assert.ok(arousal.scores.pearson > 0.95);
  assert.ok(arousal.scores.rocAuc > 0.95);
  const valence = await testRegressor(set, 'valence', sessions(set.labels));
  assert.ok(valence.scores.pearson < 0.4);
  // Rows are tested in the order of the splits; label and truth stay together.
  arousal.labels.forEach((label, i) => assert.equal(label.arousal, arousal.truth[i]));
});

test('the scale and the median come from the training rows alone', async () => {
  const set = utterances();
  const split = randomSplit(set.labels.length, { seed: 2 });
  const before = await testRegressor(set, 'arousal', [split]);
  // An absurd test row must not change what is said of the other test rows.
  const values = set.rows.values.slice();
  values[3 * split.test[0]] = 1e6;
  const after = await testRegressor({ ...set, rows: { ...set.rows, values } }, 'arousal', [split]);
  assert.deepEqual(after.predicted.slice(1), before.predicted.slice(1));
  assert.deepEqual(after.above, before.above);
});

test('excited utterances are told from the others, repeatably', async () => {
  const { labels, rows } = utterances();
  const set = partOf(
    { labels, rows },
    labels.flatMap(({ emotion }, row) => (['exc', 'sad'].includes(emotion) ? [row] : [])),
  );
  const tested = await testExcited(set, sessions(set.labels), 5);
  assert.ok(tested.scores.uar > 0.85, `UAR ${tested.scores.uar}`);
  assert.deepEqual((await testExcited(set, sessions(set.labels), 5)).predicted, tested.predicted);
  assert.ok(set.labels.every(({ emotion }) => emotion !== 'fru'));
});
