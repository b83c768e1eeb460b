import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { readInterviews } from '../../lib/corpora/interviews';
import { writeDemoCorpus } from '../../lib/demo/corpus';
import { openPredictions } from '../../lib/legacy/artifacts';
import { scoreInterviews } from '../../lib/study/interviews/relation';
import { writePredictions } from '../../lib/tables/predictions';
import { runNotebook } from '../support/run-notebook';
import {
  mutedHalf,
  ratedAsPredicted,
  thinInterviews,
  thinned,
  thinUtterances,
} from '../support/thin-studies';

// Every notebook, on input from which something is missing: what lacks it says so, and the rest stands. The notebooks' own
// cells run, without a kernel, in this process: a second or two each.
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
): Promise<{ readonly said: string; readonly results: Results }> {
  const quick = { splits: 20, changedUtterances: 2, copiedUtterances: 30, sequenceModel: false, further: [] };
  const said = await runNotebook(name, { data, artifacts }, { ...quick, ...parameters });
  const apart = path.join(artifacts, 'own-recordings');
  const own = parameters.recordings === undefined ? artifacts : path.join(apart, readdirSync(apart)[0]);
  const file = path.join(own, 'results', `${name}.json`);
  const found = JSON.parse(readFileSync(file, 'utf8')) as Results;
  for (const [step, reason] of Object.entries(found.notRun)) {
    assert.ok(said.includes(`**Not run: ${step}.**`), `${step} is not said`);
    assert.ok(reason.length > 10, step);
  }
  const odd = said.split('\n').filter((line) => /\b(NaN|undefined|null)\b/.test(line));
  assert.deepEqual(odd, [], name);
  return { said, results: found };
}

before(async () => {
  await writeDemoCorpus(demo, { seed: 7, size: 'small' });
  mkdirSync(demoArtifacts);
  for (const name of [first, second, third, fourth]) await run(name, demo, demoArtifacts);
});
after(() => rmSync(work, { recursive: true, force: true }));

/** An artifacts folder that holds the measurements of the whole demo corpus, which are kept where they still fit. */
function artifactsWith(...files: readonly string[]): string {
  const artifacts = path.join(work, 'artifacts');
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts);
  for (const file of files)
    cpSync(path.join(demoArtifacts, file), path.join(artifacts, file), { recursive: true });
  return artifacts;
}
const measurements = ['input.obj', 'windows.obj', 'whole-interviews.obj'];
const predictionsFile = 'input-interview-frameLengh4-overlap2.obj';
const studied = [...measurements, 'output.obj', 'models', predictionsFile];

for (const [name, thinning] of Object.entries(thinUtterances)) {
  test(`utterances: ${name}`, async () => {
    const data = await thinned(demo, path.join(work, 'data'), thinning);
    const artifacts = artifactsWith(...measurements);
    for (const notebook of [first, second, third, fourth]) await run(notebook, data, artifacts);
  });
}

for (const [name, thinning] of Object.entries(thinInterviews)) {
  test(`interviews: ${name}`, async () => {
    const data = await thinned(demo, path.join(work, 'data'), thinning);
    const artifacts = artifactsWith(...studied);
    await run(third, data, artifacts);
    await run(fourth, data, artifacts);
  });
}

test("without a raters' file notebook 3 predicts as before, and both say where the file goes", async () => {
  const data = await thinned(demo, path.join(work, 'data'), thinInterviews["no raters' file"]);
  const artifacts = artifactsWith(...measurements, 'output.obj', 'models');
  const before = readFileSync(path.join(demoArtifacts, predictionsFile));
  const heard = await run(third, data, artifacts);
  assert.deepEqual(readFileSync(path.join(artifacts, predictionsFile)), before);
  const related = await run(fourth, data, artifacts);
  for (const { said } of [heard, related])
    assert.match(
      said,
      /no raters' file .*turker_scores_full_interview\.csv`: no such file; put the raters' scores there/,
    );
  assert.match(related.said, /\*\*No interview has both predictions and a score\*\*/);
  assert.equal(related.results.interviews, 0);
});

test('without recordings notebook 3 keeps the predictions of an earlier run and says so', async () => {
  const data = await thinned(demo, path.join(work, 'data'), thinInterviews['no audio']);
  const artifacts = artifactsWith(...studied);
  const { said } = await run(third, data, artifacts);
  assert.match(said, /\*\*Not stored:\*\* no window was measured, so the predictions of an earlier run stay/);
  const [kept, before] = [artifacts, demoArtifacts].map((folder) =>
    readFileSync(path.join(folder, predictionsFile)),
  );
  assert.deepEqual(kept, before);
});

test('predictions without a probability for a window: what needs one is left out, and the rest stands', async () => {
  const data = await thinned(demo, path.join(work, 'data'), thinInterviews['no audio, a table of features']);
  const artifacts = artifactsWith(...studied);
  const file = path.join(artifacts, predictionsFile);
  const { predictions, provenance } = openPredictions(file);
  assert.ok(provenance !== undefined);
  writePredictions(
    file,
    predictions.map((one) => ({ ...one, probability: NaN })),
    provenance,
  );
  const { results } = await run(fourth, data, artifacts);
  assert.match(results.notRun['attention over windows'], /no window here has probability/);
  assert.equal(results.framesAttended, null);
  for (const way of ['meanArousal', 'direct', 'fused'])
    assert.equal(typeof (results[way] as { pearson: unknown }).pearson, 'number', way);
  assert.equal(typeof (results.ceiling as { average: unknown }).average, 'number');
});

const original = process.env.SAA_SHARED_DATA && path.join(process.env.SAA_SHARED_DATA, 'original');

test(
  "the original project's predictions give the published shares, no audio beside them",
  {
    skip: original ? false : 'SAA_SHARED_DATA is not set',
  },
  async () => {
    const artifacts = artifactsWith();
    cpSync(path.join(original ?? '', 'processed-data'), artifacts, { recursive: true });
    const data = path.join(work, 'data');
    rmSync(data, { recursive: true, force: true });
    const { predictions } = openPredictions(path.join(artifacts, predictionsFile));
    ratedAsPredicted(data, predictions);
    const { results } = await run(fourth, data, artifacts);
    assert.deepEqual(Object.keys(results.notRun), ['attention over windows']);
    assert.equal(results.interviews, 138);
    for (const way of ['excitedShare', 'direct', 'fused'])
      assert.equal(typeof (results[way] as { pearson: unknown }).pearson, 'number', way);
    assert.equal(typeof (results.ceiling as { average: unknown }).average, 'number');
  },
);

test('a warning travels with the predictions, and own recordings replace nothing of the data folder', async () => {
  const recordings = path.join(work, 'own');
  cpSync(path.join(demo, 'data_interview', 'Audio', 'Audio'), recordings, { recursive: true });
  const names = readdirSync(recordings).sort();
  const scores = path.join(work, 'own.csv');
  writeFileSync(
    scores,
    `participant,score\n${names.map((name, i) => `${name},${[3, 1, 4, 2, 6, 5][i % 6]}`).join('\n')}\n`,
  );
  const artifacts = artifactsWith(...studied, 'results');
  const before = hashes(artifacts);
  const own = { recordings, scores };
  const heard = await run(third, demo, artifacts, own);
  const related = await run(fourth, demo, artifacts, own);
  for (const { said, results } of [heard, related]) {
    assert.match(said, /\*\*Warning\.\*\* The models learned from synthetic voices/);
    assert.match(JSON.stringify(results.warnings), /synthetic voices/);
  }
  assert.deepEqual(related.results.warnings, heard.results.warnings);
  assert.match(related.said, /The scores have no column `Excited`, .* is studied: `score`/);
  assert.doesNotMatch(related.said, /score of score/);
  const comparisons = related.results.comparisons as readonly { readonly interval: readonly number[] }[];
  for (const { interval } of comparisons)
    assert.ok(
      interval.every((end) => end === null || Math.abs(end) <= 2),
      interval.join(' to '),
    );
  const after = hashes(artifacts);
  for (const [file, hash] of Object.entries(before)) assert.equal(after[file], hash, file);
});

/** The bytes of the artifacts and results, by name. */
function hashes(artifacts: string): Record<string, string> {
  const files = [
    ...readdirSync(artifacts).filter((name) => name.endsWith('.obj')),
    ...readdirSync(path.join(artifacts, 'results')).map((name) => path.join('results', name)),
  ];
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(files.map((name) => [name, hash(path.join(artifacts, name))]));
}

test('a silent recording is missing, and both notebooks count and average the same windows', async () => {
  const data = await thinned(demo, path.join(work, 'data'), async (folder) => {
    await thinInterviews['one interview silent'](folder);
    await mutedHalf(folder);
  });
  const artifacts = artifactsWith(...studied);
  const heard = await run(third, data, artifacts);
  const related = await run(fourth, data, artifacts);
  const each = heard.results.interviews as unknown as readonly {
    readonly interview: string;
    readonly windows: number;
    readonly missing: number;
    readonly 'share excited': number | null;
  }[];
  const [silent, muted] = ['p1', 'p2'].map((id) => each.find(({ interview }) => interview === id));
  assert.ok(silent && muted);
  assert.deepEqual([silent.missing, silent['share excited']], [silent.windows, null]);
  assert.ok(muted.missing > 3 && muted.missing < muted.windows);
  const measured = each.reduce((sum, one) => sum + one.windows - one.missing, 0);
  const excited = each.reduce(
    (sum, one) => sum + (one['share excited'] ?? 0) * (one.windows - one.missing),
    0,
  );
  assert.equal(heard.results.missing, silent.missing + muted.missing);
  assert.ok(Math.abs(Number(heard.results.excitedShare) - excited / measured) < 1e-12);
  assert.equal(related.results.interviews, each.length - 1); // the silent one has nothing to compare
  assert.equal(related.results.missingWindows, muted.missing);
  assert.deepEqual(related.results.unpredicted, ['p1']);
  const { predictions } = openPredictions(path.join(artifacts, predictionsFile));
  const { interviews } = await readInterviews(data);
  for (const one of scoreInterviews(interviews, predictions, 'Excited'))
    assert.equal(
      one.excitedShare,
      each.find(({ interview }) => interview === one.interview.id)?.['share excited'],
    );
  // A silent window is like nothing that was learned from, and unlike nothing either.
  const apart = heard.results.outsideTraining as unknown as readonly { readonly interview: string }[];
  assert.ok(!apart.some(({ interview }) => interview === 'p1') && apart.length === each.length - 1);
});
