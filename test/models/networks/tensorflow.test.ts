import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { promisify } from 'node:util';
import { tensorflow, tensorflowBackend } from '../../../lib/models/networks/tensorflow';

test('TensorFlow loads once and computes with the backend it names', async () => {
  const { tf, backend } = await tensorflow();
  assert.equal(await tensorflowBackend(), backend);
  assert.equal(tf.getBackend(), backend);
  assert.equal((await tensorflow()).tf, tf);
  assert.deepEqual([...tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync())], [11]);
});

test('without the native binding, plain JavaScript takes over and says so', async () => {
  const program = `
    const { Module } = require('node:module');
    const load = Module._load;
    Module._load = (name, ...rest) => {
      if (String(name).includes('tfjs-node')) throw new Error('no binding on this machine');
      return load(name, ...rest);
    };
    require('./lib/models/networks/tensorflow.ts').tensorflow().then(({ tf, backend }) => {
      console.log(backend, tf.getBackend(), tf.scalar(2).add(3).dataSync()[0]);
    });`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', program]);
  assert.match(stdout, /^cpu cpu 5$/m);
  assert.match(stderr, /native TensorFlow does not load \(no binding on this machine\)/);
  assert.match(stderr, /npm run doctor/);
});
