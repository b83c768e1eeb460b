import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readLinkedCorpora } from '../../../lib/corpora/linked';
import { writeDemoCorpus } from '../../../lib/demo/corpus';
import { regressionRecipes } from '../../../lib/models/selection/recipes';
import { random } from '../../../lib/stats/random';
import { copyWeights, conditionsOf } from '../../../lib/study/utterances/conditions';
import { changedSample, robustComparison } from '../../../lib/study/utterances/robust';
import { furtherChanges, trainingChanges, unseenChanges } from '../../../lib/study/utterances/robust-changes';
import { robustClassifier, robustRegression } from '../../../lib/study/utterances/robust-models';
import { predictedWithCopies } from '../../../lib/study/utterances/robust-selection';
import { completeSets, named } from '../../../lib/study/utterances/feature-sets';
import { labelOf } from '../../../lib/tables/labels';
import { classificationRecipes, applyFitted } from '../../../lib/models/selection/recipes';
import { fourEmotions } from '../../../lib/study/utterances/models';
import { closeTo } from '../../support/close-to';
import { rowsOf } from '../../support/rows';

test('training on changed copies: every session is predicted, clean and after unseen changes', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-robust-'));
  try {
    const data = path.join(folder, 'demo');
    await writeDemoCorpus(data, { seed: 1, size: 'small' });
    const { utterances } = await readLinkedCorpora(data);
    const segments = utterances.map(({ segment }) => segment);
    const sample = await changedSample(data, segments, utterances.map(labelOf), ['prosody'], {
      seed: 1,
      count: 60,
    });
    assert.equal(sample.labels.length, 60);
    const found = await robustComparison(sample, 'arousal', ['training rows', 'speaker and condition']);
    for (const { robust, plain } of found) {
      for (const { scores, picks } of [robust, plain]) {
        const { clean, changed, mean, share, further } = scores;
        assert.equal(clean.n, 60);
        const families = (all: readonly { readonly family: string }[]) => all.map(({ family }) => family);
        assert.deepEqual(families(changed.map(({ change }) => change)), families(unseenChanges(1)));
        assert.deepEqual(families(further.map(({ change }) => change)), families(furtherChanges(1)));
        const sum = changed.reduce((total, { ccc }) => total + ccc, 0);
        assert.ok(Math.abs(mean - sum / 4) < 1e-12 && Math.abs(share - mean / clean.ccc) < 1e-12);
        assert.equal(picks.length, 5);
      }
      assert.notEqual(robust.scores.clean.ccc, plain.scores.clean.ccc);
    }

    // Models to store: on every clean utterance and the copies.
    const rows = sample.changed.measured[0].sets[0];
    const all = completeSets(sample.labels, [named('prosody', rows)]);
    const regression = robustRegression(all, sample, 'arousal', found[0].robust);
    assert.equal(regression.copies, 5 * 60);
    assert.ok(Object.keys(regression.scores.after ?? {}).includes('white noise 10 dB'));
    assert.ok(applyFitted(regression.fitted, all.sets[0].rows).every(Number.isFinite));
    const { model, robust, plain } = await robustClassifier(all, sample, classificationRecipes[0]);
    assert.equal(model.copies, sample.labels.filter(({ emotion }) => fourEmotions.includes(emotion)).length);
    for (const { clean, mean, share } of [robust, plain]) {
      assert.ok(clean > 0.3 && clean <= 1);
      closeTo(share, mean / clean, 1e-12);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('no change that is tested is one that is trained on', () => {
  const name = ({ family, degree }: { readonly family: string; readonly degree: string }) =>
    `${family} ${degree}`;
  const trained = trainingChanges(1).map(name);
  for (const one of [...unseenChanges(1), ...furtherChanges(1)])
    assert.ok(!trained.includes(name(one)), name(one));
});

test('copies count together as much as clean recordings, and both together as the clean ones alone', () => {
  const weights = copyWeights(4, 20);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  closeTo(sum(weights.subarray(0, 4)), 2, 1e-12);
  closeTo(sum(weights.subarray(4)), 2, 1e-12);
  assert.deepEqual(copyWeights(3, 0), Float64Array.of(1, 1, 1));
});

test('gaps take the means of the training rows, whatever else is predicted with them', async () => {
  const stream = random(3);
  const values = Float64Array.from({ length: 60 }, () => stream.normal());
  const targets = Float64Array.from({ length: 30 }, (_, i) => values[2 * i] + 0.1 * stream.normal());
  const mean = values.filter((_, k) => k % 2 === 1).reduce((sum, value) => sum + value, 0) / 30;
  const training = { recipe: regressionRecipes[0], rows: rowsOf(values, 2), targets, clean: 30 };
  const predict = (test: readonly number[]) => predictedWithCopies(training, rowsOf(test, 2));
  const [alone] = await predict([0.5, NaN]);
  assert.equal((await predict([0.5, NaN, 0.1, 1000]))[0], alone);
  closeTo(alone, (await predict([0.5, mean]))[0], 1e-9);
});

test('the scale of a condition takes its mean and spread out, a gap of a whole group lies at its middle', () => {
  const change = { family: 'unchanged', degree: '', level: NaN };
  const features = ['a', 'b'];
  const values = Float64Array.of(1, NaN, 3, NaN, 10, 2, 20, 4);
  const changed = { of: [0, 1, 2, 3], measured: [{ change, sets: [{ features, values }] }] };
  const labels = ['x', 'x', 'y', 'y'].map((speaker) => ({ speaker }) as ReturnType<typeof labelOf>);
  const scaled = (scale: 'condition' | 'speaker and condition') =>
    Array.from(conditionsOf(changed, ['prosody'], labels, scale)[0].sets[0].rows.values);
  assert.deepEqual(scaled('speaker and condition'), [-1, 0, 1, 0, -1, -1, 1, 1]);
  const [first, gap] = scaled('condition');
  assert.ok(first < 0 && Number.isNaN(gap), 'measured elsewhere: the gap is left to the training rows');
});
