import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root, takeSteps, text, traceback } from './support/cells';
import type { CellResult } from './support/cells';
import { registerStockKernel } from './support/stock-kernel';

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | string[] }[];
}

/** The import cell of each notebook, which is where a stock kernel can differ: it compiles all of the library below. */
const importCells = readdirSync(path.join(root, 'notebooks'))
  .filter((file) => file.endsWith('.ipynb'))
  .map((file) => {
    const { cells } = JSON.parse(readFileSync(path.join(root, 'notebooks', file), 'utf8')) as Notebook;
    return [cells.find((cell) => cell.cell_type === 'code')?.source ?? ''].flat().join('');
  });

test('a stock tslab compiles and loads what every notebook imports', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-stock-'));
  try {
    registerStockKernel(folder, 'stock');
    const results = takeSteps([...importCells, "show('ready');"], 'stock', folder) as CellResult[];
    assert.equal(importCells.length, 5);
    for (const result of results)
      assert.equal(result.status, 'ok', traceback(result) || text(result) || JSON.stringify(result.outputs));
    assert.equal(results.at(-1)?.outputs[0].type, 'display_data');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
