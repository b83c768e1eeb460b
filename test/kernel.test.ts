import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(__dirname, '..');
const python = path.join(root, '.venv', 'bin', 'python');
/** Below lib/, where a kernel imports from; removed after the test, and not for git. */
const scratch = path.join('lib', 'scratch.tmp');

interface CellResult {
  status: string;
  outputs: { type: string; text?: string; ename?: string; evalue?: string; traceback?: string[] }[];
}

function runCells(cells: (string | { write: Record<string, string> })[], folder = root): CellResult[] {
  const env = { ...process.env, JUPYTER_PATH: path.join(root, '.venv', 'share', 'jupyter') };
  const script = path.join(root, 'test', 'support', 'run_cells.py');
  const { status, stdout, stderr } = spawnSync(python, [script, folder], {
    cwd: root,
    env,
    input: JSON.stringify(cells),
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as CellResult[];
}

test('a failing cell gives a Jupyter error, and does not take the next cell with it', () => {
  const [thrown, types, rejected, , next] = runCells(
    [
      'function measure(): never { throw new RangeError("floor -3 Hz"); }\nmeasure();',
      'const wrong: number = "text";',
      'await Promise.reject(new Error("later"));',
      'throw new Error("and again");',
      '1 + 1',
    ],
    path.join(root, 'notebooks'),
  );
  const error = thrown.outputs.find(({ type }) => type === 'error');
  assert.equal(thrown.status, 'error');
  assert.deepEqual([error?.ename, error?.evalue], ['RangeError', 'floor -3 Hz']);
  assert.ok(error?.traceback?.some((line) => line.includes('at measure (cell')));
  assert.ok(!error?.traceback?.some((line) => line.includes('node_modules')), error?.traceback?.join('\n'));
  assert.match(
    types.outputs[0].traceback?.join('\n') ?? '',
    /cell 1:7 - Type 'string' is not assignable to type 'number'/,
  );
  assert.equal(rejected.outputs[0].evalue, 'later');
  assert.deepEqual([next.status, next.outputs[0].text], ['ok', '2\n']);
});

test('an edit deep below an import is in force when the import cell is run again, also after a mistake', () => {
  mkdirSync(path.join(root, scratch), { recursive: true });
  try {
    const deep = (text: string) => ({ write: { [path.join(scratch, 'deep.ts')]: text } });
    const importCell = "import { ten } from './lib/scratch.tmp/top';\nten();";
    const results = runCells([
      {
        write: {
          [path.join(scratch, 'top.ts')]:
            "import { one } from './deep';\nexport const ten = () => 10 * one;\n",
        },
      },
      deep('export const one = 1;\n'),
      importCell,
      deep('export const one = 2;\n'),
      importCell,
      deep('export const one = ;\n'),
      importCell,
      deep('export const one = 30;\n'),
      importCell,
    ]);
    const answers = results.map(({ status, outputs }) => (status === 'ok' ? outputs[0].text : status));
    assert.deepEqual(answers, ['10\n', '20\n', 'error', '300\n']);
  } finally {
    rmSync(path.join(root, scratch), { recursive: true, force: true });
  }
});
