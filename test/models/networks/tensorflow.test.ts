import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { promisify } from 'node:util';
import { tensorflow } from '../../../lib/models/networks/tensorflow';

test('TensorFlow loads once and computes with the backend it names', async () => {
  const { tf, backend } = await tensorflow();
  assert.equal(tf.getBackend(), backend);
  assert.equal((await tensorflow()).tf, tf);
  assert.deepEqual([...tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync())], [11]);
});

const withoutBinding = ['-r', './test/support/no-tensorflow-binding.cjs'];

test('without the native binding, plain JavaScript takes over and says so', async () => {
  const program = `require('./lib/models/networks/tensorflow.ts').tensorflow().then(({ tf, backend }) => {
    console.log(backend, tf.getBackend(), tf.scalar(2).add(3).dataSync()[0]);
  });`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    ...withoutBinding,
    ...['--import', 'tsx', '-e', program],
  ]);
  assert.match(stdout, /^cpu cpu 5$/m);
  assert.match(stderr, /native TensorFlow does not load \(no binding on this machine\)/);
  assert.match(stderr, /npm run doctor/);
});

test('danfo beside the library gets the same TensorFlow, with a binding and without', async () => {
  const program = `
    require('./lib/models/networks/tensorflow.ts');
    const { DataFrame } = require('danfojs-node');
    const frame = new DataFrame([{ word: 'a', value: 1 }, { word: 'a', value: 3 }, { word: 'b', value: 5 }]);
    const means = frame.groupby(['word']).col(['value']).mean().values;
    console.log(JSON.stringify(means), require('@tensorflow/tfjs-node').findBackend('tensorflow') !== null);`;
  for (const [before, native] of [
    [[], (await tensorflow()).backend === 'tensorflow'],
    [withoutBinding, false],
  ] as const) {
    const args = [...before, '--import', 'tsx', '-e', program];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.equal(stdout.trim().split('\n').at(-1), `[["a",2],["b",5]] ${native}`);
  }
});

test('danfo loads TensorFlow with the first frame that computes with it', async () => {
  const program = `
    require('./lib/models/networks/tensorflow.ts');
    const { DataFrame, tensorflow } = require('danfojs-node');
    const isLoaded = () => Object.keys(require.cache).some((file) => file.includes('tfjs-core'));
    const frame = new DataFrame({ a: [1, 2], b: [3, 4] });
    const before = [frame.query(frame.a.gt(1)).shape, frame.describe().shape, isLoaded()];
    const sum = frame.add(1).values;
    console.log(JSON.stringify([...before, sum, isLoaded(), new DataFrame(tensorflow.tensor2d([[7]])).values]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', program]);
  const values = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown;
  assert.deepEqual(values, [
    [1, 2],
    [7, 2],
    false,
    [
      [2, 4],
      [3, 5],
    ],
    true,
    [[7]],
  ]);
});
