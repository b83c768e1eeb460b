// npm run notebooks:stock: the four notebooks, whole, on a small demo corpus: under a tslab without the project's kernel, and
// under the project's, which must give the same outputs.
// Takes minutes, because a stock tslab checks the whole library with every import; npm test runs the import cells alone.
// Nothing below lib/ may change meanwhile (npm test writes there): a stock tslab does not survive that.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { python, root } from './support/cells';
import { registerStockKernel } from './support/stock-kernel';

const notebooks = [
  'preprocess_data',
  'emotion_analysis',
  'preprocess_data_interview_data',
  'analyzing_relationship_frame_and_interview_level',
];

interface Notebook {
  readonly cells: readonly {
    readonly source: string | readonly string[];
    readonly outputs?: readonly unknown[];
  }[];
}

/** Runs the notebooks into a folder; throws where a cell failed. */
function run(folder: string, env: Readonly<Record<string, string>>): void {
  const rendered = path.join(folder, 'rendered');
  mkdirSync(rendered, { recursive: true });
  const runs = notebooks.map((name) => ({
    title: name,
    source: path.join(root, 'notebooks', `${name}.ipynb`),
    executed: path.join(rendered, `${name}.ipynb`),
    page: path.join(rendered, `${name}.html`),
    parameters: {},
  }));
  const { status } = spawnSync(
    python,
    [path.join(root, 'scripts', 'python', 'execute.py'), JSON.stringify(runs)],
    {
      cwd: root,
      env: { ...process.env, SAA_ARTIFACTS: path.join(folder, 'artifacts'), ...env },
      stdio: 'inherit',
    },
  );
  assert.equal(status, 0, `${path.basename(folder)}: a notebook failed`);
}

/** Each cell of an executed notebook with its outputs; execute.py has taken out times and progress bars. */
function outputsOf(folder: string, name: string): { cell: string; outputs: unknown[] }[] {
  const file = path.join(folder, 'rendered', `${name}.ipynb`);
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as Notebook;
  return cells.map(({ source, outputs = [] }, i) => ({
    cell: `${name}, cell ${i}: ${[source].flat().join('').split('\n')[0]}`,
    outputs: [...outputs],
  }));
}

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'saa-stock-'));
  const at = (...parts: string[]) => path.join(work, ...parts);
  try {
    await writeDemoCorpus(at('data'), { seed: 7, size: 'small' });
    registerStockKernel(at('jupyter'), 'tslab'); // the name that the notebooks ask for
    const data = { SAA_DATA: at('data') };
    console.error('Under a stock tslab:');
    run(at('stock'), { ...data, JUPYTER_PATH: at('jupyter') });
    console.error("Under the project's kernel:");
    run(at('kernel'), data);
    for (const name of notebooks) {
      const stock = outputsOf(at('stock'), name);
      const own = outputsOf(at('kernel'), name);
      assert.equal(own.length, stock.length, `${name}: cells`);
      own.forEach(({ cell, outputs }, i) => assert.deepEqual(outputs, stock[i].outputs, cell));
      const count = own.reduce((sum, { outputs }) => sum + outputs.length, 0);
      console.error(`${name}: the ${count} outputs are the same under both`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
void main();
