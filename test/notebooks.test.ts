import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { writeDemoCorpus } from '../lib/demo/corpus';

// The notebooks, as npm run notebooks executes them, on a small demo corpus in which one recording is damaged.
const root = path.resolve(__dirname, '..');
const work = mkdtempSync(path.join(tmpdir(), 'saa-notebooks-'));
const data = path.join(work, 'data');
const artifacts = path.join(work, 'artifacts');
const names = [
  'preprocess_data',
  'emotion_analysis',
  'preprocess_data_interview_data',
  'analyzing_relationship_frame_and_interview_level',
];

interface Cell {
  cell_type: string;
  outputs?: { output_type: string; name?: string; data?: Record<string, unknown>; text?: string }[];
}
const outputsOf = (name: string) => {
  const { cells } = JSON.parse(readFileSync(path.join(artifacts, 'rendered', `${name}.ipynb`), 'utf8')) as {
    cells: Cell[];
  };
  return cells.flatMap((cell) => cell.outputs ?? []);
};
const results = (name: string) =>
  JSON.parse(readFileSync(path.join(artifacts, 'results', `${name}.json`), 'utf8')) as Record<string, never>;

function runNotebooks(...more: string[]) {
  const script = path.join(root, 'scripts', 'notebooks.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, '--data', data, '--artifacts', artifacts, ...more],
    { encoding: 'utf8', cwd: work },
  );
  return { status, text: stdout + stderr };
}

before(async () => {
  await writeDemoCorpus(data, { seed: 7, size: 'small' });
  const dialogs = path.join(data, 'IEMOCAP_full_release', 'Session1', 'sentences', 'wav');
  const dialog = path.join(dialogs, readdirSync(dialogs)[0]);
  writeFileSync(path.join(dialog, readdirSync(dialog)[0]), 'RIFF: torn');
  const { status, text } = runNotebooks();
  assert.equal(status, 0, text);
});
after(() => rmSync(work, { recursive: true, force: true }));

for (const name of [...names, 'explore']) {
  test(`${name} ends without errors, and every figure holds a picture`, () => {
    const outputs = outputsOf(name);
    assert.deepEqual(
      outputs.filter(({ output_type, name: stream }) => output_type === 'error' || stream === 'stderr'),
      [],
    );
    const figures = outputs.filter((output) => output.data?.['application/vnd.plotly.v1+json'] !== undefined);
    const pictures = outputs.filter((output) => output.data?.['image/png'] !== undefined);
    assert.ok(figures.length >= 1 && pictures.length >= 2);
    for (const { data: bundle } of figures) {
      assert.match(String(bundle?.['image/png']), /^iVBORw0KGgo/);
      assert.ok(String(bundle?.['text/plain']).length > 20);
    }
    assert.ok(
      readFileSync(path.join(artifacts, 'rendered', `${name}.html`), 'utf8').includes('data:image/png'),
    );
  });
}

test('the damaged recording is named, counted, and stops nothing', () => {
  const { skipped, corpus, features } = results('preprocess_data') as unknown as {
    skipped: { counts: Record<string, number>; each: { file: string; reason: string }[] };
    corpus: { utterances: number; synthetic: boolean };
    features: { measured: number };
  };
  assert.equal(corpus.synthetic, true);
  assert.equal(features.measured, corpus.utterances - 1);
  assert.equal(skipped.counts['recording that could not be read'], 1);
  assert.match(skipped.each[0].reason, /\.wav/);
});

test('the results hold every promised number', () => {
  const number = (value: unknown) => value === null || typeof value === 'number';
  const emotion = results('emotion_analysis') as unknown as Record<
    string,
    Record<string, Record<string, unknown>>
  >;
  assert.equal(
    Object.keys(emotion).join(),
    'corpus,features,featureSets,byEmotion,seed,valence,arousal,excited,robust,leakage,negativeControl,changes,subgroups,' +
      'acrossCorpora,sequence,protocols,notRun',
  );
  for (const target of ['valence', 'arousal']) {
    for (const protocol of ['random', 'leaveOneSessionOut']) {
      for (const key of ['pearson', 'ccc', 'sqrtR2', 'mse', 'mae', 'medianAE', 'mape', 'rocAuc']) {
        assert.ok(number(emotion[target][protocol][key]), `${target}.${protocol}.${key}`);
      }
    }
  }
  for (const protocol of ['random', 'leaveOneSessionOut']) {
    for (const key of ['accuracy', 'uar', 'precision', 'recall', 'rocAuc'])
      assert.ok(number(emotion.excited[protocol][key]));
    assert.deepEqual(
      (emotion.excited[protocol].confusion as number[][]).map((row) => row.length),
      [2, 2],
    );
  }
  for (const way of [emotion.robust, emotion.robust.plain, emotion.robust.speakerAndCondition]) {
    assert.equal(typeof (way.clean as Record<string, unknown>).ccc, 'number');
    assert.equal(Object.keys(way.changed as object).length, 4);
  }
  const relation = results('analyzing_relationship_frame_and_interview_level') as unknown as Record<
    string,
    Record<string, unknown>
  >;
  assert.equal(relation.interviews, 6);
  assert.ok(number(relation.medianSplit));
  for (const { pearson, pHolm } of Object.values(
    relation.speech.relations as Record<string, Record<string, unknown>>,
  ))
    assert.ok(number(pearson) && number(pHolm));
  for (const way of ['excitedShare', 'meanArousal', 'meanValence', 'framesLearned', 'direct', 'fused']) {
    for (const key of ['pearson', 'p', 'rocAuc'])
      assert.equal(typeof relation[way][key], 'number', `${way}.${key}`);
    assert.equal((relation[way].ci95 as number[]).length, 2);
  }
  assert.equal(typeof relation.ceiling.average, 'number');
  assert.match(JSON.stringify(relation.answer), /interviews of \d+ persons/);
});

test('a second run measures nothing and gives the same results files', () => {
  const files = names.map((name) => readFileSync(path.join(artifacts, 'results', `${name}.json`), 'utf8'));
  const tables = readdirSync(artifacts).filter((name) => name.endsWith('.obj'));
  const bytes = tables.map((name) => readFileSync(path.join(artifacts, name)));
  const { status, text } = runNotebooks();
  assert.equal(status, 0, text);
  assert.doesNotMatch(text, /measuring (?!recordings)/); // explore measures its few each time
  assert.deepEqual(
    names.map((name) => readFileSync(path.join(artifacts, 'results', `${name}.json`), 'utf8')),
    files,
  );
  assert.deepEqual(
    tables.map((name) => readFileSync(path.join(artifacts, name))),
    bytes,
  );
});

test('notebook 4 runs from the label file and the predictions alone, and says what the direct way lacks', () => {
  rmSync(path.join(data, 'data_interview', 'Audio'), { recursive: true });
  rmSync(path.join(data, 'IEMOCAP_full_release'), { recursive: true });
  const { status, text } = runNotebooks('--only', names[3]);
  assert.equal(status, 0, text);
  const relation = results(names[3]) as unknown as Record<string, Record<string, unknown>>;
  assert.equal(relation.interviews, 6);
  assert.equal(typeof relation.meanArousal.pearson, 'number');
  assert.equal(relation.direct.pearson, null);
  assert.match(String(relation.direct.lacks), /recordings/);
});

test('a notebook that fails ends the run, says where, and leaves what it has', () => {
  const empty = path.join(work, 'empty');
  mkdirSync(path.join(empty, 'data_interview'), { recursive: true });
  const script = path.join(root, 'scripts', 'notebooks.mjs');
  const { status, stderr } = spawnSync(
    process.execPath,
    [script, '--data', empty, '--artifacts', path.join(work, 'other')],
    { encoding: 'utf8' },
  );
  assert.equal(status, 1);
  assert.match(stderr, /no corpus of utterances/);
  assert.match(stderr, /preprocess_data failed/);
});
