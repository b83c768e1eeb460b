import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { answer } from '../../lib/commands/saa';
import { writeDemoCorpus } from '../../lib/demo/corpus';
import { readInterviews } from '../../lib/corpora/interviews';
import { onnxInstalled } from '../../lib/onnx/runtime';
import { isReport, type Report } from '../../lib/notebook/report';
import { openStudy } from '../../lib/reports/open-study';
import { writeEmbeddingModel } from '../support/embedding-model';
import { temporaryFolder } from '../support/folder';

const skip = onnxInstalled() ? false : 'the optional part is not installed (npm run setup -- --with onnx)';
const folder = temporaryFolder({ 'artifacts/README': '' });
const names = ['SAA_ARTIFACTS', 'SAA_DATA'] as const;
const before = names.map((name) => process.env[name]);
process.env.SAA_ARTIFACTS = path.join(folder, 'artifacts');
process.env.SAA_DATA = path.join(folder, 'data');
after(() =>
  names.forEach((name, i) => {
    if (before[i] === undefined) delete process.env[name];
    else process.env[name] = before[i];
  }),
);

/** The sentences of a report and of those within it. */
function sentences({ parts }: Report): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? part : isReport(part) ? sentences(part) : []));
}

test('an embedding goes through notebooks 1 to 3 and saa score like any feature set', { skip }, async () => {
  const data = path.join(folder, 'data');
  await writeDemoCorpus(data, { seed: 3, size: 'small' });
  const set = `onnx:${writeEmbeddingModel(folder)}`;

  const first = await openStudy('preprocess_data', { set });
  const utterances = await first.measureUtterances();
  assert.equal(utterances.features.length, 7);
  assert.ok(utterances.features.every((name) => name.startsWith('onnx_')));
  sentences(await utterances.correlate('arousal'));
  const again = await (await openStudy('preprocess_data', { set })).measureUtterances();
  assert.match(sentences(again)[0], /^Kept the stored table/);

  const second = await openStudy('emotion_analysis', { seed: 42 });
  const rows = await second.utterances({ further: ['prosody'] });
  const sets = rows.complete.sets.map(({ name }) => name);
  const [own] = sets;
  assert.match(own, /^onnx-tones-/);
  assert.deepEqual(sets, [own, 'prosody', `${own}+prosody`]);
  assert.match(
    sentences(rows).join(' '),
    /tones\.onnx` says of a recording \(licence: CC0; source: made by a test\)/,
  );
  const picks = await second.pickRegressions(rows);
  const compared = await second.compareRegressions(rows, picks);
  assert.ok(JSON.stringify(compared).includes(own), 'the table of all models names the set');
  const classifier = await second.pickClassifier(rows);
  await second.storeModels(rows, picks, classifier);
  await second.cues(rows, picks);
  await second.linearCues(rows);
  const card = readFileSync(path.join(folder, 'artifacts/models/arousal/MODEL.md'), 'utf8');
  assert.match(card, /\| embedding tones\.onnx, licence \| CC0 \|/);
  assert.match(card, /\| embedding tones\.onnx, source \| made by a test \|/);

  const third = await openStudy('preprocess_data_interview_data', { set });
  const windows = await third.measureWindows();
  const predictions = await windows.predict();
  const scores = predictions.frame();
  const arousal = scores.column('arousal').values as number[];
  assert.ok(arousal.length > 20 && arousal.some((value) => value !== arousal[0]));
  await predictions.moments(predictions.interviews[0]);
  assert.deepEqual(Object.keys(third.notRun), []);

  const { interviews } = await readInterviews(data);
  const file = interviews.flatMap(({ files }) => files)[0];
  const models = path.join(folder, 'artifacts/models');
  const scored = await answer(['score', path.join(data, file), '--models', models]);
  assert.equal(scored.status, 0, scored.messages.join());
  assert.ok(typeof scored.output === 'string');
  assert.match(scored.output, /^file,start,end,speaker,arousal,valence,excited\n/);
});
