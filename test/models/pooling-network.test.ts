import assert from 'node:assert/strict';
import test from 'node:test';
import { attend, attendBackward, type AttentionWeights } from '../../lib/models/attention';
import { concordanceSlope } from '../../lib/models/concordance-loss';
import { openPoolingNetwork } from '../../lib/models/pooling-network';
import { initialWeights, openSequenceNetwork } from '../../lib/models/sequence-network';
import { random } from '../../lib/stats/random';
import { closeTo } from '../support/close-to';

const stream = random(11);
const normal = (length: number) => Float64Array.from({ length }, () => stream.normal());

/** Slope of `f` for every number of `at`, by central differences. */
function differences(f: () => number, at: Float64Array): Float64Array {
  const step = 1e-6;
  return at.map((value, k) => {
    at[k] = value + step;
    const above = f();
    at[k] = value - step;
    const below = f();
    at[k] = value;
    return (above - below) / (2 * step);
  });
}

test('gradient of the attention is that of central differences', () => {
  const frames = Float32Array.from(normal(3 * 7));
  const weights: AttentionWeights = { projection: normal(3 * 4), bias: normal(4), context: normal(4) };
  const toMean = normal(3);
  const value = () => attend(frames, weights).mean.reduce((sum, mean, j) => sum + mean * toMean[j], 0);
  const gradient: AttentionWeights = {
    projection: new Float64Array(12),
    bias: new Float64Array(4),
    context: new Float64Array(4),
  };
  attendBackward(toMean, frames, attend(frames, weights), weights.context, gradient);
  for (const part of ['projection', 'bias', 'context'] as const) {
    differences(value, weights[part]).forEach((expected, k) => {
      // What a step of 1e-6 leaves: rounding of 1e-16 divided by it, and its square.
      closeTo(gradient[part][k], expected, 1e-9, `${part} ${k}`);
    });
  }
});

test('gradient of the concordance is that of central differences, and finite without spread', () => {
  const [truth, predicted, slope] = [normal(2 * 6), normal(2 * 6), new Float64Array(12)];
  const value = () => concordanceSlope(truth, predicted, 2, new Float64Array(12));
  concordanceSlope(truth, predicted, 2, slope);
  differences(value, predicted).forEach((expected, k) => closeTo(slope[k], expected, 1e-9, `row ${k >> 1}`));
  const flat = new Float64Array(4).fill(0.5);
  assert.equal(concordanceSlope(flat, flat, 1, slope), 1);
  assert.ok(slope.every(Number.isFinite));
});

test('learns as the same model in TensorFlow does', async () => {
  const shape = { inputs: 3, convolutions: [], recurrent: 0, attention: 4, outputs: 2 };
  const start = initialWeights(shape, stream);
  const settings = { penalty: 0.02, rate: 1e-2 };
  const loops = openPoolingNetwork(shape, start, settings);
  const operations = await openSequenceNetwork(shape, start, settings);
  const batch = [13, 1, 8, 30, 5].map((frames) => Float32Array.from(normal(3 * frames)));
  const truth = Float32Array.from(normal(2 * 5));
  const compare = (tolerance: number) => {
    const expected = operations.outputs(batch);
    loops.outputs(batch).forEach((value, k) => closeTo(value, expected[k], tolerance, `output ${k}`));
    const attended = operations.attended(batch);
    loops.attended(batch).forEach((row, i) => {
      assert.equal(row.length, attended[i].length);
      row.forEach((value, t) => closeTo(value, attended[i][t], tolerance, `sequence ${i}, frame ${t}`));
    });
    const weights = operations.weights();
    for (const [name, values] of Object.entries(loops.weights()))
      values.forEach((value, k) => closeTo(value, weights[name][k], tolerance, `${name} ${k}`));
  };
  compare(1e-6); // single precision there, double here; values are about 1
  for (let step = 0; step < 40; step++) {
    const dropped = Float32Array.from({ length: 3 * 5 }, () => (stream.next() < 0.2 ? 0 : 1.25));
    const loss = loops.trainBatch(batch, truth, dropped);
    closeTo(loss, operations.trainBatch(batch, truth, dropped), 1e-5, `loss before step ${step + 1}`);
  }
  compare(1e-5); // of steps that sum up to .3
  operations.dispose();
});
