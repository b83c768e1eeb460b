import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { original83 } from '../../lib/features/sets/original83';
import { hasOriginalModels, readOriginalModels } from '../../lib/legacy/models';
import { predict } from '../../lib/models/predict';
import { originalInterviewModels } from '../../lib/study/interviews/models';
import { predictRows } from '../../lib/study/interviews/windows';
import { readOriginalPredictions, readOriginalUtterances } from '../../lib/legacy/original';
import reference from '../reference/pickles.json';
import { closeTo } from '../support/close-to';

const dir = mkdtempSync(join(tmpdir(), 'saa-original-'));
after(() => rmSync(dir, { recursive: true }));

const { files, expected } = reference.models;
const features = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The files as the original had them, models apart from the rest. */
function originalFolder(name: string): string {
  const folder = join(dir, name);
  mkdirSync(join(folder, 'model'), { recursive: true });
  mkdirSync(join(folder, 'processed-data'));
  for (const [file, base64] of Object.entries(files)) {
    const place = file.endsWith('.sav') ? 'model' : 'processed-data';
    writeFileSync(join(folder, place, file), Buffer.from(base64, 'base64'));
  }
  return folder;
}

test('imported models predict what scikit-learn predicts', () => {
  const folder = originalFolder('whole');
  assert.ok(hasOriginalModels(folder));
  const models = readOriginalModels(folder, features);
  const values = Float64Array.from(expected.rows.flat(), (value) => value ?? NaN);
  const found = predictRows(
    originalInterviewModels(models, 'any'),
    { features, values },
    expected.rows.map(() => 'p1'),
  );
  // Only the order of additions differs.
  found.valence.forEach((value, i) => closeTo(value, expected.valence[i], 1e-12));
  found.arousal.forEach((value, i) => closeTo(value, expected.arousal[i], 1e-12));
  assert.deepEqual(
    Array.from(found.probability, (p) => (p >= 0.5 ? 1 : 0)),
    expected.excited,
  );
  const inputs = Float64Array.from(expected.inputs.flat());
  const probability = predict(models.excited, { features, values: inputs });
  probability.forEach((value, i) => closeTo(value, expected.probability[i], 1e-12));
  assert.deepEqual(models.valence.settings, { c: 1, epsilon: 0.1 });
});

test('a missing file, another feature count and another model are refused by name', () => {
  const folder = originalFolder('damaged');
  assert.throws(
    () => readOriginalModels(folder, ['a']),
    /min_acoustic_features\.obj: 6 columns, expected the original's 1/,
  );
  const sav = join(folder, 'model', 'model_classification_excited.sav');
  writeFileSync(sav, Buffer.from(files['model_regression_arouse.sav'], 'base64'));
  assert.throws(
    () => readOriginalModels(folder, features),
    /model_classification_excited\.sav: expected an object of .*MLPClassifier, found an object of .*SVR/,
  );
  rmSync(sav);
  assert.equal(hasOriginalModels(folder), false);
  assert.throws(() => readOriginalModels(folder, features), /model_classification_excited\.sav not found/);
});

// The original's own files are too large, and not ours, to keep in the repository.
const shared = process.env.SAA_SHARED_DATA;
const skip =
  shared === undefined ? "SAA_SHARED_DATA does not point to the original project's artifacts" : false;

test("the original's models on reference features give the reference predictions", { skip }, () => {
  const csv = (file: string) => {
    const [head, ...rows] = readFileSync(join(shared ?? '', 'reference', file), 'utf8')
      .trim()
      .split(/\r?\n/);
    return { head: head.split(','), rows: rows.map((row) => row.split(',')) };
  };
  const measured = csv('interviews.praat83.csv');
  const wanted = csv('interviews.original-models.csv');
  const names = measured.head.slice(2);
  assert.deepEqual(
    names,
    original83.features.map((feature) => feature.name),
  );
  const models = readOriginalModels(join(shared ?? '', 'original'), names);
  for (const file of new Set(measured.rows.map((row) => row[0]))) {
    const own = measured.rows.filter((row) => row[0] === file).map((row) => row.slice(2));
    const values = Float64Array.from(own.flat(), (text) => (text === '' ? NaN : Number(text)));
    const found = predictRows(
      originalInterviewModels(models, 'original83'),
      { features: names, values },
      own.map(() => file),
    );
    wanted.rows
      .filter((row) => row[0] === file)
      .forEach(([, start, excited, valence, arousal], k) => {
        const where = `${file} at ${start} s`;
        assert.equal(Number(found.probability[k] >= 0.5), Number(excited), where);
        closeTo(found.valence[k], Number(valence), 1e-6, where); // the files hold nine digits
        closeTo(found.arousal[k], Number(arousal), 1e-6, where);
      });
  }
});

test("the original's labels and predictions are read whole", { skip }, () => {
  const folder = join(shared ?? '', 'original', 'processed-data');
  const utterances = readOriginalUtterances(join(folder, 'output.obj'));
  assert.equal(utterances.length, 10039);
  assert.equal(new Set(utterances.map((utterance) => utterance.id)).size, 10039);
  const predictions = readOriginalPredictions(join(folder, 'input-interview-frameLengh4-overlap2.obj'));
  assert.equal(new Set(predictions.map((prediction) => prediction.participant)).size, 138);
});
