import assert from 'node:assert/strict';
import test from 'node:test';
import { balancedWeights, type ClassWeights } from '../../../lib/models/data/class-weights';
import { toLayers } from '../../../lib/models/networks/mlp';
import { trainMlpClassifiers, type MlpClassifier } from '../../../lib/models/networks/mlp-classifier';
import { fitMlps, type Schedule } from '../../../lib/models/networks/mlp-training';
import { predict } from '../../../lib/models/predict';
import type { Rows } from '../../../lib/models/data/rows';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';
import weighted from '../../reference/kernel-models.json';
import reference from '../../reference/models.json';

const classes: readonly [string, string] = ['not excited', 'excited'];

/** One network alone. */
async function trainMlp(
  rows: Rows,
  targets: ArrayLike<number>,
  options: Parameters<typeof trainMlpClassifiers>[2],
): Promise<MlpClassifier> {
  return (await trainMlpClassifiers([{ rows, targets }], classes, options))[0];
}

/** A network that begins with given parameters instead of random ones. */
async function trainFrom(
  start: readonly (readonly number[])[],
  rows: Rows,
  targets: ArrayLike<number>,
  alpha: number,
  schedule: Schedule,
  weights?: ClassWeights,
): Promise<MlpClassifier> {
  const sizes = { inputs: rows.features.length, units: start[1].length, outputs: 1 };
  const task = { rows, targets, weights, start: Float64Array.from(start.flat()), generator: random(1) };
  const [{ parameters }] = await fitMlps([task], sizes, 'cross-entropy', alpha, schedule);
  return { kind: 'mlp', features: rows.features, classes, layers: toLayers(sizes, parameters), settings: {} };
}

/** Of outputs, whose products and sums are of single precision, beside those of double; values are about 1. */
const SINGLE = 2e-6;

/** Two noisy classes that a curved border tells apart. */
function sample(seed: number, count: number): { values: number[]; targets: number[] } {
  const generator = random(seed);
  const values: number[] = [];
  const targets: number[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b] = [generator.next(), generator.next()];
    values.push(a, b, generator.next());
    targets.push((a - 0.5) ** 2 + (b - 0.5) ** 2 + generator.normal(0, 0.02) < 0.12 ? 1 : 0);
  }
  return { values, targets };
}

test('learns step by step as scikit-learn does from the same weights', async () => {
  const { columns, x, y, alpha, epochs, start, loss, probability } = reference.mlp;
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = start;
  const losses: number[] = [];
  const rows = rowsOf(x, columns);
  const model = await trainFrom([hiddenWeights, hiddenBias, outputWeights, outputBias], rows, y, alpha, {
    maxEpochs: epochs,
    onEpoch: (_, value) => losses.push(value),
  });
  assert.equal(losses.length, epochs);
  losses.forEach((value, epoch) => closeTo(value, loss[epoch], SINGLE, `loss of epoch ${epoch + 1}`));
  predict(model, rows).forEach((value, i) => closeTo(value, probability[i], SINGLE, `row ${i}`));
});

test('finds a curved border', async () => {
  const train = sample(1, 450);
  const unseen = sample(2, 300);
  const model = await trainMlp(rowsOf(train.values, 3), train.targets, { seed: 3 });
  const probability = predict(model, rowsOf(unseen.values, 3));
  const right = unseen.targets.filter((target, i) => (probability[i] >= 0.5 ? 1 : 0) === target).length;
  // No straight line does better than the larger class, about 62 %; the noise allows about 93 %.
  assert.ok(right / 300 > 0.85, `${right} of 300 right`);
});

test('the same seed gives the same weights, another seed others', async () => {
  const { values, targets } = sample(4, 250); // two batches
  const weights = async (seed: number) => {
    const model = await trainMlp(rowsOf(values, 3), targets, { seed, maxEpochs: 5 });
    return model.layers.flatMap((layer) => [...layer.weights, ...layer.bias]);
  };
  const first = await weights(7);
  assert.deepEqual(await weights(7), first);
  assert.notDeepEqual(await weights(8), first);
});

test('an error of the progress callback ends the training', async () => {
  const { values, targets } = sample(5, 60);
  const stopped = trainMlp(rowsOf(values, 3), targets, {
    seed: 1,
    onEpoch: (epoch) => {
      if (epoch === 2) throw new Error('stopped by hand');
      assert.ok(epoch <= 2);
    },
  });
  await assert.rejects(stopped, /stopped by hand/);
});

test('networks trained side by side learn as if alone', async () => {
  // One, two and three batches, of which the last ones are short; the first network ends much earlier than the others.
  const parts = [sample(6, 90), sample(7, 250), sample(8, 450)].map(({ values, targets }, k) => ({
    rows: rowsOf(k === 0 ? values.map((_, i) => (targets[Math.floor(i / 3)] === 1 ? 50 : -50)) : values, 3),
    targets,
    weights: k === 1 ? balancedWeights(targets) : undefined,
  }));
  const options = { seed: 1, maxEpochs: 60 };
  const together = await trainMlpClassifiers(parts, classes, options);
  assert.ok(together[0].settings.epochs < 60, `${together[0].settings.epochs} epochs`);
  for (const [k, part] of parts.entries()) {
    const [alone] = await trainMlpClassifiers([part], classes, options);
    assert.deepEqual(together[k].settings, alone.settings);
    const expected = predict(alone, part.rows);
    predict(together[k], part.rows).forEach((p, i) =>
      closeTo(p, expected[i], SINGLE, `network ${k}, row ${i}`),
    );
  }
});

test('networks in training at the same time do not disturb each other', async () => {
  const [one, two] = [sample(6, 90), sample(7, 450)];
  const train = ({ values, targets }: typeof one, hiddenUnits: number) =>
    trainMlp(rowsOf(values, 3), targets, { seed: 1, maxEpochs: 4, hiddenUnits });
  const together = await Promise.all([train(one, 7), train(two, 50)]);
  assert.deepEqual(together, [await train(one, 7), await train(two, 50)]);
});

test('training ends when the loss no longer falls', async () => {
  // Two rows far apart: the loss is soon below any step of 1e-4.
  const model = await trainMlp(rowsOf([-50, 50], 1), [0, 1], { seed: 1 });
  assert.ok(model.settings.epochs < 60, `${model.settings.epochs} epochs`);
});

test('a network without hidden units is refused', async () => {
  await assert.rejects(trainMlp(rowsOf([1, 2], 1), [0, 1], { seed: 1, hiddenUnits: 0 }), /0 hidden units/);
});

test('one class alone, or other targets than 0 and 1, are refused', async () => {
  const rows = rowsOf([1, 2], 1);
  await assert.rejects(trainMlp(rows, [1, 1], { seed: 1 }), /no training row is not excited/);
  await assert.rejects(
    trainMlp(rows, [0, 2], { seed: 1 }),
    /target 2 in training row 1; write 0 for not excited/,
  );
});

test('weighted classes are learned as scikit-learn learns them', async () => {
  const { columns, x, classes, network } = weighted;
  const rows = rowsOf(x, columns);
  const schedule = { maxEpochs: network.epochs };
  const model = await trainFrom(network.start, rows, classes, 1e-4, schedule, balancedWeights(classes));
  predict(model, rows).forEach((p, i) => closeTo(p, network.probability[i], SINGLE));
});
