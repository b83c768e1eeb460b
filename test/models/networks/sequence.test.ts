import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { concordance } from '../../../lib/evaluation/regression';
import type { Rows } from '../../../lib/models/data/rows';
import { parameterViews } from '../../../lib/models/networks/parameters';
import {
  predictSequenceEnsemble,
  trainSequenceEnsembles,
} from '../../../lib/models/networks/sequence-ensemble';
import {
  predictSequences,
  type SequenceModel,
  type Sequences,
} from '../../../lib/models/networks/sequence-model';
import {
  initialSequence,
  sequenceGradients,
  sequenceOutputs,
  sequenceShapes,
  type SequenceBatch,
  type SequenceShape,
} from '../../../lib/models/networks/sequence-network';
import { sequenceBatch } from '../../../lib/models/networks/sequence-batches';
import { trainSequences, type SequenceOptions } from '../../../lib/models/networks/sequence-training';
import { tensorflow } from '../../../lib/models/networks/tensorflow';
import { trainWindowAttention } from '../../../lib/models/networks/window-attention';
import { random } from '../../../lib/stats/random';
import { closeTo } from '../../support/close-to';
import reference from '../../reference/sequence.json';

/** Steps of a sequence that reach the attention. */
function pooledSteps({ convolutions }: SequenceShape, frames: number): number {
  return convolutions.reduce((steps, { stride }) => Math.ceil(steps / stride), frames);
}

/** Attention weights of each sequence, one per step. */
async function attentionWeights(model: SequenceModel, { frames }: Sequences): Promise<Float32Array[]> {
  const { tf } = await tensorflow();
  return frames.map((one) => {
    const batch = sequenceBatch([{ frames: [one], input: model.input }]);
    const { weights } = sequenceOutputs(tf, model.shape, [model.parameters], batch);
    return weights.slice(0, pooledSteps(model.shape, batch.lengths[0]));
  });
}

const { shape, truth } = reference;
const given: Readonly<Record<string, readonly number[]>> = reference.weights;
const shapes = sequenceShapes(shape);
const parameters = Float64Array.from(shapes.flatMap(({ name }) => given[name]));
const width = shape.inputs;
const longest = Math.max(...reference.sequences.map((one) => one.length));
const padded = reference.sequences.flatMap((one) => [
  ...one,
  ...new Array<number>(longest - one.length).fill(0),
]);
const lengths = reference.sequences.map((one) => one.length / width);
const other = initialSequence(shape, random(2));

/** The reference's network between two others, whose batches have a sequence more: it must give the same. */
const [before, after] = [random(3), random(4)].map((generator) =>
  Array.from({ length: padded.length + longest }, () => generator.normal()),
);
const batch: SequenceBatch = {
  frames: Float32Array.from([...before, ...padded, ...new Array<number>(longest).fill(0), ...after]),
  lengths: [13, 13, 2, 13, 5, ...lengths, 0, 13, 1, 13, 13, 8],
};
const networks = [other, parameters, other];
const sequences = lengths.length + 1;

describe('against the same model in PyTorch, one unpadded sequence at a time', () => {
  // Sequences of 13, 6, 1 and 9 frames: side by side they are padded, so this also shows that padding changes nothing.
  test('outputs and attention', async () => {
    const { tf } = await tensorflow();
    const { outputs, weights } = sequenceOutputs(tf, shape, networks, batch);
    // Single precision here, double there; values are about 1.
    reference.outputs.forEach((value, k) =>
      closeTo(outputs[sequences * shape.outputs + k], value, 2e-6, `output ${k}`),
    );
    const steps = weights.length / batch.lengths.length;
    reference.attention.forEach((row, i) => {
      assert.equal(row.length, pooledSteps(shape, lengths[i]));
      row.forEach((value, t) =>
        closeTo(weights[(sequences + i) * steps + t], value, 2e-6, `sequence ${i}, step ${t}`),
      );
    });
  });

  test('loss and its gradient for every parameter', async () => {
    const { tf } = await tensorflow();
    const targets = new Float32Array(3 * sequences * shape.outputs).map((_, k) => (k * 7) % 5);
    targets.set(truth, sequences * shape.outputs);
    const kept = new Float32Array(3 * sequences * shape.recurrent).fill(1);
    const found = sequenceGradients(tf, shape, networks, batch, targets, kept, 0);
    closeTo(found.losses[1], reference.loss, 2e-6, 'loss');
    const expected: Readonly<Record<string, readonly number[]>> = reference.gradient;
    const views = parameterViews(shapes, found.gradients[1]);
    shapes.forEach(({ name }, i) =>
      views[i].forEach((value, k) => {
        closeTo(value, expected[name][k], 1e-5, `${name} ${k}`); // single precision through 13 frames
      }),
    );
    // With a penalty of .2: its gradient is .2 · weight, and 0 of a bias.
    const penalized = sequenceGradients(tf, shape, networks, batch, targets, kept, 0.2).gradients[1];
    let at = 0;
    shapes.forEach(({ name, sizes }, i) =>
      views[i].forEach((value, k) => {
        const penalty = sizes.length > 1 ? 0.2 * parameters[at] : 0;
        closeTo(penalized[at++], value + penalty, 1e-6, `${name} ${k} with a penalty`);
      }),
    );
  });
});

test('sequences of one frame alone, and a kernel shorter than its stride', async () => {
  const { tf } = await tensorflow();
  const small = { ...shape, convolutions: [{ width: 1, stride: 3, units: 2 }] };
  const one = { frames: Float32Array.from(padded.slice(0, 2 * width)), lengths: [1, 1] };
  const vector = initialSequence(small, random(5));
  const targets = Float32Array.of(1, 2, 3, 4);
  const { gradients } = sequenceGradients(tf, small, [vector], one, targets, new Float32Array(8).fill(1), 0);
  assert.ok(gradients[0].every(Number.isFinite));
  const views = parameterViews(sequenceShapes(small), gradients[0]);
  const recurrent = sequenceShapes(small).findIndex(({ name }) => name === 'gru state');
  assert.ok(
    views[recurrent].every((value) => value === 0),
    'no state before the first frame',
  );
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
  const [model] = await trainSequences([{ sequences, targets, groups }], {
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

  const short = (seed: number) =>
    trainSequences([{ sequences, targets, groups }], { ...small, seed, maxEpochs: 3 });
  const [first, second, third] = [await short(3), await short(3), await short(4)];
  assert.deepEqual(second, first);
  assert.notDeepEqual(third[0].parameters, first[0].parameters);
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
  const [model] = await trainSequences(
    [{ sequences, targets, groups: frames.map((_, i) => `person ${i % 30}`) }],
    {
      seed: 1,
      shape: { convolutions: [], recurrent: 0, attention: 4 },
      rate: 2e-2,
      maxEpochs: 60,
      dropout: 0,
    },
  );
  const weights = await attentionWeights(model, sequences);
  const onMarked = weights.map((row) => row.filter((_, t) => t % 3 === 0).reduce((sum, w) => sum + w, 0));
  const mean = onMarked.reduce((sum, share) => sum + share, 0) / onMarked.length;
  assert.ok(mean > 0.6, `${mean} of the attention on a third of the windows`);
});

test('the preset for interviews: windows pooled directly, weights that sum to 1, repeatable', async () => {
  const { sequences, targets, groups } = task(8, 9);
  const train = () => trainWindowAttention([{ sequences, targets, groups }], { seed: 2 });
  const [model] = await train();
  assert.deepEqual(model.shape, { inputs: 3, convolutions: [], recurrent: 0, attention: 4, outputs: 2 });
  const weights = await attentionWeights(model, sequences);
  weights.forEach((row, i) => {
    assert.equal(row.length, sequences.frames[i].length / 3);
    closeTo(
      row.reduce((sum, weight) => sum + weight, 0),
      1,
      1e-5, // single precision
    );
  });
  assert.deepEqual(await train(), [model]);
});

test('models trained side by side learn as if alone', async () => {
  // Different numbers of sequences: one batch, and two.
  const parts = [task(11, 30), task(12, 70)];
  const options = { ...small, maxEpochs: 3 };
  const together = await trainSequences(parts, options);
  for (const [k, part] of parts.entries()) {
    const [alone] = await trainSequences([part], options);
    assert.equal(together[k].settings.epochs, alone.settings.epochs);
    const expected = (await predictSequences(alone, part.sequences)).values;
    (await predictSequences(together[k], part.sequences)).values.forEach(
      (value, i) => closeTo(value, expected[i], 2e-5, `model ${k}, number ${i}`), // single precision; values are about 10
    );
  }
});

test('an ensemble is the mean of its members', async () => {
  const { sequences, targets, groups } = task(5, 40);
  const options = { ...small, maxEpochs: 2, members: 2 };
  const [model] = await trainSequenceEnsembles([{ sequences, targets, groups }], options);
  const [first, second] = await Promise.all(model.members.map((one) => predictSequences(one, sequences)));
  assert.notDeepEqual(first, second);
  const predicted = await predictSequenceEnsemble(model, sequences);
  predicted.values.forEach((value, k) => closeTo(value, (first.values[k] + second.values[k]) / 2, 1e-12));
  await assert.rejects(
    predictSequenceEnsemble(model, { ...sequences, features: ['bump', 'noise', 'high'] }),
    /first differ at column 2/,
  );
});

test('what cannot be trained on is refused with its place', async () => {
  const { sequences, targets, groups } = task(6, 12);
  const train = (changed: Partial<Sequences>, rows = targets, of: readonly string[] = groups) =>
    trainSequences([{ sequences: { ...sequences, ...changed }, targets: rows, groups: of }], {
      ...small,
      maxEpochs: 1,
    });
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
