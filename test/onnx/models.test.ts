import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { onnxInstalled, openModel } from '../../lib/onnx/runtime';
import { speechProbabilities, speechProbabilityPieces } from '../../lib/onnx/speech-probabilities';
import { voicePrint, voicePrints } from '../../lib/onnx/voice-print';

const skip = onnxInstalled() ? false : 'the optional part is not installed (npm run setup -- --with onnx)';

interface Case {
  readonly pitch: number;
  readonly seconds: number;
  readonly seed: number;
  readonly last: number;
  readonly speech: readonly number[];
  readonly print: readonly number[];
}
const { cases } = JSON.parse(readFileSync(path.join(__dirname, '../reference/onnx-models.json'), 'utf8')) as {
  readonly cases: readonly Case[];
};

/** The signal of test/reference/make/onnx-models.py. */
function voice({ pitch, seconds, seed }: Case): Float64Array {
  const rate = 16000;
  const y = new Float64Array(Math.trunc(rate * seconds));
  const formants = [
    [
      [700, 80],
      [1100, 100],
    ],
    [
      [300, 60],
      [2200, 120],
    ],
  ];
  const memory = [
    [0, 0],
    [0, 0],
  ];
  let [state, phase] = [seed, 0];
  for (let i = 0; i < y.length; i++) {
    const t = i / rate;
    phase += (pitch * (1 + 0.1 * Math.sin(2 * Math.PI * 1.5 * t))) / rate;
    let x = 0;
    if (phase >= 1) {
      phase -= 1;
      x = t % 1 < 0.7 ? 1 : 0;
    }
    formants[Math.trunc(t * 4) % 2].forEach(([hz, width], k) => {
      const r = Math.exp((-Math.PI * width) / rate);
      x += 2 * r * Math.cos((2 * Math.PI * hz) / rate) * memory[k][0] - r * r * memory[k][1];
      memory[k] = [x, memory[k][0]];
    });
    state = Number((BigInt(state) * 1103515245n + 12345n) % 2147483648n);
    y[i] = 0.02 * x + 0.001 * (state / 2147483648 - 0.5);
  }
  return y;
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  assert.equal(a.length, b.length);
  return Math.max(...Array.from(a, (x, i) => Math.abs(x - b[i])));
};

test('speech probabilities are those of Silero’s own Python code', { skip }, async () => {
  for (const reference of cases) {
    const samples = voice(reference);
    assert.ok(Math.abs(samples[samples.length - 1] - reference.last) < 1e-12);
    const speech = await speechProbabilities(samples);
    // The model's state goes through hundreds of steps in 32-bit numbers.
    assert.ok(largestDifference(speech, reference.speech) < 1e-5);
  }
});

test('a recording in pieces has the probabilities of the whole', { skip }, async () => {
  const samples = voice(cases[1]);
  const pieces = [0, 100, 100, 9_000, 200_001].map((from, n, all) => samples.subarray(from, all[n + 1]));
  const found: number[] = [];
  for await (const piece of speechProbabilityPieces(pieces)) found.push(...piece);
  assert.deepEqual(found, [...(await speechProbabilities(samples))]);
  assert.equal((await speechProbabilities(new Float64Array(0))).length, 0);
});

test('voice prints are those of the package’s own Python code', { skip }, async () => {
  for (const reference of cases) {
    const print = await voicePrint(voice(reference));
    assert.equal(print.length, reference.print.length);
    // The model counts in 8-bit numbers, and librosa computes spectra of 32 bits: with noise of 1e-7 of each sample the
    // package's own print of 18 s moves by 0.0007, that of 0.5 s, which is mostly padding, by 0.07 and is not compared.
    if (reference.seconds > 0.8) assert.ok(largestDifference(print, reference.print) < 4e-3);
    assert.ok(Math.abs(print.reduce((sum, x) => sum + x * x, 0) - 1) < 1e-6);
  }
});

test('a print lasts 0.8 s, and a sound shorter than a frame has none', { skip }, async () => {
  assert.equal((await voicePrints(voice(cases[0]))).length, 6);
  await assert.rejects(voicePrint(new Float64Array(511)), /RangeError|511 samples; give at least 512/);
});

test('a file that is no model is named, with the way out', { skip }, async () => {
  await assert.rejects(openModel(__filename), /models\.test\.ts: this ONNX model cannot be read/);
  await assert.rejects(openModel('nowhere.onnx'), /nowhere\.onnx: no such file/);
});

test('models run in threads, and the threads end', { skip }, async () => {
  const file = path.join(__dirname, '../../dist/onnx/speech-probabilities.js');
  const code = `import { parentPort } from 'node:worker_threads';
    import { speechProbabilities } from ${JSON.stringify(pathToFileURL(file).href)};
    parentPort.postMessage((await speechProbabilities(new Float64Array(2048))).length);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  const [length, exit] = await Promise.all([
    new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject)),
    new Promise((resolve) => worker.once('exit', resolve)),
  ]);
  assert.deepEqual([length, exit], [4, 0]);
});
