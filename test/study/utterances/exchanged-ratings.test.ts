import assert from 'node:assert/strict';
import test from 'node:test';
import { leaveOneGroupOut } from '../../../lib/models/data/split';
import { regressionRecipes } from '../../../lib/models/selection/recipes';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';
import { exchangeRatings, negativeControl } from '../../../lib/study/utterances/exchanged-ratings';
import { ratingsOf, testRegressor } from '../../../lib/study/utterances/models';
import { speakersOf } from '../../../lib/study/utterances/protocols';
import type { Label } from '../../../lib/tables/labels';

// 200 utterances of eight speakers who all read one script: the same place in it has the same rating, which is heard.
const generator = random(5);
const script = Array.from({ length: 25 }, () => generator.uniform(1, 5));
const labels = Array.from({ length: 200 }, (_, i): Label => {
  const speaker = Math.floor(i / 25);
  return {
    ...{ corpus: 'own', scales: 'rated', id: `u${i}`, session: speaker + 1, speaker: `s${speaker}` },
    ...{ sex: 'F', start: 0, end: 1, emotion: 'neu', agreement: 1, categories: [], transcript: '' },
    ...{ valence: generator.uniform(1, 5), arousal: script[i % 25] + speaker / 8, dominance: i },
  };
});
const features = ['energy', 'noise'];
const values = Float64Array.from(
  labels.flatMap(({ arousal }) => [arousal + generator.normal(0, 0.2), generator.normal()]),
);
const set = { labels, rows: { features, values } };
const splits = leaveOneGroupOut(speakersOf(labels));
const recipe =
  regressionRecipes.find(({ kind }) => kind === 'rbf-svr') ?? assert.fail('no regression with a kernel');

test('every speaker gets the ratings of one other speaker, whole, in another order', () => {
  const exchanged = exchangeRatings(labels, 1);
  const own = (of: readonly Label[], speaker: string) =>
    of.filter((label) => label.speaker === speaker).map(({ dominance }) => dominance); // of one utterance each
  const speakers = [...new Set(speakersOf(labels))];
  const givers = speakers.map((speaker) => {
    const got = own(exchanged, speaker);
    const giver = speakers.find((other) => own(labels, other).includes(got[0])) ?? assert.fail();
    assert.notEqual(giver, speaker);
    assert.deepEqual([...got].sort(), own(labels, giver).sort());
    assert.notDeepEqual(got, own(labels, giver));
    return giver;
  });
  assert.equal(new Set(givers).size, speakers.length);
  for (const { arousal, valence, dominance } of exchanged) {
    assert.equal(arousal, labels[dominance].arousal); // the scales of an utterance stay together
    assert.equal(valence, labels[dominance].valence);
  }
});

test('speakers with few and many utterances: nobody is left without a rating', () => {
  const uneven = labels.slice(0, 30); // 25 of the first speaker and 5 of the second
  const exchanged = exchangeRatings(uneven, 2);
  const given = (speaker: string) => exchanged.filter((label) => label.speaker === speaker);
  const counts = new Map<number, number>();
  for (const { dominance } of given('s0')) counts.set(dominance, (counts.get(dominance) ?? 0) + 1);
  assert.deepEqual(
    [...counts].sort(),
    [25, 26, 27, 28, 29].map((id) => [id, 5]),
  );
  assert.ok(given('s1').every(({ dominance }) => dominance < 25));
  assert.throws(() => exchangeRatings(labels.slice(0, 25), 1), /one speaker/);
});

test('a model that predicts well scores 0 on exchanged ratings, although all speakers read one script', async () => {
  const honest = await testRegressor(set, 'arousal', splits, recipe);
  assert.ok(honest.scores.ccc > 0.9, `${honest.scores.ccc}`);
  const { ccc, ci95, leaks } = await negativeControl(set, 'arousal', splits, recipe, 1);
  assert.ok(ci95[0] <= 0 && ci95[1] >= 0, ci95.join());
  assert.ok(Math.abs(ccc) < 0.05, `${ccc}`);
  assert.equal(leaks, false);
  // Speakers left out are not punished for the others' mean: no drift below 0.
  const plain: number[] = [];
  for (let k = 0; k < 10; k++) {
    const exchanged = exchangeRatings(labels, 1 + k);
    const tested = await testRegressor({ labels: exchanged, rows: set.rows }, 'arousal', splits, recipe);
    plain.push(pearson(ratingsOf(tested.labels, 'arousal'), tested.predicted).r);
  }
  assert.ok(plain.filter((r) => r < 0).length > 5, plain.join());
});

test('test rows among the training rows are found out', async () => {
  const everywhere = splits.map(({ name, test: tested }) => ({
    name,
    train: labels.map((_, row) => row),
    test: tested,
  }));
  const { ci95, leaks } = await negativeControl(set, 'arousal', everywhere, recipe, 1);
  assert.equal(leaks, true, ci95.join());
});
