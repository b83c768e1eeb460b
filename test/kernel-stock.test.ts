import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root, takeSteps, text, traceback } from './support/cells';
import type { CellResult } from './support/cells';

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
    const spec = path.join(folder, 'kernels', 'stock');
    mkdirSync(spec, { recursive: true });
    const program = path.join(root, 'node_modules', 'tslab', 'bin', 'tslab');
    const argv = [process.execPath, program, 'kernel', '--config-path={connection_file}'];
    const kernel = { argv, display_name: 'stock', language: 'typescript', interrupt_mode: 'signal' };
    writeFileSync(path.join(spec, 'kernel.json'), JSON.stringify(kernel));
    const results = takeSteps([...importCells, "say('ready');"], 'stock', folder) as CellResult[];
    assert.equal(importCells.length, 4);
    for (const result of results)
      assert.equal(result.status, 'ok', traceback(result) || text(result) || JSON.stringify(result.outputs));
    assert.equal(results.at(-1)?.outputs[0].type, 'display_data');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
