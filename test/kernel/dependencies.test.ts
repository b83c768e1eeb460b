import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { root } from '../support/cells';

interface Stale {
  readonly cell: number;
  readonly code: string;
  readonly changed: readonly string[];
}
interface Notebook {
  run(source: string, number: number, context: object): Promise<unknown>;
  stale(): Stale[];
}
type Bundle = {
  readonly data: { readonly 'text/plain': string };
  readonly transient: { readonly display_id: string };
};
const require = createRequire(__filename);
const { createNotebook } = require('../../scripts/kernel/notebook.cjs') as {
  createNotebook: (folder: string, remember: (number: number) => string) => Notebook;
};
const { createStaleNote } = require('../../scripts/kernel/stale-note.cjs') as {
  createStaleNote: (
    notebook: Pick<Notebook, 'stale'>,
  ) => (display: (bundle: Bundle, update: boolean) => void, isWaiting: boolean) => void;
};

const notebook = createNotebook(path.join(root, 'test', 'kernel'), (number) => `cell-${number}`);
let number = 0;
async function run(identity: string, source: string): Promise<void> {
  const over = new Promise(() => {});
  await notebook.run(source, ++number, { identity, turn: () => Promise.resolve(), over });
}
const stale = (): string[] => notebook.stale().map(({ code, changed }) => `${code}: ${changed.join(', ')}`);

test('cells that read a changed name are stale, and those that read what they give; running them mends it', async () => {
  await run('a', 'const limit = 3;');
  await run('b', 'const kept = [1, 5].filter((v) => v < limit);');
  await run('c', 'const count = kept.length;');
  await run('d', 'const apart = 1;');
  assert.deepEqual(stale(), []);
  await run('a', 'const limit = 9;');
  const all = ['const kept = [1, 5].filter((v) => v < limit);: limit', 'const count = kept.length;: kept'];
  assert.deepEqual(stale(), all);
  await run('d', 'const apart = 2;');
  assert.deepEqual(stale(), all);
  await run('b', 'const kept = [1, 5].filter((v) => v < limit);');
  assert.deepEqual(stale(), ['const count = kept.length;: kept']);
  await run('c', 'const count = kept.length;');
  assert.deepEqual(stale(), []);
});

test('a cell run again that gives the same changes nothing', async () => {
  await run('a', 'const limit = 9;');
  await run(
    'e',
    "import { mean } from '../../lib/stats/summary';\nfunction half(v: number) { return v / 2; }",
  );
  await run('f', 'const m = mean([half(1)]);');
  await run(
    'e',
    "import { mean } from '../../lib/stats/summary';\nfunction half(v: number) { return v / 2; }",
  );
  assert.deepEqual(stale(), []);
  await run(
    'e',
    "import { mean } from '../../lib/stats/summary';\nfunction half(v: number) { return v / 4; }",
  );
  assert.deepEqual(stale(), ['const m = mean([half(1)]);: half']);
});

test('a cell that calls a function depends on what that reads', async () => {
  await run('g', 'let scale = 1;');
  await run('h', 'const scaled = (v: number) => v * scale;');
  await run('i', 'const out = scaled(2);');
  await run('j', 'scale = 5;');
  assert.deepEqual(
    stale().filter((one) => !one.includes('mean')),
    ['const out = scaled(2);: scale'],
  );
});

test('a cell whose text was changed replaces its earlier version', async () => {
  await run('const w = 1;', 'const w = 1;');
  await run('const twice = w * 2;', 'const twice = w * 2;');
  await run('const w = 2;', 'const w = 2;');
  await run('const twice = w * 3;', 'const twice = w * 3;');
  assert.deepEqual(
    stale().filter((one) => one.includes('twice')),
    [],
  );
});

test('the note below a cell lists what became stale, and is emptied as that is run again', () => {
  let cells: Stale[] = [];
  const shown = new Map<string, string>();
  const note = createStaleNote({ stale: () => cells });
  const after = (now: Stale[], isWaiting = false): string[] => {
    cells = now;
    note((bundle, update) => {
      assert.equal(shown.has(bundle.transient.display_id), update);
      shown.set(bundle.transient.display_id, bundle.data['text/plain']);
    }, isWaiting);
    return [...shown.values()];
  };
  const one = { cell: 2, code: 'const b = a;', changed: ['a'] };
  const two = { cell: 3, code: 'b < 2', changed: ['b'] };
  assert.deepEqual(after([]), []);
  const listed =
    'Their inputs changed; run these cells again:\n[2] const b = a;  (reads a)\n[3] b < 2  (reads b)';
  assert.deepEqual(after([one, two], true), []); // further cells wait to be run
  assert.deepEqual(after([one, two]), [listed]);
  assert.deepEqual(after([two]), [listed.replace(/\[2\].*\n/, '')]);
  assert.deepEqual(after([]), ['']);
  assert.equal(after([one]).length, 2);
});
