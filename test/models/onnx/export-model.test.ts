import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { answer } from '../../../lib/commands/saa';
import { normalize } from '../../../lib/models/data/normalizer';
import { exportOnnx } from '../../../lib/models/onnx/export-model';
import { readExported } from '../../../lib/models/onnx/read-exported';
import { saveModel } from '../../../lib/models/storage/store';
import { predict } from '../../../lib/models/predict';
import { registry } from '../../../lib/models/registry';
import { onnxMetadata } from '../../../lib/onnx/file-format';
import { doubles, onnxInstalled, openModel } from '../../../lib/onnx/runtime';
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

test('onnxruntime for Node predicts the same from exported models', { skip }, async () => {
  for (const [name, { target }] of exportedModels) {
    const session = await openModel(file(name));
    const rows = doubles(newRows.values, [40, newRows.features.length]);
    const { data } = (await session.run({ features: rows }))[target];
    assertSame(Float64Array.from(data, Number), python[name], name);
  }
});

test('exported models read back are the same to the last bit', () => {
  for (const [name, stored] of exportedModels) {
    const { model, normalizer, target, units, provenance, scores } = readExported(file(name));
    assert.deepEqual(
      predict(model, normalize(normalizer, newRows)),
      predict(stored.model, normalize(stored.normalizer, newRows)),
    );
    assert.deepEqual(
      { target, units, provenance, scores },
      {
        target: stored.target,
        units: stored.units,
        provenance: stored.provenance,
        scores: stored.scores,
      },
    );
  }
});

test('the metadata name columns, units and classes', () => {
  const metadata = onnxMetadata(readFileSync(file('rbf-svm-robust')));
  assert.deepEqual(JSON.parse(metadata.get('columns') ?? ''), newRows.features);
  assert.deepEqual(JSON.parse(metadata.get('classes') ?? ''), ['not excited', 'excited']);
  assert.deepEqual(JSON.parse(metadata.get('units') ?? ''), ['Hz', 'Hz', '', '', 'dB']);
});

test('a damaged file, one cut short, or changed by another program is named', () => {
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
    assert.throws(
      () => readExported(damaged),
      /damaged\.onnx: it is no ONNX file, or (damaged|cut short).*saa export/,
    );
  }
  for (const place of [200, 700, bytes.length - 1]) {
    const changed = Uint8Array.from(bytes, (byte, i) => (i === place ? byte ^ 1 : byte));
    writeFileSync(damaged, changed);
    assert.throws(
      () => readExported(damaged),
      /damaged\.onnx: (it is damaged|it is no ONNX|its format).*saa export/,
    );
  }
  assert.throws(() => readExported(path.join(folder, 'none.onnx')), /none\.onnx: no such file/);
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
