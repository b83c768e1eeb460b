import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { answer } from '../../lib/commands/saa';
import { addEmbedding, embeddingSet } from '../../lib/embeddings/embedding-set';
import { askedSet, embeddingsIn, knownSet } from '../../lib/embeddings/known-set';
import { onnxInstalled } from '../../lib/onnx/runtime';
import { readTable } from '../../lib/tables/arrow';
import { FRAME, head, HOP, tones, weights, writeEmbeddingModel } from '../support/embedding-model';
import { temporaryFolder } from '../support/folder';
import { noise } from '../support/signals';

const skip = onnxInstalled() ? false : 'the optional part is not installed (npm run setup -- --with onnx)';
const folder = temporaryFolder({ 'artifacts/README': '' });
const before = process.env.SAA_ARTIFACTS;
process.env.SAA_ARTIFACTS = path.join(folder, 'artifacts');
after(() => {
  if (before === undefined) delete process.env.SAA_ARTIFACTS;
  else process.env.SAA_ARTIFACTS = before;
});

const signal = (seconds: number, seed: number) => ({
  samples: noise(seconds, 16_000, 0.2, seed).samples,
  sampleRate: 16_000,
});

/** What the small network says of samples, by loops of its own. */
function expected(samples: Float64Array): number[] {
  const frames = Math.floor((samples.length - FRAME) / HOP) + 1;
  const means = tones.map((_, tone) => {
    let sum = 0;
    for (let f = 0; f < frames; f++) {
      let product = 0;
      for (let i = 0; i < FRAME; i++) product += weights[tone * FRAME + i] * samples[f * HOP + i];
      sum += Math.max(0, product);
    }
    return sum / frames;
  });
  const logits = [0, 1].map((k) => means.reduce((sum, value, tone) => sum + value * head[tone * 2 + k], 0));
  return [...means, ...logits];
}

const row = (name: string, of: { samples: Float64Array; sampleRate: number }) => {
  const { measureLater } = embeddingSet(name);
  assert.ok(measureLater);
  return measureLater(of);
};

test('a row is the outputs by name, frames averaged', { skip }, async () => {
  const name = await addEmbedding(writeEmbeddingModel(folder));
  assert.match(name, /^onnx-tones-[0-9a-f]{8}$/);
  const columns = knownSet(name).features.map((feature) => feature.name);
  assert.deepEqual(columns, [
    ...tones.map((_, i) => `onnx_hidden_states_${i}`),
    'onnx_logits_0',
    'onnx_logits_1',
  ]);
  const sound = signal(1.3, 3);
  const found = await row(name, sound);
  // 32-bit numbers in the network, doubles here: sums of 400 products of numbers below 1e-3 agree to 1e-7.
  expected(sound.samples).forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-7, `${i}`));
  assert.ok(found[0] > 1e-4);
});

test('normalized sound, outputs by choice; other settings are another set', { skip }, async () => {
  const card = { licence: 'CC0', source: 'a test', normalize: true, outputs: ['logits'] };
  const plain = await addEmbedding(writeEmbeddingModel(folder, 'same.onnx'));
  const name = await addEmbedding(writeEmbeddingModel(folder, 'same.onnx', { card }));
  assert.notEqual(name, plain);
  const { samples, sampleRate } = signal(0.7, 5);
  const shifted = samples.map((x) => 0.25 * x + 0.1);
  const found = await row(name, { samples: shifted, sampleRate });
  const middle = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const spread = Math.sqrt(samples.reduce((sum, x) => sum + (x - middle) ** 2, 0) / samples.length);
  const wanted = expected(samples.map((x) => (x - middle) / spread)).slice(-2);
  assert.equal(found.length, 2);
  wanted.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-6, `${found[i]} ${value}`));
});

test(
  'long sound is the mean over equal pieces; silence and less than 25 ms are missing',
  { skip },
  async () => {
    const name = await addEmbedding(writeEmbeddingModel(folder));
    const { samples } = signal(40, 7);
    const halves = [samples.subarray(0, 320_000), samples.subarray(320_000)].map(expected);
    const found = await row(name, { samples, sampleRate: 16_000 });
    halves[0].forEach((value, i) => assert.ok(Math.abs(found[i] - (value + halves[1][i]) / 2) < 1e-7));
    for (const nothing of [new Float64Array(16_000), samples.subarray(0, 399)])
      assert.ok((await row(name, { samples: nothing, sampleRate: 16_000 })).every(Number.isNaN));
  },
);

test('licence and source must be stated, in fields that are known', async () => {
  const says = async (card: Record<string, unknown> | null, pattern: RegExp) => {
    const file = writeEmbeddingModel(folder, `card-${Math.random()}.onnx`, { card });
    await assert.rejects(addEmbedding(file), pattern);
  };
  await says(
    null,
    /card-.*\.onnx: its licence and source are not stated; write them into .*\.onnx\.json, as \{"licence"/,
  );
  await says({ licence: 'MIT' }, /\.onnx\.json: field "source" is missing; write a text/);
  await says({ licence: ' ', source: 'x' }, /field "licence" is " "; write a text/);
  await says(
    { licence: 'MIT', source: 'x', normalise: true },
    /field "normalise" is not known; there are licence/,
  );
  await says(
    { licence: 'MIT', source: 'x', normalize: 'yes' },
    /field "normalize" is "yes"; write true or false/,
  );
  await says({ licence: 'MIT', source: 'x', outputs: [] }, /field "outputs" is \[\]; write a list of names/);
  const broken = writeEmbeddingModel(folder, 'broken.onnx');
  writeFileSync(`${broken}.json`, '{licence');
  await assert.rejects(addEmbedding(broken), /broken\.onnx\.json: it is not JSON/);
  await assert.rejects(addEmbedding(path.join(folder, 'none.onnx')), /none\.onnx: no such file/);
});

test('models that cannot be used are named with what they have and a way out', { skip }, async () => {
  const says = async (pattern: RegExp, changes: Parameters<typeof writeEmbeddingModel>[2]) => {
    const file = writeEmbeddingModel(folder, 'wrong.onnx', changes);
    await assert.rejects(addEmbedding(file), pattern);
  };
  const card = { licence: 'MIT', source: 'x' };
  await says(
    /wrong\.onnx: its input input_values takes exactly 16000 samples; export it with a free length/,
    {
      dims: [1, 16_000],
    },
  );
  await says(
    /wrong\.onnx: it has no output frames; there are hidden_states, logits: name one in .*wrong\.onnx\.json/,
    {
      card: { ...card, outputs: ['frames'] },
    },
  );
  await says(/output hidden_states holds NaN at place 0, which is no number to learn from/, { scale: NaN });
  const damaged = writeEmbeddingModel(folder, 'damaged.onnx');
  writeFileSync(damaged, readFileSync(damaged).subarray(0, 2000));
  await assert.rejects(
    addEmbedding(damaged),
    /damaged\.onnx: this ONNX model cannot be read .*export or download/,
  );
});

test('exported models of this project are no embeddings, and say what they take', { skip }, async () => {
  const file = path.join(folder, 'ridge.onnx');
  writeFileSync(file, readFileSync(path.join(__dirname, '../reference/onnx/ridge-standard.onnx')));
  writeFileSync(`${file}.json`, '{"licence": "MIT", "source": "x"}');
  await assert.rejects(
    addEmbedding(file),
    /ridge\.onnx: its inputs are features \(float64 \[rows, 5\]\), expected one: 32-bit/,
  );
});

test('a model file that changes, moves or was never named is told', { skip }, async () => {
  const file = writeEmbeddingModel(folder, 'moves.onnx');
  const name = await addEmbedding(file);
  assert.deepEqual(
    embeddingsIn([`original83+${name}`, name]).map(({ licence, source }) => [licence, source]),
    [['CC0', 'made by a test']],
  );
  writeEmbeddingModel(folder, 'moves.onnx', { scale: 2 });
  await assert.rejects(
    row(name, signal(1, 1)),
    /moves\.onnx: the model of the feature set onnx-moves-\w+ holds other data/,
  );
  const elsewhere = writeEmbeddingModel(temporaryFolder({}), 'moves.onnx');
  assert.equal(await addEmbedding(elsewhere), name);
  assert.ok((await row(name, signal(1, 1)))[0] > 0);
  assert.throws(
    () => knownSet('onnx-other-01234567'),
    /onnx-other-01234567 is an embedding by a model that is not known here/,
  );
  await assert.rejects(askedSet(`onnx:${file}`, { floor: 60, ceiling: 600 }), /no pitch floor and ceiling/);
});

test(
  'saa features --set onnx: a row per window, missing where silent, with licence and source',
  { skip },
  async () => {
    const file = writeEmbeddingModel(folder);
    const { samples } = signal(4, 9);
    const wav = path.join(folder, 'a.wav');
    writeFileSync(wav, encodeWav([samples.map((x, i) => (i < 32_000 ? x : 0))], 16_000, 32));
    const given = ['features', wav, '--set', 'onnx', '--model', file, '--window', '2', '--hop', '2'];
    const { output, status, messages } = await answer(given);
    assert.equal(status, 0, messages.join());
    assert.ok(typeof output === 'string');
    const [header, first, second] = output.trim().split('\n');
    assert.ok(header.startsWith('file,start,onnx_hidden_states_0,'));
    expected(samples.subarray(0, 32_000)).forEach((value, i) => {
      assert.ok(Math.abs(Number(first.split(',')[2 + i]) - value) < 1e-7);
    });
    assert.equal(second, `${wav},2${','.repeat(7)}`);
    const out = path.join(folder, 'a.arrow');
    await answer([...given, '--format', 'arrow', '--out', out]);
    const { settings } = readTable(out, { kind: 'recording-features' }).provenance;
    assert.match(JSON.stringify(settings), /"licence":"CC0","source":"made by a test"/);
    const fails = async (pattern: RegExp, ...args: string[]) => {
      const { messages, status } = await answer(['features', wav, ...args]);
      assert.notEqual(status, 0);
      assert.match(messages.join(), pattern);
    };
    await fails(/--set onnx without --model; name the network/, '--set', 'onnx');
    await fails(
      /--model .*tones\.onnx with --set prosody, which needs none/,
      '--set',
      'prosody',
      '--model',
      file,
    );
    await fails(/--frames with --set onnx/, '--set', 'onnx', '--model', file, '--frames');
  },
);
