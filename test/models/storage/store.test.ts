import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import type { MlpClassifier } from '../../../lib/models/networks/mlp-classifier';
import { trainLasso } from '../../../lib/models/linear/elastic-net';
import { trainRbfSvm } from '../../../lib/models/svm/rbf-svm';
import { trainRbfSvr } from '../../../lib/models/svm/rbf-svr';
import { fitMinMax, fitQuantile, fitRobust, fitStandard } from '../../../lib/models/data/normalizer';
import { predict } from '../../../lib/models/predict';
import { trainLinearSvr } from '../../../lib/models/svm/linear-svr';
import { loadModel, replacedModel, saveModel, type StoredModel } from '../../../lib/models/storage/store';
import { trainLinearSvm } from '../../../lib/models/svm/linear-svm';
import { random } from '../../../lib/stats/random';
import { rowsOf } from '../../support/rows';

const root = mkdtempSync(join(tmpdir(), 'store-test-'));
after(() => rmSync(root, { recursive: true }));

const generator = random(2);
const rows = rowsOf(
  Array.from({ length: 60 }, () => generator.next()),
  3,
);
const targets = Array.from({ length: 20 }, () => generator.normal());
const network: MlpClassifier = {
  kind: 'mlp',
  features: rows.features,
  classes: ['calm', 'excited'],
  layers: [
    { weights: Float64Array.from({ length: 6 }, () => generator.normal()), bias: Float64Array.of(0.1, -0.2) },
    { weights: Float64Array.of(1 / 3, -Math.PI), bias: Float64Array.of(1e-17) },
  ],
  settings: { seed: 5 },
};
const valence: StoredModel = {
  model: trainLinearSvr(rows, targets),
  normalizer: fitMinMax(rows),
  target: 'valence',
  units: ['Hz', 'Hz', 's'],
  provenance: {
    kind: 'model',
    data: 'abc123',
    features: { name: 'original83', version: 2 },
    settings: { protocol: 'leave one session out' },
    seed: 5,
    versions: { node: 'v20' },
  },
  scores: { pearson: 0.5, ccc: null },
};
const expected = { name: 'original83', version: 2, features: rows.features };

function saved(name: string, stored: StoredModel = valence): string {
  const folder = join(root, name);
  saveModel(folder, stored);
  return folder;
}

function change(folder: string, edit: (header: Record<string, unknown>) => void): void {
  const path = join(folder, 'model.json');
  const header = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  edit(header);
  writeFileSync(path, JSON.stringify(header));
}

test('a regressor comes back whole', () => {
  assert.deepEqual(loadModel(saved('valence'), expected), valence);
});

test('a network with standard scaling comes back whole and predicts the same', () => {
  const stored = { ...valence, model: network, normalizer: fitStandard(rows), target: 'excited' };
  const loaded = loadModel(saved('excited', stored), expected);
  assert.deepEqual(loaded, stored);
  assert.deepEqual(predict(loaded.model, rows), predict(network, rows));
});

test('saving again replaces the model and leaves no old numbers', () => {
  const folder = saved('again');
  saveModel(folder, { ...valence, model: network });
  assert.equal(readdirSync(folder).length, 3);
  assert.equal(loadModel(folder, expected).model.kind, 'mlp');
});

test('the same model gives the same bytes', () => {
  const [one, two] = [saved('one'), saved('two')];
  assert.deepEqual(readdirSync(one), readdirSync(two));
  for (const file of readdirSync(one))
    assert.deepEqual(readFileSync(join(one, file)), readFileSync(join(two, file)));
});

test('until model.json is replaced, the old model stands', () => {
  const folder = saved('killed');
  writeFileSync(join(folder, 'weights-0123456789ab.bin'), 'numbers of a model whose writer was stopped');
  assert.deepEqual(loadModel(folder, expected), valence);
  saveModel(folder, valence);
  assert.equal(readdirSync(folder).length, 3);
});

test('another feature set or version is refused, naming both', () => {
  const folder = saved('versions');
  assert.throws(
    () => loadModel(folder, { ...expected, version: 3 }),
    /trained on original83 version 2, these features are original83 version 3/,
  );
  assert.throws(
    () => loadModel(folder, { ...expected, name: 'spectral' }),
    /these features are spectral version 2/,
  );
  assert.throws(
    () => loadModel(folder, { ...expected, features: ['column 1', 'f0', 'column 3'] }),
    /column 2 of original83 version 2 is column 2 in the model and f0 here/,
  );
});

test('a damaged model names file, field and the way out', () => {
  assert.throws(
    () => loadModel(join(root, 'none'), expected),
    /none.model\.json cannot be read.*run notebook emotion_analysis/s,
  );

  const cut = saved('cut');
  const numbers = join(cut, readdirSync(cut).filter((file) => file.endsWith('.bin'))[0]);
  writeFileSync(numbers, readFileSync(numbers).subarray(8));
  assert.throws(() => loadModel(cut, expected), /weights-.*its checksum is .*, model\.json says/);

  const text = saved('text');
  writeFileSync(join(text, 'model.json'), '{"format": ');
  assert.throws(() => loadModel(text, expected), /model\.json is not JSON/);

  const older = saved('older');
  change(older, (header) => (header.format = 'sentiment-audio-analysis/model/0'));
  assert.throws(
    () => loadModel(older, expected),
    /format is "sentiment-audio-analysis\/model\/0", this program reads/,
  );

  const foreign = saved('foreign');
  change(foreign, (header) => (header.kind = 'forest'));
  assert.throws(() => loadModel(foreign, expected), /kind is 'forest', this program knows/);

  const elsewhere = saved('elsewhere');
  change(
    elsewhere,
    (header) => (header.numbers = { ...(header.numbers as object), file: '../valence/model.json' }),
  );
  assert.throws(
    () => loadModel(elsewhere, expected),
    /'\.\.\/valence\/model\.json' is no name of a file of numbers/,
  );

  const bare = saved('bare');
  change(bare, (header) => delete header.bias);
  assert.throws(() => loadModel(bare, expected), /field 'bias' is missing, expected a number/);

  const narrow = saved('narrow');
  change(narrow, (header) => (header.features = ['column 1', 'column 2']));
  assert.throws(
    () => loadModel(narrow, { ...expected, features: ['column 1', 'column 2'] }),
    /array 'weights' is 3 numbers, expected 2/,
  );
});

test('every scale and linear model comes back whole', () => {
  for (const fit of [fitMinMax, fitStandard, fitRobust, fitQuantile]) {
    const stored = { ...valence, normalizer: fit(rows), model: trainLasso(rows, targets, 0.01) };
    assert.deepEqual(loadModel(saved(`scaled by ${stored.normalizer.kind}`, stored), expected), stored);
  }
});

test('support vector machines come back whole, with a card that says what they are not for', () => {
  const classes = targets.map((target) => (target > 0 ? 1 : 0));
  const names = ['calm', 'excited'] as const;
  const models = [
    trainRbfSvr(rows, targets),
    trainRbfSvm(rows, classes, names),
    trainLinearSvm(rows, classes, names),
  ];
  for (const model of models) {
    const stored = { ...valence, model };
    const folder = saved(model.kind, stored);
    const back = loadModel(folder, expected);
    assert.deepEqual(back, stored);
    assert.deepEqual(predict(back.model, rows), predict(model, rows));
    const card = readFileSync(join(folder, 'MODEL.md'), 'utf8');
    for (const part of [/Article 5\(1\)\(f\)/, /original83 version 2/, /abc123/, /pearson \| 0.5/, /\(Hz\)/])
      assert.match(card, part);
  }
});

test('a model that is to replace another says how that one was made otherwise', () => {
  const folder = join(root, 'replaced');
  assert.equal(replacedModel(folder, valence.provenance), undefined);
  saveModel(folder, valence);
  assert.equal(replacedModel(folder, valence.provenance), undefined);
  const warned = { ...valence.provenance, warnings: ['learned from synthetic voices'] };
  assert.equal(replacedModel(folder, warned), undefined); // a warning is not how it was made
  assert.match(replacedModel(folder, { ...warned, data: 'other' }) ?? '', /^data changed .* → other$/);
  saveModel(folder, { ...valence, provenance: warned });
  assert.deepEqual(loadModel(folder, expected).provenance.warnings, warned.warnings);
  assert.match(
    readFileSync(join(folder, 'MODEL.md'), 'utf8'),
    /## Warnings\n\n- learned from synthetic voices\n\n## Scores/,
  );
  writeFileSync(join(folder, 'model.json'), 'torn');
  assert.match(replacedModel(folder, warned) ?? '', /model\.json/);
});
