import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type { Workspace } from '../../lib/kernels/workspace';
import { random } from '../../lib/stats/random';
import { portableKernels } from '../support/portable-kernels';

/** A call of a kernel on a memory of random numbers. */
interface Call {
  readonly kernel: string;
  readonly parameters: readonly number[];
  /** What has to lie in the memory besides. */
  readonly prepare?: (view: Workspace<object>['view']) => void;
}
const call = (kernel: string, parameters: readonly number[], prepare?: Call['prepare']): Call => ({
  kernel,
  parameters,
  prepare,
});

const bytes = 16384;
const built = path.resolve(__dirname, '..', '..', 'lib', 'kernels', 'built');

/** Floats from 0 to 1 from byte 8192 on, and a row that asks for nothing. */
const similarities: Call['prepare'] = (view) => {
  const { buffer } = view(0, 1);
  new Float32Array(buffer, 8192, 256).forEach((_, i, floats) => (floats[i] = ((7 * i) % 64) / 64));
  view(2048 + 8 * 5, 1)[0] = -Infinity;
  view(4096 + 8 * 6, 1)[0] = Infinity;
};

/** Bytes as the kernels' sources explain them; odd counts and stretches of length 0 where they are allowed. */
const calls: Record<string, readonly Call[]> = {
  burg: [
    call('windowFrame', [0, 1024, 16 * 7]),
    call('laggedProducts', [0, 16 * 20, 4096, 8 * 12]),
    ...[1, 2, 3, 10].map((order) =>
      call('recursion', [16 * order, 0, 1024, 2048, 3072, 4096, 5120, 6144, 7168]),
    ),
  ],
  'cross-correlation': [
    call('laggedSums', [0, 32 * 9, 8 * 3, 4096, 8 * 12]),
    call('laggedSums', [0, 0, 8 * 2, 4096, 8 * 4]),
  ],
  distances: [call('distances', [0, 1024, 1024 + 3 * 32 * 7, 32 * 7, 8192, 96, 32])],
  fft: [
    call('radix4', [0, 4096, 256, 16, 8192]),
    call('radix4', [0, 4096, 256, 64, 8192]),
    call('last4', [0, 4096, 256]),
    call('last2', [0, 4096, 512]),
  ],
  'frame-sums': [
    call('sum', [0, 16 * 9, 4096]),
    call('centre', [0, 1024, 2048, 16 * 9, 4096]),
    call('peak', [0, 16 * 9, 4096]),
  ],
  gram: [call('strip', [0, 1024, 1024 + 3 * 32 * 7, 32 * 7, 8192, 96, 32])],
  matrix: [
    call('times', [0, 8 * 6 * 8, 8 * 6, 1024, 2048]),
    call('transposeTimes', [0, 8 * 6 * 8, 8 * 6, 1024, 2048, 8 * 6]),
    call('transposeTimes', [16, 8 * 6 * 8, 8 * 6, 1024, 2048, 8 * 4]),
  ],
  mel: [
    call('windowPair', [0, 264, 2048, 256, 4096]),
    call('radix4', [0, 4096, 512, 32, 8192]),
    call('radix4', [0, 4096, 512, 128, 8192]),
    call('last4', [0, 4096, 512]),
    call('last2', [0, 4096, 512]),
    call('power', [0, 2048, 4096, 8192]),
    call('levels', [0, 4096, 4096 + 3 * 8, 8192, 12288], (view) => {
      const { buffer } = view(0, 1);
      new Int32Array(buffer, 4096, 6).set([0, 0, 32, 64, 64, 96]);
      [...view(0, 64).keys()].forEach((i) => (view(8 * i, 1)[0] = 10 ** ((i % 30) - 20))); // powers
      view(8192, 16).forEach((_, i, weights) => (weights[i] = 1 / (i + 1)));
    }),
    call('cosines', [0, 16 * 5, 1024, 2048, 4096, 4096 + 4 * 64, 64]),
    call('cosines', [0, 16 * 6, 1024, 2048, 4096, 4096 + 2 * 64, 64]),
  ],
  products: [
    call('weightedSums', [0, 24, 6, 1024, 32 * 3, 2048, 40]),
    call('shiftedSum', [0, 16 * 9, 1024, 2048, 0, 8, 24, 80, 160]),
    call('laggedProducts', [0, 16 * 20, 4096, 8 * 12]),
  ],
  rbf: [
    call('strip', [0, 1024, 1024 + 3 * 32 * 7, 32 * 7, 8192, 96, 32]),
    call('exponentials', [0, 128 * 6, 4096, 8192], (view) => {
      view(0, 96).forEach((_, i, products) => (products[i] = i === 5 ? -800 : -Math.abs(i - 3) / 4));
    }),
  ],
  roots: [1, 2, 3, 10].map((degree) => call('sweep', [0, 1024, 2048, 16 * degree, 4096])),
  sinc: [0, 1, 2, 29].map((taps) => call('sums', [taps, 1024, 1032, 0, 4096])),
  smo: [
    call('updateAndSelectFirst', [0, 8 * 12, 2048, 4096, 8192, 8704, 0.3, 12288], similarities),
    call('selectSecond', [0, 8 * 12, 4096, 8192, 0.7, 1e-12, 12288], similarities),
  ],
  svr: [
    call('pass', [4096, 0, 1024, 8 * 6, 0.1, 0.5], (view) => {
      view(4096, 36).forEach((_, k, matrix) => (matrix[k] = k % 7 === 0 ? 2 : 0.25)); // its diagonal, and the rest
    }),
  ],
};

test('every kernel has a call here', () => {
  const files = readdirSync(built).filter((file) => file.endsWith('.ts'));
  assert.deepEqual(Object.keys(calls).sort(), files.map((file) => file.replace('.ts', '')).sort());
});

for (const [name, list] of Object.entries(calls)) {
  test(`compiled ${name} gives the bits that its source gives as TypeScript`, async () => {
    const exported = Object.values((await import(path.join(built, name))) as object) as ((
      bytes: number,
    ) => Workspace<Record<string, (...parameters: number[]) => number | undefined>>)[];
    const compiled = exported[0](bytes);
    assert.deepEqual(Object.keys(compiled.run).sort(), [...new Set(list.map(({ kernel }) => kernel))].sort());
    for (const { kernel, parameters, prepare } of list) {
      const portable = portableKernels(name, bytes);
      const generator = random(1);
      for (const { view } of [portable, compiled]) view(0, bytes / 8).fill(0);
      const numbers = portable.view(0, bytes / 8);
      numbers.forEach((_, i) => (numbers[i] = generator.normal()));
      prepare?.(portable.view);
      compiled.view(0, bytes / 8).set(numbers);
      const before = numbers.slice();
      assert.equal(compiled.run[kernel](...parameters), portable.run[kernel](...parameters), kernel);
      const result = compiled.view(0, bytes / 8);
      result.forEach((value, i) => assert.ok(Object.is(value, numbers[i]), `${kernel}: number ${i}`));
      const changed = result.some((value, i) => !Object.is(value, before[i]));
      assert.ok(changed, `${kernel} writes something`);
      assert.ok(
        result.every(
          (value, i) => Number.isFinite(value) || !Number.isFinite(before[i]) || before[i] === value,
        ),
        `${kernel} writes finite numbers`,
      );
    }
  });
}
