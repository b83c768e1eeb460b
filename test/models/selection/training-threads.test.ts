import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import test from 'node:test';
import { predictTest, type Training } from '../../../lib/models/selection/training';
import { inParallel, trainedPredictions } from '../../../lib/models/selection/training-threads';
import { classificationRecipes, regressionRecipes } from '../../../lib/models/selection/recipes';
import { InsufficientData } from '../../../lib/stats/insufficient-data';
import { random } from '../../../lib/stats/random';

const generator = random(1);
const features = ['a', 'b', 'c', 'd'];
const count = 1100; // enough for a thread
const values = Float64Array.from({ length: count * features.length }, () => generator.normal());
const rows = { features, values };
const targets = Float64Array.from({ length: count }, (_, i) => values[4 * i] + values[4 * i + 1] ** 2);
const test20 = { features, values: values.slice(0, 20 * features.length) };

test('a thread predicts what this thread does, to the last bit', async () => {
  const trainings: Training[] = [
    ...regressionRecipes.map((recipe) => ({
      kind: 'regression' as const,
      recipe,
      rows,
      targets,
      test: test20,
    })),
    ...classificationRecipes.map((recipe) => ({
      kind: 'classification' as const,
      recipe,
      classes: ['low', 'high'] as const,
      seed: 1,
      groups: Array.from({ length: count }, (_, i) => `speaker ${i % 6}`),
      rows,
      targets: targets.map((one) => Number(one > 1)),
      test: test20,
    })),
  ];
  const found = await inParallel(trainings, trainedPredictions);
  for (const [i, training] of trainings.entries()) {
    const here = await predictTest(training);
    assert.equal(here.kind, 'predicted');
    assert.deepEqual(found[i], here.kind === 'predicted' ? here.values : undefined, training.recipe.name);
  }
});

test('what the data lack is said as elsewhere, from a thread too', async () => {
  const [recipe] = classificationRecipes;
  const one = {
    kind: 'classification',
    recipe,
    classes: ['low', 'high'],
    seed: 1,
    rows,
    test: test20,
  } as const;
  const alike = new Float64Array(count);
  const here = await predictTest({ ...one, targets: alike });
  await assert.rejects(trainedPredictions({ ...one, targets: alike }), (error: unknown) => {
    assert.ok(error instanceof InsufficientData);
    assert.equal(here.kind === 'insufficient' && here.message, error.message);
    return true;
  });
});

test('work runs in parallel and comes back in order; an error ends it', async () => {
  const told: string[] = [];
  const found = await inParallel(
    [30, 1, 1],
    async (milliseconds, place) => {
      await setTimeout(milliseconds);
      return place;
    },
    (done, total) => told.push(`${done}/${total}`),
  );
  assert.deepEqual(found, [0, 1, 2]);
  assert.deepEqual(told, ['1/3', '2/3', '3/3']);
  const begun: number[] = [];
  const failing = inParallel(
    Array.from({ length: 50 }, (_, i) => i),
    async (item) => {
      begun.push(item);
      await setTimeout(1);
      if (item === 3) throw new Error('no fourth');
    },
  );
  await assert.rejects(failing, /no fourth/);
  await setTimeout(20);
  assert.ok(begun.length < 50, `${begun.length}`);
});
