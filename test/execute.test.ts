import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { python, root } from './support/cells';

// How scripts/python/execute.py puts notebooks side by side, on notebooks that note what they do in a common file. They
// are Python's under the name of the project's kernel, since a Python kernel starts in a tenth of the time.
const work = mkdtempSync(path.join(tmpdir(), 'saa-execute-'));
const kernel = path.join(work, 'jupyter', 'kernels', 'tslab');
mkdirSync(kernel, { recursive: true });
const argv = [python, '-m', 'ipykernel_launcher', '--log-level=ERROR', '-f', '{connection_file}'];
writeFileSync(
  path.join(kernel, 'kernel.json'),
  JSON.stringify({ argv, display_name: 'TypeScript', language: 'typescript' }),
);
after(() => rmSync(work, { recursive: true, force: true }));

const notes = (name: string) => path.join(work, `${name}.txt`);
const cell = (tag: string | undefined, source: string) => ({
  cell_type: 'code',
  execution_count: null,
  metadata: tag === undefined ? {} : { tags: [tag] },
  outputs: [],
  source,
});

/** Begins to run notebooks of the cells given; each has `note`, which adds a line to the file of that
 * name, and `wait_for` a line, by whichever notebook. */
function start(name: string, notebooks: readonly (readonly ReturnType<typeof cell>[])[]) {
  const runs = notebooks.map((cells, i) => {
    const file = (kind: string) => path.join(work, `${name}-${i + 1}${kind}`);
    const opening = `import os, time
def noted():
    return open(${JSON.stringify(notes(name))}).read()
def note(text):
    with open(${JSON.stringify(notes(name))}, 'a') as file: file.write(text + '\\n')
def wait_for(text):
    while text not in noted(): time.sleep(0.02)
note(f'${i + 1} opens {os.getpid()}')`;
    const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'tslab' };
    writeFileSync(
      file('.ipynb'),
      JSON.stringify({
        cells: [cell(undefined, opening), cell('parameters', 'seed = 1'), ...cells],
        metadata: { kernelspec },
        nbformat: 4,
        nbformat_minor: 4,
      }),
    );
    const [executed, page] = [file('-executed.ipynb'), file('.html')];
    return { title: `notebook ${i + 1}`, source: file('.ipynb'), executed, page, parameters: {} };
  });
  const script = path.join(root, 'scripts', 'python', 'execute.py');
  const child = spawn(python, [script, JSON.stringify(runs)], {
    cwd: root,
    env: { ...process.env, JUPYTER_PATH: path.join(work, 'jupyter') },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { runs, child, ended, said: () => said };
}

const noted = (name: string) =>
  (existsSync(notes(name)) ? readFileSync(notes(name), 'utf8') : '').split('\n').slice(0, -1);
const kernelsOf = (name: string) =>
  noted(name)
    .filter((line) => line.includes('opens'))
    .map((line) => Number(line.split(' ')[2]));
/** Waits until a line has been noted. */
async function until(name: string, line: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!noted(name).includes(line)) {
    assert.ok(Date.now() < end, `'${line}' is not among ${noted(name).join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
async function assertEnded(pids: readonly number[]): Promise<void> {
  const lives = (pid: number) => existsSync(`/proc/${pid}`);
  for (let tries = 0; tries < 100 && pids.some(lives); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(pids.filter(lives), []);
}
test('a notebook opens at once, goes on when what it reads is stored, and says so in its turn', async () => {
  const name = 'beside';
  const { runs, ended, said } = start(name, [
    [
      cell(undefined, "wait_for('2 opens')"),
      cell(undefined, "time.sleep(0.3); note('1 stores')"),
      cell('stored', "note('1 stored')"),
      cell(undefined, "wait_for('2 reads')"), // would wait for ever if the second waited for its end
      cell(undefined, "note('1 ends')"),
    ],
    [cell(undefined, "note('2 reads')"), cell(undefined, "note('2 ends')")],
    [cell(undefined, "note('3 reads')")],
  ]);
  assert.equal(await ended, 0, said());
  const lines = noted(name).map((line) => line.replace(/ \d+$/, ''));
  const before = (first: string, second: string) =>
    assert.ok(lines.indexOf(first) < lines.indexOf(second), `${first} before ${second}: ${lines.join(', ')}`);
  assert.equal(lines.length, 9);
  before('2 opens', '1 stored');
  before('1 stored', '2 reads');
  before('2 reads', '1 ends');
  before('2 ends', '3 reads'); // nothing is tagged in the second
  assert.match(
    said(),
    /^\nnotebook 1\n {2}7 cells .*\n\nnotebook 2\n {2}4 cells .*\n\nnotebook 3\n {2}3 cells .*\n$/,
  );
  for (const { executed, page } of runs) assert.ok(existsSync(executed) && existsSync(page));
});

test('a notebook that fails takes along those after it, as if they had never begun', async () => {
  const name = 'failing';
  const { runs, ended, said } = start(name, [
    [
      cell('stored', "note('1 stored')"),
      cell(undefined, "wait_for('2 reads')"),
      cell(undefined, "raise ValueError('on purpose')"),
    ],
    [cell(undefined, "note('2 reads'); time.sleep(60)")],
    [],
  ]);
  assert.equal(await ended, 1);
  assert.match(
    said(),
    /^\nnotebook 1\n {2}cell 5 failed: ValueError: on purpose\n[^]*notebook 1 failed; how far it came/,
  );
  assert.doesNotMatch(said(), /notebook 2/);
  assert.deepEqual(
    runs.map(({ executed }) => existsSync(executed)),
    [true, false, false],
  );
  await assertEnded(kernelsOf(name));
});

test('an interrupt ends every kernel and keeps what the first ran', async () => {
  const name = 'interrupted';
  const { runs, child, ended, said } = start(name, [
    [cell(undefined, "wait_for('2 opens')"), cell(undefined, "note('1 computes')\nwhile True: pass")],
    [],
  ]);
  await until(name, '1 computes');
  child.kill('SIGINT');
  assert.equal(await ended, 1);
  assert.match(said(), /cell 4: interrupted\n/);
  assert.deepEqual(
    runs.map(({ executed }) => existsSync(executed)),
    [true, false],
  );
  await assertEnded(kernelsOf(name));
});
