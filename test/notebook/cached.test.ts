import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cached } from '../../lib/notebook/cached';
import { codeHash } from '../../lib/notebook/code-hash';
import { inKernel } from './kernel';

const work = mkdtempSync(path.join(tmpdir(), 'saa-cached-'));
const folder = path.join(work, 'cache');
const previous = process.env.SAA_ARTIFACTS;
before(() => {
  process.env.SAA_ARTIFACTS = work;
});
after(() => {
  if (previous === undefined) delete process.env.SAA_ARTIFACTS;
  else process.env.SAA_ARTIFACTS = previous;
  rmSync(work, { recursive: true, force: true });
});

let computed = 0;
const compute = (): Float64Array => {
  computed++;
  return Float64Array.of(0.1, NaN);
};

/** Runs it as a cell would; returns the result and what was said. */
async function run(inputs: Record<string, unknown>, name = 'step'): Promise<[Float64Array, string]> {
  let result: Float64Array = new Float64Array();
  const sent = await inKernel(async () => {
    result = await cached(name, inputs, compute);
  });
  return [result, sent.map(({ bundle }) => String(bundle.data['text/plain'])).join('\n')];
}

test('the second time the result is reused, and it says so', async () => {
  const [first, said] = await run({ seed: 42, table: Float64Array.of(1, 2) });
  assert.match(said, /^Computed `step`: there was no stored result\.$/);
  const [second, saidAgain] = await run({ table: Float64Array.of(1, 2), seed: 42 });
  assert.match(saidAgain, /^Reused `step`: inputs and code are unchanged/);
  assert.deepEqual([...second], [0.1, NaN]);
  assert.deepEqual(second, first);
  assert.equal(computed, 1);
});

test('it says which input changed, and going back finds the earlier result', async () => {
  const [, changed] = await run({ seed: 7, table: Float64Array.of(1, 2), more: true });
  assert.match(changed, /changed since the last time: seed, more \(new\)\.$/);
  assert.equal(computed, 2);
  const [, back] = await run({ seed: 42, table: Float64Array.of(1, 2) });
  assert.match(back, /^Reused/);
  assert.equal(computed, 2);
});

test('another computation is another result', async () => {
  const sent = await inKernel(async () => {
    assert.equal(await cached('step', { seed: 42, table: Float64Array.of(1, 2) }, () => 5), 5);
  });
  assert.match(String(sent[0].bundle.data['text/plain']), /changed since the last time: the cell’s code\.$/);
});

test('a torn or altered result is computed anew', async () => {
  await run({ a: 1 }, 'torn');
  const [name] = readdirSync(folder).filter((file) => file.startsWith('torn-'));
  const file = path.join(folder, name);
  const whole = readFileSync(file, 'utf8');
  for (const bad of [
    whole.slice(0, 40),
    '',
    whole.replace('base64\\":\\"', 'base64\\":\\"A'),
    '{"format":1}',
  ]) {
    writeFileSync(file, bad);
    const before = computed;
    const [result, said] = await run({ a: 1 }, 'torn');
    assert.match(said, /the stored result \(torn-[0-9a-f]+\.json\) was damaged\.$/);
    assert.equal(computed, before + 1);
    assert.deepEqual([...result], [0.1, NaN]);
  }
  assert.equal(
    JSON.stringify(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).includes('checksum'),
    true,
  );
});

test('an error or an interrupt in the middle leaves nothing behind', async () => {
  await assert.rejects(
    cached('failing', {}, () => {
      throw new Error('no');
    }),
    /no/,
  );
  assert.deepEqual(
    readdirSync(folder).filter((file) => file.startsWith('failing')),
    [],
  );
  await assert.rejects(cached('../out', {}, compute), RangeError);
  await assert.rejects(cached('bad', { f: compute }, compute), /input f is a function/);
});

test('the last eight results of a step are kept, the least recently used one goes', async (t) => {
  t.mock.method(console, 'log', () => undefined);
  for (let seed = 0; seed < 8; seed++) {
    await cached('many', { seed }, () => seed);
    for (const file of readdirSync(folder).filter((name) => name.startsWith('many-'))) {
      // A second between them, which the clock of the file system may not tell apart.
      const full = path.join(folder, file);
      const { value } = JSON.parse(readFileSync(full, 'utf8')) as { value: string };
      utimesSync(full, 1000 + Number(value), 1000 + Number(value));
    }
  }
  await cached('many', { seed: 0 }, () => Number('0')); // another code: a ninth result
  const values = readdirSync(folder)
    .filter((name) => name.startsWith('many-'))
    .map((name) => (JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { value: string }).value);
  assert.deepEqual(values.sort(), ['0', '1', '2', '3', '4', '5', '6', '7'].slice(1).concat('0').sort());
});

test('an edit of a file that computes is new code, of one that shows is not', () => {
  const root = path.join(work, 'project');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  write('lib/stats/mean.ts', 'a');
  write('lib/plots/box.ts', 'a');
  write('package-lock.json', '{}');
  const hash = codeHash(root);
  write('lib/plots/box.ts', 'b');
  assert.equal(codeHash(root), hash);
  write('lib/stats/mean.ts', 'b');
  const edited = codeHash(root);
  assert.notEqual(edited, hash);
  write('package-lock.json', '{ }');
  assert.notEqual(codeHash(root), edited);
});
