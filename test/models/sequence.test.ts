import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { describe } from 'node:test';
import { concordance } from '../../lib/evaluation/regression';
import type { Rows } from '../../lib/models/rows';
import {
  predictSequences,
  sequenceAttention,
  trainSequence,
  type SequenceOptions,
  type Sequences,
} from '../../lib/models/sequence';
import { predictSequenceEnsemble, trainSequenceEnsemble } from '../../lib/models/sequence-ensemble';
import { attention, concordanceLoss, convolution, gru } from '../../lib/models/sequence-layers';
import { openSequenceNetwork, parameterShapes } from '../../lib/models/sequence-network';
import { loadSequenceModel, saveSequenceModel } from '../../lib/models/sequence-store';
import { tensorflow } from '../../lib/models/tf';
import { trainWindowAttention } from '../../lib/models/window-attention';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';
import { temporaryFolder } from '../support/folder';
import reference from '../reference/sequence.json';

const { shape, truth } = reference;
const given: Readonly<Record<string, readonly number[]>> = reference.weights;
const weights = Object.fromEntries(
  Object.entries(given).map(([name, values]) => [name, Float64Array.from(values)]),
);
const batch = reference.sequences.map((values) => Float32Array.from(values));

describe('against the same model in NumPy, one unpadded sequence at a time', () => {
  // Sequences of 13, 6, 1 and 9 frames: side by side they are padded, so this also shows that padding changes nothing.
  test('outputs and attention', async () => {
    const network = await openSequenceNetwork(shape, weights);
    // Single precision here, double there; values are about 1.
    network.outputs(batch).forEach((value, k) => closeTo(value, reference.outputs[k], 2e-6, `output ${k}`));
    network.attended(batch).forEach((row, i) => {
      assert.equal(row.length, reference.attention[i].length);
      row.forEach((value, t) => closeTo(value, reference.attention[i][t], 2e-6, `sequence ${i}, step ${t}`));
    });
    network.dispose();
  });

  test('loss and its gradient for every parameter', async () => {
    const { tf } = await tensorflow();
    const parameters = parameterShapes(shape);
    const width = shape.inputs;
    const longest = Math.max(...batch.map((one) => one.length / width));
    const x = tf.tensor3d(
      batch.flatMap((one) => [...one, ...new Array<number>(longest * width - one.length).fill(0)]),
      [batch.length, longest, width],
    );
    const within = batch.flatMap((one) =>
      Array.from({ length: longest }, (_, t) => (t < one.length / width ? 1 : 0)),
    );
    const mask = tf.tensor3d(within, [batch.length, longest, 1]);
    const loss = (...tensors: Tensor[]) => {
      const get = <T>(name: string) =>
        tensors[parameters.findIndex(([found]) => found === name)] as unknown as T;
      let h: Tensor3D = x;
      let m: Tensor3D = mask;
      shape.convolutions.forEach(({ stride }, i) => {
        const layer = {
          kernel: get<Tensor3D>(`convolution ${i + 1} kernel`),
          bias: get<Tensor1D>(`convolution ${i + 1} bias`),
        };
        [h, m] = convolution(tf, h, m, layer, stride);
      });
      h = gru(tf, h, {
        input: get('gru input'),
        bias: get('gru bias'),
        state: get('gru state'),
        stateBias: get('gru state bias'),
      });
      const [mean] = attention(tf, h, m, {
        projection: get('attention projection'),
        bias: get('attention bias'),
        context: get('attention context'),
      });
      const outputs: Tensor2D = tf.add(tf.matMul(mean, get<Tensor2D>('output weights')), get('output bias'));
      return concordanceLoss(tf, tf.tensor2d(truth, [batch.length, shape.outputs]), outputs);
    };
    const start = parameters.map(([name, sizes]) => tf.tensor(Float32Array.from(given[name]), [...sizes]));
    closeTo(loss(...start).dataSync()[0], reference.loss, 2e-6, 'loss');
    const gradients = tf.grads(loss)(start);
    const expected: Readonly<Record<string, readonly number[]>> = reference.gradient;
    parameters.forEach(([name], i) => {
      gradients[i].dataSync().forEach((value, k) => {
        closeTo(value, expected[name][k], 1e-5, `${name} ${k}`); // single precision through 13 frames
      });
    });
    tf.dispose([x, mask, ...start, ...gradients]);
  });
});

/** Noise with a bump somewhere; its height is one target, and how often a second channel is high the other. */
function task(seed: number, count: number): { sequences: Sequences; targets: Rows; groups: string[] } {
  const stream = random(seed);
  const frames: Float32Array[] = [];
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    const length = stream.integer(12, 30);
    const height = stream.uniform(0, 4);
    const share = stream.next();
    const at = stream.integer(3, length - 3);
    frames.push(
      Float32Array.from({ length: 3 * length }, (_, k) => {
        const t = Math.floor(k / 3);
        if (k % 3 === 0) return height * Math.exp(-((t - at) ** 2) / 2) + stream.normal(0, 0.2);
        if (k % 3 === 1) return stream.next() < share ? 10 : 8;
        return stream.normal();
      }),
    );
    values.push(10 + height, share);
  }
  return {
    sequences: { features: ['bump', 'high', 'noise'], frames },
    targets: { features: ['height', 'share'], values: Float64Array.from(values) },
    groups: frames.map((_, i) => `speaker ${i % 6}`),
  };
}
const small: SequenceOptions = {
  seed: 3,
  shape: { convolutions: [{ width: 3, stride: 2, units: 12 }], recurrent: 12, attention: 6 },
  rate: 1e-2,
  dropout: 0.1,
  maxEpochs: 16,
};
const column = ({ features, values }: Rows, j: number) => values.filter((_, k) => k % features.length === j);

test('learns two targets at once from sequences of any length, and repeats exactly', async () => {
  const { tf } = await tensorflow();
  const { sequences, targets, groups } = task(1, 160);
  const unseen = task(2, 100);
  const tensors = tf.memory().numTensors;
  const epochs: number[] = [];
  const model = await trainSequence(sequences, targets, groups, {
    ...small,
    onEpoch: (_, value) => epochs.push(value),
  });
  const predicted = await predictSequences(model, unseen.sequences);
  assert.deepEqual(predicted.features, ['height', 'share']);
  // A mean predicts with a concordance of 0; the noise allows about .95.
  for (const j of [0, 1]) {
    const found = concordance(column(unseen.targets, j), column(predicted, j));
    assert.ok(found > 0.8, `${predicted.features[j]}: concordance ${found}`);
  }
  assert.equal(Math.max(...epochs), model.settings.innerConcordance);
  assert.equal(epochs[model.settings.epochs - 1], model.settings.innerConcordance);

  const short = (seed: number) => trainSequence(sequences, targets, groups, { ...small, seed, maxEpochs: 3 });
  const [first, second, other] = [await short(3), await short(3), await short(4)];
  assert.deepEqual(second, first);
  assert.notDeepEqual(other.weights, first.weights);
  assert.equal(tf.memory().numTensors, tensors, 'tensors left behind');
});

test('attention over windows alone finds which of them matter', async () => {
  const stream = random(7);
  const truth: number[] = [];
  // In each interview some windows are marked; their mean level is the score, the others say nothing.
  const frames = Array.from({ length: 90 }, () => {
    const level = stream.normal(0, 1);
    truth.push(level);
    return Float32Array.from({ length: stream.integer(8, 20) }, (_, t) => t).reduce<number[]>((all, t) => {
      const marked = t % 3 === 0;
      return [...all, marked ? 3 : 0, marked ? level + stream.normal(0, 0.3) : stream.normal(0, 2)];
    }, []);
  }).map((values) => Float32Array.from(values));
  const sequences = { features: ['marked', 'level'], frames };
  const targets = { features: ['score'], values: Float64Array.from(truth) };
  const model = await trainSequence(
    sequences,
    targets,
    frames.map((_, i) => `person ${i % 30}`),
    {
      seed: 1,
      shape: { convolutions: [], recurrent: 0, attention: 4 },
      rate: 2e-2,
      maxEpochs: 60,
      dropout: 0,
    },
  );
  const weights = await sequenceAttention(model, sequences);
  const onMarked = weights.map((row) => row.filter((_, t) => t % 3 === 0).reduce((sum, w) => sum + w, 0));
  const mean = onMarked.reduce((sum, share) => sum + share, 0) / onMarked.length;
  assert.ok(mean > 0.6, `${mean} of the attention on a third of the windows`);
});

test('the preset for interviews: windows pooled directly, weights that sum to 1, repeatable', async () => {
  const { sequences, targets, groups } = task(8, 9);
  const train = () => trainWindowAttention(sequences, targets, groups, { seed: 2 });
  const model = await train();
  assert.deepEqual(model.shape, { inputs: 3, convolutions: [], recurrent: 0, attention: 4, outputs: 2 });
  const weights = await sequenceAttention(model, sequences);
  weights.forEach((row, i) => {
    assert.equal(row.length, sequences.frames[i].length / 3);
    closeTo(
      row.reduce((sum, weight) => sum + weight, 0),
      1,
      1e-5, // single precision
    );
  });
  assert.deepEqual(await train(), model);
});

test('an ensemble is the mean of its members; saved and loaded, it predicts the same to the last bit', async () => {
  const { sequences, targets, groups } = task(5, 40);
  const model = await trainSequenceEnsemble(sequences, targets, groups, {
    ...small,
    maxEpochs: 2,
    members: 2,
  });
  const [first, second] = await Promise.all(model.members.map((one) => predictSequences(one, sequences)));
  assert.notDeepEqual(first, second);
  const predicted = await predictSequenceEnsemble(model, sequences);
  predicted.values.forEach((value, k) => closeTo(value, (first.values[k] + second.values[k]) / 2, 1e-12));

  const folder = path.join(temporaryFolder({}), 'model');
  const provenance = { kind: 'model', data: 'hash', settings: { rows: 40 }, versions: { node: 'v20' } };
  saveSequenceModel(folder, { model, provenance, scores: { ccc: 0.5 } });
  const loaded = loadSequenceModel(folder);
  assert.deepEqual(loaded, { model, provenance, scores: { ccc: 0.5 } });
  assert.deepEqual(await predictSequenceEnsemble(loaded.model, sequences), predicted);
  await assert.rejects(
    predictSequenceEnsemble(model, { ...sequences, features: ['bump', 'noise', 'high'] }),
    /first differ at column 2/,
  );
  writeFileSync(path.join(folder, 'model.json'), '{"format": "other"}');
  assert.throws(() => loadSequenceModel(folder), /model\.json: format is "other"/);
});

test('what cannot be trained on is refused with its place', async () => {
  const { sequences, targets, groups } = task(6, 12);
  const train = (changed: Partial<Sequences>, rows = targets, of: readonly string[] = groups) =>
    trainSequence({ ...sequences, ...changed }, rows, of, { ...small, maxEpochs: 1 });
  await assert.rejects(train({ frames: sequences.frames.slice(1) }), /11 sequences, 12 rows/);
  const broken = sequences.frames.map((one, i) => (i === 2 ? one.subarray(1) : one));
  await assert.rejects(train({ frames: broken }), /sequence 2 of \d+ numbers/);
  const holed = sequences.frames.map((one, i) => (i === 3 ? one.map(() => NaN) : one));
  await assert.rejects(train({ frames: holed }), /sequence 3/);
  const missing = { ...targets, values: targets.values.map((value, k) => (k === 5 ? NaN : value)) };
  await assert.rejects(train({}, missing), /share is NaN in row 2/);
  await assert.rejects(
    train(
      {},
      targets,
      groups.map(() => 'one'),
    ),
    /two groups or more/,
  );
});
