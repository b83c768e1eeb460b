import assert from 'node:assert/strict';
import test from 'node:test';
import { trainRegression, originalRegression } from '../../../lib/models/selection/recipes';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';
import { cueImportance, linearCues } from '../../../lib/study/utterances/cues';
import { testRegressor } from '../../../lib/study/utterances/models';
import { splitsOf } from '../../../lib/study/utterances/protocols';
import { closeTo } from '../../support/close-to';

const generator = random(2);
const features = ['f0_mean', 'f0_std', 'energy', 'duration'];
const labels = Array.from({ length: 60 }, (_, i) => ({
  corpus: 'IEMOCAP' as const,
  scales: 'rated' as const,
  id: `u${i}`,
  session: (i % 4) + 1,
  speaker: `Ses0${(i % 4) + 1}F`,
  sex: 'F' as const,
  start: 0,
  end: 1,
  emotion: 'neu',
  valence: 3,
  arousal: generator.uniform(1, 5),
  dominance: 3,
  agreement: 1,
  categories: [],
  transcript: '',
}));
const values = Float64Array.from(
  labels.flatMap(({ arousal }) => [
    generator.normal(),
    generator.normal(),
    arousal + generator.normal(0, 0.2),
    1,
  ]),
);
const set = { labels, rows: { features, values } };

test('what cues add to the typical prediction sums to the prediction, which is that of the original’s regression', async () => {
  const { cues, each } = linearCues(set, 'arousal');
  assert.deepEqual(cues, ['pitch', 'loudness', 'timing']);
  const tested = await testRegressor(set, 'arousal', splitsOf(labels, 'leaveOneSessionOut', 1));
  const predictedOf = new Map(tested.labels.map(({ id }, i) => [id, tested.predicted[i]]));
  for (const { id, predicted, typical, parts } of each) {
    closeTo(
      parts.reduce((sum, part) => sum + part, typical),
      predicted,
      1e-9, // rounding
    );
    closeTo(predicted, predictedOf.get(id) ?? NaN, 1e-9);
    assert.equal(parts[2], 0); // a constant column moves nothing
  }
  const moved = (c: number) => each.reduce((sum, { parts }) => sum + Math.abs(parts[c]), 0) / each.length;
  assert.ok(moved(1) > 5 * moved(0), `${moved(1)} by loudness, ${moved(0)} by pitch`);
});

test('cues shuffled among some of the utterances cost about what they cost among all', () => {
  const truth = Float64Array.from(labels, ({ arousal }) => arousal);
  const fitted = trainRegression(originalRegression, set.rows, truth);
  const half = (from: number) => ({
    fitted,
    rows: { features, values: values.slice(4 * from, 4 * (from + 30)) },
    truth: truth.slice(from, from + 30),
  });
  const correlation = (a: Float64Array, b: Float64Array) => pearson(a, b).r;
  const cost = (most: number) => cueImportance([half(0), half(30)], correlation, 1, most);
  const all = cost(60);
  const drawn = cost(40);
  assert.deepEqual(
    drawn.map(({ name }) => name),
    all.map(({ name }) => name),
  );
  assert.notDeepEqual(drawn, all);
  all.forEach(({ value }, i) => closeTo(drawn[i].value, value, 0.2)); // r of 40 rows has a deviation of .16 without a relation
  assert.deepEqual(cost(1000), all);
});
