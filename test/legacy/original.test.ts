import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  readOriginalPredictions,
  readOriginalStatistics,
  readOriginalUtterances,
} from '../../lib/legacy/original';
import reference from '../reference/pickles.json';

const dir = mkdtempSync(join(tmpdir(), 'saa-original-'));
after(() => rmSync(dir, { recursive: true }));

function stored(name: string, base64: string): string {
  const path = join(dir, name);
  writeFileSync(path, Buffer.from(base64, 'base64'));
  return path;
}

for (const [protocol, pickles] of Object.entries(reference.protocols)) {
  test(`protocol ${protocol}: labels of utterances`, () => {
    assert.deepEqual(readOriginalUtterances(stored('output.obj', pickles.utterances)), [
      {
        id: 'Ses01F_a_F000',
        start: 0.5,
        end: 2.25,
        categories: ['Anger', 'Neutral', 'Anger'],
        chosen: 'ang',
        valence: 1.5,
        arousal: 4,
        dominance: 3.5,
      },
      {
        id: 'Ses01F_a_M000',
        start: 3,
        end: 4.75,
        categories: ['Sadness'],
        chosen: 'sad',
        valence: 2,
        arousal: 2.5,
        dominance: 2,
      },
      {
        id: 'Ses01F_a_M001',
        start: 5,
        end: 6,
        categories: ['Other', 'Fröhlich'],
        chosen: 'xxx',
        valence: 3,
        arousal: 3,
        dominance: 3,
      },
    ]);
  });

  test(`protocol ${protocol}: predictions per window`, () => {
    const path = stored('input-interview-frameLengh4-overlap2.obj', pickles.predictions);
    assert.deepEqual(readOriginalPredictions(path), [
      { participant: 'p1', start: 0, end: 4, excited: false, valence: 2.5, arousal: 2.75 },
      { participant: 'p1', start: 2, end: 6, excited: true, valence: 3.25, arousal: 3.5 },
      { participant: 'p1', start: 4, end: 8, excited: true, valence: 3, arousal: 4 },
      { participant: 'pp1', start: 0, end: 4, excited: true, valence: 4, arousal: 3 },
    ]);
  });
}

test('statistics of the features', () => {
  const path = stored('min_acoustic_features.obj', reference.models.files['min_acoustic_features.obj']);
  assert.equal(readOriginalStatistics(path).length, 6);
});

test('another pickle than expected is refused, naming what it is', () => {
  const { utterances, predictions, plain } = reference.protocols['3'];
  const labels = stored('output.obj', predictions);
  assert.throws(
    () => readOriginalUtterances(labels),
    /output\.obj, utterance 0: expected an object of __main__ Output, found an object of __main__ Input/,
  );
  assert.throws(
    () => readOriginalPredictions(stored('x.obj', plain)),
    /x\.obj: expected a list, found a dict of 14/,
  );
  assert.throws(
    () => readOriginalStatistics(stored('x.obj', utterances)),
    /expected an array of numbers with 1 axes/,
  );
});
