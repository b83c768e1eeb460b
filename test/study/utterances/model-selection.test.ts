import assert from 'node:assert/strict';
import test from 'node:test';
import { classificationRecipes, regressionRecipes } from '../../../lib/models/selection/recipes';
import type { NestedSelection } from '../../../lib/models/selection/nested';
import { random } from '../../../lib/stats/random';
import { selectExcited, selectRegression } from '../../../lib/study/utterances/model-selection';
import { testRegressor } from '../../../lib/study/utterances/models';
import { pickingGroups } from '../../../lib/study/utterances/protocols';
import type { Label } from '../../../lib/tables/labels';

/** Utterances of some sessions of one speaker each; arousal is the first column with noise. */
function corpus(sessions: number, each: number) {
  const generator = random(4);
  const features = ['energy', 'noise', 'more'];
  const labels = Array.from({ length: sessions * each }, (_, i): Label => {
    const session = 1 + Math.floor(i / each);
    const arousal = generator.uniform(1, 5);
    return {
      ...{ corpus: 'own', scales: 'rated', id: `u${i}`, session, speaker: `s${session}`, sex: 'F' },
      ...{ start: 0, end: 1, emotion: arousal > 3 ? 'exc' : 'neu', agreement: 1, categories: [] },
      ...{ transcript: '', valence: 3, arousal, dominance: 3 },
    };
  });
  const values = Float64Array.from(
    labels.flatMap(({ arousal }) => [arousal + generator.normal(), generator.normal(), generator.normal()]),
  );
  const set = { name: 'own', version: 1, rows: { features, values }, units: ['', '', ''] };
  return { labels, sets: [set] };
}

test('five sessions are groups of their own; more make five folds of whole sessions', () => {
  const few = pickingGroups(corpus(5, 4).labels);
  assert.equal(few.bySession, true);
  assert.equal(new Set(few.groups).size, 5);
  const { labels } = corpus(13, 4);
  const many = pickingGroups(labels);
  assert.equal(many.bySession, false);
  assert.equal(new Set(many.groups).size, 5);
  const groupsOf = new Map<number, Set<string>>();
  labels.forEach(({ session }, i) => {
    groupsOf.set(session, (groupsOf.get(session) ?? new Set()).add(many.groups[i]));
  });
  for (const groups of groupsOf.values()) assert.equal(groups.size, 1);
});

test('with many sessions each is predicted by the model that was picked without its fold, trained on all others', async () => {
  const sets = corpus(8, 12);
  const recipes = regressionRecipes.filter(({ kind }) => kind === 'ridge' || kind === 'linear-svr');
  let trainings = 0;
  const found = await selectRegression(sets, 'arousal', {
    recipes,
    onDone: (_, total) => (trainings = total),
  });
  assert.equal(trainings, 15 * recipes.length);
  assert.equal(found.evaluatedBy, 'five folds of whole sessions');
  assert.equal(found.picks.length, 8);
  const { groups } = pickingGroups(sets.labels);
  const picked = new Map<string, string>();
  for (const { session, selected } of found.picks) {
    const group = groups[sets.labels.findIndex((label) => `session ${label.session}` === session)];
    assert.equal(picked.get(group) ?? selected.recipe.name, selected.recipe.name);
    picked.set(group, selected.recipe.name);
  }
  // The first session's rows alone: those of the model trained on the seven others.
  const [{ session, selected }] = found.picks;
  const rows = (own: boolean) =>
    sets.labels.flatMap((label, i) => ((`session ${label.session}` === session) === own ? [i] : []));
  const again = await testRegressor(
    { labels: sets.labels, rows: sets.sets[0].rows },
    'arousal',
    [{ name: session, train: rows(false), test: rows(true) }],
    selected.recipe,
  );
  assert.deepEqual([...found.tested.predicted.subarray(0, 12)], [...again.predicted]);
});

test('a selection that was kept is used as it is', async () => {
  const sets = corpus(3, 12);
  const recipes = classificationRecipes.slice(0, 2);
  let kept: NestedSelection | undefined;
  const first = await selectExcited(sets, 1, {
    recipes,
    keep: async (compute) => (kept = await compute()),
  });
  const again = await selectExcited(sets, 1, {
    recipes,
    keep: () => Promise.resolve(kept ?? assert.fail()),
    onDone: () => assert.fail('nothing is picked anew'),
  });
  assert.deepEqual(again, first);
});
