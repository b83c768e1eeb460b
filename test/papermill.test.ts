import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root } from './support/cells';

interface Cell {
  readonly source: string | string[];
  readonly outputs: readonly { readonly text?: string | string[] }[];
}

const joined = (text: string | string[] | undefined) => [text ?? []].flat().join('');
const cell = (source: string, tags: string[]) => ({
  cell_type: 'code',
  execution_count: null,
  metadata: { tags },
  outputs: [],
  source,
});

test('papermill -p sets the parameters of a TypeScript notebook', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-papermill-'));
  try {
    const cells = [
      cell("const seed = 42;\nconst set: string = 'original83';", ['parameters']),
      cell('console.log(JSON.stringify([seed + 1, set]));', []),
    ];
    const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'tslab' };
    const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 4 };
    writeFileSync(path.join(folder, 'in.ipynb'), JSON.stringify(notebook));
    const papermill = path.join(root, '.venv', 'bin', 'papermill');
    const { status, stderr } = spawnSync(
      papermill,
      ['in.ipynb', 'out.ipynb', '-p', 'seed', '7', '-p', 'set', `a "b" 'c' \\ \u00e4`, '-k', 'tslab'],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    const executed = JSON.parse(readFileSync(path.join(folder, 'out.ipynb'), 'utf8')) as { cells: Cell[] };
    assert.match(joined(executed.cells[1].source), /^const seed = 7;$/m);
    assert.equal(joined(executed.cells[2].outputs[0].text), `[8,"a \\"b\\" 'c' \\\\ \u00e4"]\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
