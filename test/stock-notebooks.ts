// npm run notebooks:stock: the four notebooks, whole, on a small demo corpus under a tslab without the project's kernel.
// Takes minutes, because a stock tslab checks the whole library with every import; npm test runs the import cells alone.
// Nothing below lib/ may change meanwhile (npm test writes there): a stock tslab does not survive that.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'saa-stock-'));
  const at = (...parts: string[]) => path.join(work, ...parts);
  try {
    await writeDemoCorpus(at('data'), { seed: 7, size: 'small' });
    registerStockKernel(at('jupyter'), 'tslab'); // the name that the notebooks ask for
    mkdirSync(at('rendered'));
    const runs = notebooks.map((name) => ({
      title: name,
      source: path.join(root, 'notebooks', `${name}.ipynb`),
      executed: at('rendered', `${name}.ipynb`),
      page: at('rendered', `${name}.html`),
      parameters: {},
    }));
    const { status } = spawnSync(
      python,
      [path.join(root, 'scripts', 'python', 'execute.py'), JSON.stringify(runs)],
      {
        cwd: root,
        env: {
          ...process.env,
          JUPYTER_PATH: at('jupyter'),
          SAA_DATA: at('data'),
          SAA_ARTIFACTS: at('artifacts'),
        },
        stdio: 'inherit',
      },
    );
    process.exitCode = status ?? 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
void main();
