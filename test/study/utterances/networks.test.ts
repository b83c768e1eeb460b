import assert from 'node:assert/strict';
import test from 'node:test';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';
import { evaluateNetwork } from '../../../lib/study/utterances/networks';
import { reportSequences } from '../../../lib/study/utterances/sequences';

const generator = random(6);
const rated = () => generator.uniform(1, 5);
const labels = Array.from({ length: 90 }, (_, i) => ({
  corpus: 'IEMOCAP' as const,
  scales: 'rated' as const,
  id: `u${i}`,
  session: (i % 3) + 1,
  speaker: `Ses0${(i % 3) + 1}${i % 2 === 0 ? 'F' : 'M'}`,
  sex: 'F' as const,
  start: 0,
  end: 1,
  emotion: 'neu',
  valence: rated(),
  arousal: rated(),
  dominance: rated(),
  agreement: 1,
  categories: [],
  transcript: '',
}));
const rows = {
  features: ['a', 'b', 'c'],
  values: Float64Array.from(
    labels.flatMap(({ arousal, dominance }) => [arousal, 10 * dominance, generator.normal()]),
  ),
};
const sets = { labels, sets: [{ name: 'three', version: 1, rows, units: ['', '', ''] }] };

test('every utterance is predicted on all scales by a network of the other sessions, and repeatably', async () => {
  const tried = await evaluateNetwork(sets, 4);
  assert.deepEqual(Object.keys(tried), ['valence', 'arousal', 'dominance']);
  const of = (scale: 'valence' | 'arousal' | 'dominance') =>
    pearson(
      tried[scale]?.predicted ?? [],
      labels.map((label) => label[scale]),
    ).r;
  assert.ok(of('arousal') > 0.8, `${of('arousal')}`); // two columns say them without noise
  assert.ok(of('dominance') > 0.8, `${of('dominance')}`);
  assert.ok(Math.abs(of('valence')) < 0.4, `${of('valence')}`); // no column knows of it
  assert.ok(tried.valence?.predicted.every(Number.isFinite));
  assert.equal(tried.arousal?.set.name, 'three');
  assert.deepEqual((await evaluateNetwork(sets, 4)).arousal?.predicted, tried.arousal?.predicted);
});

test('a scale on which an utterance is not rated is left out', async () => {
  const some = labels.map((label, i) => (i === 3 ? { ...label, dominance: NaN } : label));
  assert.deepEqual(Object.keys(await evaluateNetwork({ ...sets, labels: some }, 4)), ['valence', 'arousal']);
  const none = labels.map((label) => ({ ...label, valence: NaN, arousal: NaN, dominance: NaN }));
  await assert.rejects(
    evaluateNetwork({ ...sets, labels: none }, 4),
    /no scale on which every utterance is rated/,
  );
});

test('scores of each scale with intervals around them', () => {
  const features = ['valence', 'arousal', 'dominance'];
  const noisy = (value: number) => value + generator.normal();
  const values = Float64Array.from(
    labels.flatMap(({ valence, arousal }) => [valence, noisy(arousal), generator.normal()]),
  );
  const [valence, arousal, dominance] = reportSequences({ features, values }, labels, 1);
  assert.deepEqual([valence.scale, valence.n, valence.mse], ['valence', 90, 0]);
  assert.deepEqual(valence.ci95, { ccc: [1, 1], pearson: [1, 1], mse: [0, 0], mae: [0, 0] });
  for (const one of [arousal, dominance]) {
    for (const name of ['ccc', 'pearson', 'mse', 'mae'] as const) {
      const [low, high] = one.ci95[name];
      assert.ok(low < one[name] && one[name] < high, `${name} ${one[name]} in ${low} to ${high}`);
    }
  }
  assert.ok(arousal.ci95.ccc[0] > 0);
});
