import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { kernels, root, takeSteps, text, traceback } from './support/cells';
import type { CellResult } from './support/cells';
import { registerStockKernel } from './support/stock-kernel';

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | string[] }[];
}

const notebook = path.join(root, 'notebooks', 'emotion_analysis.ipynb');
const { cells } = JSON.parse(readFileSync(notebook, 'utf8')) as Notebook;
const first = cells.find((cell) => cell.cell_type === 'code') ?? assert.fail('no cell of code');
const imports = [first.source].flat().join('');

const grouped = (make: string) =>
  `${make}([{ word: 'a', value: 1 }, { word: 'a', value: 3 }]).groupby(['word']).col(['value']).mean().values`;

/** Runs cells where TensorFlow's native binding does not load. */
function withoutBinding(steps: string[], kernel?: string, folder?: string): CellResult[] {
  const { NODE_OPTIONS } = process.env;
  process.env.NODE_OPTIONS = `--require ${JSON.stringify(path.join(root, 'test/support/no-tensorflow-binding.cjs'))}`;
  try {
    return takeSteps(steps, kernel, folder) as CellResult[];
  } finally {
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = NODE_OPTIONS;
  }
}

function succeeded(results: readonly CellResult[]): void {
  for (const result of results) assert.equal(result.status, 'ok', traceback(result));
}

test("notebook 2's imports load without TensorFlow's native binding, under the project's kernel and a stock one", () => {
  const steps = [
    imports,
    `import { frame } from './lib/index';\nconsole.log(JSON.stringify(${grouped('frame')}));`,
  ];
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-no-binding-'));
  try {
    registerStockKernel(folder, 'stock');
    for (const results of [withoutBinding(steps, 'tslab', kernels), withoutBinding(steps, 'stock', folder)]) {
      succeeded(results);
      assert.match(text(results[1]), /\[\["a",2\]\]/);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('so does a first cell that imports danfo alone', () => {
  const results = withoutBinding([
    `import { DataFrame } from 'danfojs-node';`,
    `console.log(${grouped('new DataFrame')});`,
  ]);
  succeeded(results);
});
