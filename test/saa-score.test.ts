import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import { encodeWav } from '../lib/audio/wav';
import { answer } from '../lib/commands/saa';
import { readInterviews } from '../lib/corpora/interviews';
import { writeDemoCorpus } from '../lib/demo/corpus';
import { featureSet } from '../lib/features/sets';
import { saveModel } from '../lib/models/storage/store';
import { readInterviewModels, SYNTHETIC } from '../lib/study/interviews/models';
import { measureWindows, predictWindows } from '../lib/study/interviews/windows';
import { openPlaces } from '../lib/study/places';
import { mean } from '../lib/stats/summary';
import { columnOf, readTable } from '../lib/tables/arrow';
import { useArtifacts } from './support/artifacts';
import { temporaryFolder } from './support/folder';
import { takingTurns, talk } from './support/talk';

const RATE = 16000;
const silence = new Float64Array(12 * RATE);
const folder = temporaryFolder({
  'talk.wav': encodeWav([talk(10, 3)], RATE),
  'long.wav': encodeWav([talk(130, 5)], RATE),
  'silent.wav': encodeWav([silence], RATE),
  'half.wav': encodeWav([Float64Array.from([...talk(10, 3), ...silence])], RATE),
  'bad.wav': 'no sound',
  'artifacts/README': '',
});
useArtifacts(path.join(folder, 'artifacts'));
const at = (name: string) => path.join(folder, name);

/** What a command wrote, as rows of texts by column. */
async function run(
  ...args: string[]
): Promise<{ rows: Record<string, string>[]; messages: string; status: number }> {
  const { output, messages, status } = await answer(args);
  assert.ok(typeof output === 'string');
  const rows: Record<string, string>[] = parse(output, { columns: true });
  return { rows, messages: messages.join('\n'), status };
}

const set = featureSet('original83');
const features = set.features.map(({ name }) => name);
/** A model of a few columns, stored as notebook 2 stores models. */
function store(
  models: string,
  target: string,
  weightOf: (column: string) => number,
  warnings: string[] = [],
) {
  saveModel(path.join(models, target), {
    normalizer: {
      kind: 'standard',
      features,
      mean: new Float64Array(features.length),
      deviation: new Float64Array(features.length).fill(1),
    },
    model: {
      kind: 'ridge',
      features,
      weights: Float64Array.from(features, weightOf),
      bias: 3,
      settings: { penalty: 1 },
    },
    target,
    units: set.features.map(({ unit }) => unit),
    provenance: {
      kind: 'model',
      data: 'x',
      features: { name: set.name, version: set.version },
      settings: {},
      versions: {},
      warnings,
    },
    scores: {},
  });
}

test('without a model the starter scores arousal alone, and is named with what it is', async () => {
  const { rows, messages, status } = await run('score', at('talk.wav'));
  assert.deepEqual(Object.keys(rows[0]), ['file', 'start', 'end', 'speaker', 'arousal']);
  assert.deepEqual(
    rows.map(({ start, end }) => `${start}-${end}`),
    ['0-4', '2-6', '4-8', '6-10'],
  );
  assert.ok(rows.every(({ arousal }) => Number.isFinite(Number(arousal)) && arousal !== ''));
  assert.match(messages, /^Starter model of arousal/);
  assert.match(messages, /speak German/);
  assert.match(messages, /Less than 2 minutes of the recording/);
  assert.equal(status, 0);
});

test('two minutes of a voice are scored on its own scale about the level of the columns as measured, and this is said', async () => {
  const { rows, messages } = await run('score', at('long.wav'));
  assert.match(messages, /on the voice's own scale/);
  assert.doesNotMatch(messages, /Less than 2 minutes/);
  const pieces = await run('score', at('long.wav'), '--summary');
  const own = mean(rows.map(({ arousal }) => Number(arousal)));
  assert.ok(Math.abs(Number(pieces.rows[0].arousal) - own) < 1e-9);
  const [low, high] = [Number(pieces.rows[0].arousal_low), Number(pieces.rows[0].arousal_high)];
  assert.ok(low < own && own < high);
  assert.equal(pieces.rows[0].models, 'starter');
  assert.match(pieces.rows[0].warnings, /own scale/);
});

test('silence has no score: fields are empty, never 0, and counted', async () => {
  const { rows, messages, status } = await run('score', at('silent.wav'), at('half.wav'));
  const of = (name: string) => rows.filter(({ file }) => file.endsWith(name));
  assert.ok(of('silent.wav').length > 0 && of('silent.wav').every(({ arousal }) => arousal === ''));
  assert.match(messages, /silent\.wav: No speech was found/);
  assert.match(messages, /half\.wav: Of 10 windows 5 hold no speech/);
  assert.equal(of('half.wav').filter(({ arousal }) => arousal === '').length, 5);
  // What is heard is scored as if the silence were not there.
  const alone = await run('score', at('talk.wav'));
  assert.deepEqual(
    of('half.wav')
      .slice(0, 4)
      .map(({ arousal }) => arousal),
    alone.rows.map(({ arousal }) => arousal),
  );
  assert.equal(status, 0);
  const { rows: summary } = await run('score', at('silent.wav'), '--summary');
  assert.deepEqual([summary[0].missing, summary[0].arousal, summary[0].outside], ['5', '', '']);
});

test('a recording of half a second is scored with a warning, one window alone has a score, and remarks are sentences', async () => {
  writeFileSync(at('short.wav'), encodeWav([talk(0.5, 3)], RATE));
  const { rows, messages, status } = await run('score', at('short.wav'));
  assert.deepEqual(
    rows.map(({ start, end, arousal }) => [start, end, arousal !== '']),
    [['0', '0.5', true]],
  );
  assert.match(
    messages,
    /The recording is 0\.5 s long, and the models learned from utterances of a few seconds\./,
  );
  assert.equal(status, 0);
  const { rows: summary } = await run('score', at('silent.wav'), '--summary');
  assert.match(summary[0].warnings, /^No sound: .*\. \d+ of \d+ rows .*\. No speech was found/);
  assert.doesNotMatch(summary[0].warnings, /hold no speech/);
});

test('a file that cannot be read is named, the others are scored, and the status is 1', async () => {
  const { rows, messages, status } = await run('score', at('bad.wav'), at('talk.wav'), at('none.wav'));
  assert.equal(rows.length, 4);
  assert.match(messages, /bad\.wav: /);
  assert.match(messages, /none\.wav: no such file/);
  assert.equal(status, 1);
});

test('two speakers with a channel each are scored each in their own channel', async () => {
  writeFileSync(at('two.wav'), encodeWav(takingTurns(60), RATE));
  const { rows } = await run('score', at('two.wav'), '--speakers', '2');
  const starts = (name: string) =>
    rows.filter(({ speaker }) => speaker === name).map(({ start }) => Number(start));
  assert.deepEqual([...new Set(rows.map(({ speaker }) => speaker))].sort(), ['left', 'right']);
  assert.ok(starts('left').every((start) => start % 20 <= 8 || start % 20 >= 18));
  assert.ok(starts('right').length >= 9);
});

test('Arrow holds the same rows, with units and models; --out writes it', async () => {
  const out = at('scores.arrow');
  await answer(['score', at('talk.wav'), '--format', 'arrow', '--out', out]);
  const table = readTable(out, { kind: 'recording-scores' });
  const { rows } = await run('score', at('talk.wav'));
  assert.deepEqual(
    Array.from(columnOf(table, 'arousal', 'number')),
    rows.map(({ arousal }) => Number(arousal)),
  );
  assert.match(JSON.stringify(table.provenance.settings), /Starter model/);
});

test('mistakes in the command are named', async () => {
  const status = async (...args: string[]) => {
    const { messages, status: code } = await answer(['score', ...args]);
    return `${code} ${messages.join(' ')}`;
  };
  assert.match(await status(), /^2 .*no recording; name one/);
  assert.match(await status(at('talk.wav'), '--speakers', '3'), /^2 .*--speakers 3: take one of 1, 2/);
  assert.match(await status(at('talk.wav'), '--models', at('artifacts')), /^1 .*no model there/);
  assert.match(await status(at('talk.wav'), '--window', '0'), /^2 .*--window 0/);
});

test('the scores of demo interviews are those of notebook 3, to the last digit', async () => {
  const data = at('demo');
  await writeDemoCorpus(data, { seed: 3, size: 'small' });
  const models = at('own-artifacts/models');
  store(models, 'arousal', (column) => (/F0|intensity/i.test(column) ? 0.01 : 0));
  store(models, 'valence', (column) => (/shimmer|jitter/i.test(column) ? 1 : 0));
  process.env.SAA_DATA = data;
  try {
    const places = {
      ...(await openPlaces()),
      artifacts: at('own-artifacts'),
      models,
      windows: at('windows.obj'),
    };
    const { interviews } = await readInterviews(data);
    const measured = await measureWindows(
      places,
      interviews,
      { length: 4, hop: 2 },
      { set: 'original83', channel: 'left' },
    );
    const { predictions } = predictWindows(readInterviewModels(places, 'original83'), measured);
    const recorded = interviews.flatMap(({ id, files }) =>
      files.map((file) => ({ id, file: path.join(data, file) })),
    );
    const files = recorded.map(({ file }) => file);
    const { rows } = await run('score', ...files, '--models', models);
    assert.equal(rows.length, predictions.length);
    const scored = rows.filter(({ arousal }) => arousal !== '');
    assert.ok(scored.length > 0.9 * rows.length, `${scored.length} of ${rows.length}`);
    const wanted = new Map(
      predictions.map((one) => [`${one.interview} ${one.start}`, [one.arousal, one.valence].map(String)]),
    );
    const idOf = new Map(recorded.map(({ id, file }) => [file, id]));
    for (const { file, start, arousal, valence } of scored)
      assert.deepEqual([arousal, valence], wanted.get(`${idOf.get(file)} ${start}`));
  } finally {
    delete process.env.SAA_DATA;
  }
});

test('exported models score as those in the folder do, one file or a folder of them', async () => {
  const models = at('to-export/models');
  const files = at('exported');
  mkdirSync(files);
  store(models, 'arousal', (column) => (/F0|intensity/i.test(column) ? 0.01 : 0));
  store(models, 'valence', (column) => (/shimmer|jitter/i.test(column) ? 1 : 0));
  const file = (target: string) => path.join(files, `${target}.onnx`);
  for (const target of ['arousal', 'valence'])
    await answer(['export', target, '--models', models, '--out', file(target)]);
  const stored = await run('score', at('talk.wav'), '--models', models);
  const both = await run('score', at('talk.wav'), '--models', files);
  assert.deepEqual(both.rows, stored.rows);
  assert.ok(both.rows.every(({ arousal, valence }) => Number(arousal) > 1 && Number(valence) > 1));
  assert.match(both.messages, /^Models of npx saa export, in /);
  const one = await run('score', at('talk.wav'), '--models', file('arousal'));
  assert.deepEqual(Object.keys(one.rows[0]), ['file', 'start', 'end', 'speaker', 'arousal']);
  assert.deepEqual(
    one.rows.map(({ arousal }) => arousal),
    stored.rows.map(({ arousal }) => arousal),
  );
  const says = async (place: string) =>
    (await answer(['score', at('talk.wav'), '--models', place])).messages.join();
  copyFileSync(file('arousal'), file('again'));
  assert.match(await says(files), /arousal\.onnx: it predicts arousal, as .*again\.onnx does; move one/);
  writeFileSync(file('again'), 'no model');
  assert.match(await says(files), /again\.onnx: it is no ONNX file/);
  assert.match(await says(file('none')), /none\.onnx: no such file/);
});

test('models of synthetic voices are used only where they are named', async () => {
  const models = at('artifacts/models');
  store(models, 'arousal', () => 0, [SYNTHETIC]);
  assert.ok(existsSync(path.join(models, 'arousal', 'MODEL.md')));
  const unnamed = await run('score', at('talk.wav'));
  assert.match(unnamed.messages, /^Starter model/);
  const named = await run('score', at('talk.wav'), '--models', models);
  assert.deepEqual(
    named.rows.map(({ arousal }) => arousal),
    ['3', '3', '3', '3'],
  );
  assert.match(named.messages, /^Models trained by notebook 2/);
  assert.match(named.messages, /learned from synthetic voices/);
  store(models, 'arousal', () => 0);
  const own = await run('score', at('talk.wav'));
  assert.equal(own.rows[0].arousal, '3');
  assert.doesNotMatch(own.messages, /[Ss]tarter/);
  assert.ok(readFileSync(path.join(models, 'arousal', 'MODEL.md'), 'utf8').length > 0);
});
