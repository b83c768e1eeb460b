import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { trainMlpRegressors, type MlpRegressor } from '../../../lib/models/networks/mlp-regressor';
import { fitMlps } from '../../../lib/models/networks/mlp-training';
import { toLayers } from '../../../lib/models/networks/mlp';
import { fitStandard } from '../../../lib/models/data/normalizer';
import { predict } from '../../../lib/models/predict';
import { trainRidge } from '../../../lib/models/linear/ridge';
import { loadModel, saveModel } from '../../../lib/models/storage/store';
import { pearson } from '../../../lib/stats/correlation';
import { random } from '../../../lib/stats/random';
import reference from '../../reference/mlp-regression.json';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';

const root = mkdtempSync(join(tmpdir(), 'mlp-regressor-test-'));
after(() => rmSync(root, { recursive: true }));

/** A target that is a product of two columns, which no weighted sum of them tells, and one that is a sum. */
function sample(seed: number, count: number) {
  const generator = random(seed);
  const values = Array.from({ length: 3 * count }, () => generator.normal());
  const noise = () => generator.normal(0, 0.2);
  const product = Array.from({ length: count }, (_, i) => 3 + values[3 * i] * values[3 * i + 1] + noise());
  const sum = Array.from(
    { length: count },
    (_, i) => 50 + 10 * (values[3 * i] - values[3 * i + 2]) + noise(),
  );
  return { rows: rowsOf(values, 3), product, sum };
}
const known = sample(1, 300);
const unseen = sample(2, 300);
const part = { rows: known.rows, targets: [known.product, known.sum] };
const trained = trainMlpRegressors([part], { seed: 3, alpha: 0.1 }).then(([models]) => models);

test('learns step by step as scikit-learn does from the same weights', async () => {
  const { columns, x, y, alpha, epochs, start, loss, predicted } = reference;
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = start;
  const vector = [hiddenWeights, hiddenBias, outputWeights, outputBias].flat();
  const rows = rowsOf(x, columns);
  const losses: number[] = [];
  const onEpoch = (_: number, value: number) => losses.push(value);
  const sizes = { inputs: columns, units: start.hiddenBias.length, outputs: 1 };
  const task = { rows, targets: y, start: Float64Array.from(vector), generator: random(1) };
  const [fitted] = await fitMlps([task], sizes, 'squared', alpha, { maxEpochs: epochs, onEpoch });
  assert.equal(losses.length, epochs);
  // Products and sums are of single precision here, of double there; values are about 1.
  losses.forEach((value, epoch) => closeTo(value, loss[epoch], 2e-6, `loss of epoch ${epoch + 1}`));
  const model: MlpRegressor = {
    kind: 'mlp-regression',
    features: rows.features,
    layers: toLayers(sizes, fitted.parameters),
    settings: {},
  };
  predict(model, rows).forEach((value, i) => closeTo(value, predicted[i], 2e-6, `row ${i}`));
});

test('learns what no weighted sum can, and another target beside it', async () => {
  const [product, sum] = await trained;
  const score = (model: Parameters<typeof predict>[0], truth: readonly number[]) =>
    pearson(predict(model, unseen.rows), truth).r;
  // The noise allows .98 and .999; ridge knows nothing of a product.
  assert.ok(score(product, unseen.product) > 0.9, `${score(product, unseen.product)}`);
  assert.ok(score(sum, unseen.sum) > 0.99, `${score(sum, unseen.sum)}`);
  assert.ok(score(trainRidge(known.rows, known.product, 1), unseen.product) < 0.3);
  const errors = predict(sum, unseen.rows).map((value, i) => Math.abs(value - unseen.sum[i]));
  assert.ok(Math.max(...errors) < 15, 'in units of the target'); // whose deviation is 14
});

test('repeats exactly, and with another seed differently', async () => {
  const first = await trained;
  const options = { seed: 3, alpha: 0.1 };
  assert.deepEqual(await trainMlpRegressors([part], options), [first]);
  const single = { rows: known.rows, targets: [known.sum] };
  const [other] = await trainMlpRegressors([single], { seed: 4, maxEpochs: 2 });
  assert.notDeepEqual(other[0].layers, first[1].layers);
});

test('comes back from disk whole', async () => {
  const [model] = await trained;
  const stored = {
    model,
    normalizer: fitStandard(known.rows),
    target: 'arousal',
    units: ['Hz', 'Hz', 's'],
    provenance: {
      kind: 'model',
      data: 'abc',
      features: { name: 'three', version: 1 },
      seed: 3,
      versions: {},
      settings: {},
    },
    scores: { ccc: 0.5 },
  };
  const folder = join(root, 'arousal');
  saveModel(folder, stored);
  const loaded = loadModel(folder, { name: 'three', version: 1, features: known.rows.features });
  assert.deepEqual(loaded.model, model);
  assert.deepEqual(predict(loaded.model, unseen.rows), predict(model, unseen.rows));
});

test('targets that do not match the rows are refused', async () => {
  await assert.rejects(
    trainMlpRegressors([{ rows: known.rows, targets: [known.sum, [1, 2]] }], { seed: 1 }),
    /2 targets for 300 rows/,
  );
});
