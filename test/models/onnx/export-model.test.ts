import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { answer } from '../../../lib/commands/saa';
import { normalize } from '../../../lib/models/data/normalizer';
import { exportOnnx } from '../../../lib/models/onnx/export-model';
import { readOnnxModel } from '../../../lib/models/onnx/read-onnx-model';
import { saveModel } from '../../../lib/models/storage/store';
import { predict } from '../../../lib/models/predict';
import { registry } from '../../../lib/models/registry';
import { onnxBytes, onnxMetadata } from '../../../lib/onnx/file-format';
import { Graph } from '../../../lib/onnx/graph';
import { onnxInstalled } from '../../../lib/onnx/runtime';
import { exportedModels, newRows } from '../../support/onnx-models';
import { temporaryFolder } from '../../support/folder';

const reference = path.join(__dirname, '../../reference');
const skip = onnxInstalled() ? false : 'the optional part is not installed (npm run setup -- --with onnx)';
const { models: python } = JSON.parse(readFileSync(path.join(reference, 'onnx-export.json'), 'utf8')) as {
  readonly models: Readonly<Record<string, readonly (number | null)[]>>;
};
const file = (name: string): string => path.join(reference, 'onnx', `${name}.onnx`);

/** The same predictions, missing ones at the same rows; doubles on both sides, so that only the order of sums differs. */
function assertSame(found: Float64Array, expected: readonly (number | null)[], name: string): void {
  assert.equal(found.length, expected.length);
  expected.forEach((value, i) => {
    if (value === null) assert.ok(Number.isNaN(found[i]), `${name}, row ${i}: ${found[i]}, expected NaN`);
    else assert.ok(Math.abs(found[i] - value) < 1e-9, `${name}, row ${i}: ${found[i]}, expected ${value}`);
  });
}

test('every kind of model and every scale is compared', () => {
  const stored = [...exportedModels.values()];
  assert.deepEqual(new Set(stored.map(({ model }) => model.kind)), new Set(Object.keys({ ...registry })));
  assert.deepEqual(
    new Set(stored.map(({ normalizer }) => normalizer.kind)),
    new Set(['min-max', 'standard', 'robust', 'quantile']),
  );
});

test('Python’s onnxruntime predicts the same from exported models', () => {
  for (const [name, stored] of exportedModels) {
    // The file that Python read is the one that is exported now.
    assert.deepEqual(Buffer.from(exportOnnx(stored)), readFileSync(file(name)), name);
    const found = predict(stored.model, normalize(stored.normalizer, newRows));
    assertSame(found, python[name], name);
    assert.equal(python[name].filter((value) => value === null).length, 3);
  }
});

test('exported models read back predict the same', { skip }, async () => {
  for (const [name, { target, units }] of exportedModels) {
    const model = await readOnnxModel(file(name));
    assert.deepEqual([model.target, model.features, model.units], [target, newRows.features, units]);
    assert.deepEqual(model.set, { name: 'prosody', version: 1 });
    assertSame(await model.predict(newRows), python[name], name);
  }
});

test('the metadata name columns, units and classes', () => {
  const metadata = onnxMetadata(readFileSync(file('rbf-svm-robust')));
  assert.deepEqual(JSON.parse(metadata.get('columns') ?? ''), newRows.features);
  assert.deepEqual(JSON.parse(metadata.get('classes') ?? ''), ['not excited', 'excited']);
  assert.deepEqual(JSON.parse(metadata.get('units') ?? ''), ['Hz', 'Hz', '', '', 'dB']);
});

test('a damaged file, or one cut short, is named', async () => {
  const folder = temporaryFolder({});
  const damaged = path.join(folder, 'damaged.onnx');
  const bytes = readFileSync(file('ridge-standard'));
  for (const content of [
    bytes.subarray(0, 300),
    Buffer.from('no model'),
    Buffer.alloc(0),
    Buffer.alloc(64, 255),
  ]) {
    writeFileSync(damaged, content);
    await assert.rejects(
      readOnnxModel(damaged),
      /damaged\.onnx: it is no ONNX file, or (damaged|cut short).*saa export/,
    );
  }
  await assert.rejects(readOnnxModel(path.join(folder, 'none.onnx')), /none\.onnx: no such file/);
});

/** A file with a graph whose output is its input's column, and metadata as exported ones have them. */
function written(
  folder: string,
  changes: { input?: string; output?: string; width?: number; scale?: number; format?: string },
): string {
  const { input = 'features', output = 'arousal', width = 5, scale = 1, format } = changes;
  const metadata = Object.fromEntries(onnxMetadata(readFileSync(file('linear-svr-min-max'))));
  const graph = new Graph();
  const sum = graph.add('ReduceSum', [input, graph.whole([1], [1])], { keepdims: 0 });
  graph.add('Mul', [sum, graph.doubles(scale)], {}, output);
  const place = path.join(folder, 'written.onnx');
  writeFileSync(
    place,
    onnxBytes({
      name: 'test',
      about: '',
      inputs: [{ name: input, type: 'double', dims: ['rows', width] }],
      outputs: [{ name: output, type: 'double', dims: ['rows'] }],
      constants: graph.constants,
      nodes: graph.nodes,
      metadata: { ...metadata, ...(format === undefined ? {} : { format }) },
    }),
  );
  return place;
}

test('a file with other inputs, outputs, sizes or numbers is named', { skip }, async () => {
  const folder = temporaryFolder({});
  const complete = { features: newRows.features, values: newRows.values.slice(0, 10) };
  const good = await readOnnxModel(written(folder, {}));
  assert.equal((await good.predict(complete)).length, 2);
  await assert.rejects(readOnnxModel(written(folder, { input: 'x' })), /its inputs are x, expected features/);
  await assert.rejects(
    readOnnxModel(written(folder, { output: 'y' })),
    /its outputs are y, expected arousal/,
  );
  await assert.rejects(
    readOnnxModel(written(folder, { width: 4 })),
    /it reads rows × 4 numbers, and names 5 columns/,
  );
  await assert.rejects(readOnnxModel(written(folder, { format: 'else' })), /its format is else, expected/);
  const bad = await readOnnxModel(written(folder, { scale: NaN }));
  await assert.rejects(bad.predict(complete), /it predicts NaN from the numbers of row 1/);
  await assert.rejects(
    good.predict({ features: [...newRows.features].reverse(), values: complete.values }),
    /first differ at column 1/,
  );
});

test('saa export writes a stored model, and names what it lacks', async () => {
  const folder = temporaryFolder({});
  const stored = exportedModels.get('rbf-svr-quantile');
  assert.ok(stored);
  saveModel(path.join(folder, 'arousal-best'), stored);
  const out = path.join(folder, 'arousal.onnx');
  const run = (...args: string[]) => answer(['export', ...args, '--models', folder]);
  const good = await run('arousal-best', '--out', out);
  assert.deepEqual([good.status, good.messages], [0, []]);
  assert.deepEqual(readFileSync(out), readFileSync(file('rbf-svr-quantile')));
  const says = async (status: number, pattern: RegExp, ...args: string[]) => {
    const { status: found, messages } = await run(...args);
    assert.equal(found, status);
    assert.match(messages.join('\n'), pattern);
  };
  await says(1, /there is no model valence; there are arousal-best/, 'valence', '--out', out);
  await says(2, /--out is missing/, 'arousal-best');
  await says(2, /0 models named; name one: in .* there are arousal-best/, '--out', out);
  await says(1, /there is no folder/, 'arousal-best', '--out', path.join(folder, 'none', 'a.onnx'));
});
