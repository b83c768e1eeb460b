import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { labelProvenance, readLabels, writeLabels, type Label } from '../../lib/tables/labels';
import { readPredictions, writePredictions, type WindowPrediction } from '../../lib/tables/predictions';
import { temporaryFolder } from '../support/folder';

const versions = { node: 'v20', package: '0.1.0' };

test('labels come back as they were written', () => {
  const file = path.join(temporaryFolder({}), 'output.obj');
  const label: Label = {
    corpus: 'IEMOCAP',
    scales: 'rated' as const,
    id: 'Ses01F_impro01_M012',
    session: 1,
    speaker: 'Ses01M',
    sex: 'M',
    start: 1.5,
    end: 4,
    emotion: 'xxx',
    valence: 2.5,
    arousal: NaN,
    dominance: 3,
    agreement: 0.75,
    categories: ['Neutral', 'Other'],
    transcript: '<b>"Hm", déjà vu</b>',
  };
  const none: Label = { ...label, id: 'Ses01F_impro01_M013', categories: [], transcript: '' };
  writeLabels(file, [label, none], labelProvenance('hash', versions));
  assert.deepEqual(readLabels(file), [label, none]);
});

test('predictions come back as they were written, with where they come from', () => {
  const file = path.join(temporaryFolder({}), 'predictions.obj');
  const predictions: WindowPrediction[] = [
    { interview: 'p1', start: 0, end: 4, probability: 0.75, excited: true, valence: 3.25, arousal: 4 },
    { interview: 'pp1', start: 2, end: 6, probability: NaN, excited: undefined, valence: NaN, arousal: NaN },
  ];
  writePredictions(file, predictions, { data: 'hash', settings: { hop: 2 }, versions });
  const stored = readPredictions(file);
  assert.deepEqual(stored.predictions, predictions);
  assert.deepEqual(stored.provenance?.settings, { hop: 2 });
});
