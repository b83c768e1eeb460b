import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { promisify } from 'node:util';
import { writeDemoCorpus } from '../../lib/demo/corpus';
import { writeNotebookProgram } from '../support/run-notebook';
import { thinInterviews, thinned, thinUtterances } from '../support/thin-studies';

// Every notebook, on input from which something is missing: what lacks it says so, and the rest stands. The notebooks' own
// cells run, without a kernel: a second or two each.
const root = path.resolve(__dirname, '..', '..');
const work = mkdtempSync(path.join(tmpdir(), 'saa-thin-'));
const demo = path.join(work, 'demo');
const demoArtifacts = path.join(work, 'demo-artifacts');
const [first, second, third, fourth] = [
  'preprocess_data',
  'emotion_analysis',
  'preprocess_data_interview_data',
  'analyzing_relationship_frame_and_interview_level',
];

type Parameters = Readonly<Record<string, string | number | boolean | readonly string[]>>;
type Results = Readonly<Record<string, never>> & {
  readonly notRun: Readonly<Record<string, string>>;
};

/** Runs a notebook's cells; its results and what it said. */
async function run(
  name: string,
  data: string,
  artifacts: string,
  parameters: Parameters = {},
  results = artifacts,
): Promise<{ readonly said: string; readonly results: Results }> {
  const quick = { splits: 20, changedUtterances: 2, further: [] };
  const program = writeNotebookProgram(artifacts, name, { ...quick, ...parameters });
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
    maxBuffer: 1e8,
    env: {
      ...process.env,
      SAA_DATA: data,
      SAA_ARTIFACTS: artifacts,
      NODE_PATH: path.join(root, 'node_modules'),
      TF_CPP_MIN_LOG_LEVEL: '2',
    },
  });
  const file = path.join(results, 'results', `${name}.json`);
  const found = JSON.parse(readFileSync(file, 'utf8')) as Results;
  for (const [step, reason] of Object.entries(found.notRun)) {
    assert.ok(stdout.includes(`**Not run: ${step}.**`), `${step} is not said`);
    assert.ok(reason.length > 10, step);
  }
  const odd = stdout.split('\n').filter((line) => /\b(NaN|undefined|null)\b/.test(line));
  assert.deepEqual(odd, [], name);
  return { said: stdout, results: found };
}

before(async () => {
  await writeDemoCorpus(demo, { seed: 7, size: 'small' });
  mkdirSync(demoArtifacts);
  for (const name of [first, second, third, fourth]) await run(name, demo, demoArtifacts);
});
after(() => rmSync(work, { recursive: true, force: true }));

for (const [name, thinning] of Object.entries(thinUtterances)) {
  test(`utterances: ${name}`, async () => {
    const data = await thinned(demo, path.join(work, 'data'), thinning);
    const artifacts = path.join(work, 'artifacts');
    rmSync(artifacts, { recursive: true, force: true });
    mkdirSync(artifacts);
    for (const notebook of [first, second, third, fourth]) await run(notebook, data, artifacts);
  });
}

for (const [name, thinning] of Object.entries(thinInterviews)) {
  test(`interviews: ${name}`, async () => {
    const data = await thinned(demo, path.join(work, 'data'), thinning);
    const artifacts = path.join(work, 'artifacts');
    rmSync(artifacts, { recursive: true, force: true });
    cpSync(demoArtifacts, artifacts, { recursive: true });
    if (!name.includes('no audio')) await run(third, data, artifacts); // else the predictions stand as they are
    await run(fourth, data, artifacts);
  });
}
