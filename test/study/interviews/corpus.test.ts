import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { encodeWav } from '../../../lib/audio/wav';
import { readOwnRecordings } from '../../../lib/corpora/own-recordings';
import { featureSet } from '../../../lib/features/sets';
import { chosenTrait, openInterviews } from '../../../lib/study/interviews/corpus';
import type { InterviewModels } from '../../../lib/study/interviews/models';
import { frameRows, scoreInterviews } from '../../../lib/study/interviews/relation';
import { wholeInterviewTable } from '../../../lib/study/interviews/whole';
import { measureWindows, predictWindows, storePredictions } from '../../../lib/study/interviews/windows';
import { openPredictions } from '../../../lib/legacy/artifacts';
import { temporaryFolder } from '../../support/folder';
import { placesIn } from '../../support/places';

const names = ['面接その１', '面接その２', 'ガ行の人'];

/** A second of buzzing at a pitch, which has everything a voice is measured by. */
function buzz(hz: number, seconds: number): Uint8Array {
  const rate = 8000;
  const samples = Float64Array.from({ length: seconds * rate }, (_, n) => {
    let sum = 0;
    for (let k = 1; k * hz < rate / 2; k++) sum += Math.sin((2 * Math.PI * k * hz * n) / rate) / k;
    return 0.1 * sum;
  });
  return encodeWav([samples], rate, 16);
}

/** Valence is the mean pitch over 100, arousal 3 throughout, everything excited. */
function simpleModels(): InterviewModels {
  const features = featureSet('prosody').features.map(({ name }) => name);
  const zero = new Float64Array(features.length);
  const normalizer = { kind: 'min-max' as const, features, min: zero, max: zero.map(() => 100) };
  const linear = (bias: number, pitch: number) => ({
    normalizer,
    model: {
      kind: 'linear-svr' as const,
      features,
      weights: Float64Array.from(features, (name) => (name === 'f0_mean' ? pitch : 0)),
      bias,
      settings: {},
    },
  });
  const layers = [{ weights: zero, bias: Float64Array.of(5) }];
  return {
    source: 'trained',
    set: 'prosody',
    warnings: [],
    robust: null,
    valence: linear(0, 1),
    arousal: linear(3, 0),
    excited: {
      normalizer,
      model: { kind: 'mlp', features, classes: ['not excited', 'excited'], layers, settings: {} },
    },
  };
}

test('Japanese recordings with their scores go through the steps of notebooks 3 and 4', async () => {
  const root = temporaryFolder({
    ...Object.fromEntries(
      names.map((name, i) => [`録音/${name.normalize('NFD')}.wav`, buzz(150 + 50 * i, 3)]),
    ),
    '録音/壊れた.wav': 'RIFF: torn',
    '評点.csv': `participant,score,person\n${names.map((name, i) => `${name},${10 * i},人${i}`).join('\n')}\n壊れた,5,人９\n`,
    'artifacts/.keep': '',
  });
  const base = placesIn(path.join(root, 'artifacts'), path.join(root, 'nowhere'));
  const own = { recordings: path.join(root, '録音'), scores: path.join(root, '評点.csv') };
  const corpus = await openInterviews(base, own);
  assert.equal(corpus.source, 'own');
  assert.deepEqual(chosenTrait(corpus, 'Excited'), {
    trait: 'score',
    ofTrait: '',
    remark: 'The scores have no column `Excited`, so the one they have is studied: `score`.',
  });
  // What is computed of one's own lies apart from what is computed of the data folder.
  for (const place of ['windows', 'speech', 'wholeInterviews', 'predictions'] as const) {
    const apart = path.dirname(corpus.places[place]);
    assert.equal(path.dirname(apart), path.join(base.artifacts, 'own-recordings'));
    assert.match(path.basename(apart), /^録音-[0-9a-f]{8}$/);
  }
  assert.notEqual(corpus.places.results('x'), base.results('x'));
  // … and from what is computed of another folder of the same name.
  const other = temporaryFolder({ '録音/別.wav': buzz(150, 3), 'a.csv': 'participant,score\n別,1\n' });
  const second = { recordings: path.join(other, '録音'), scores: path.join(other, 'a.csv') };
  assert.notEqual((await openInterviews(base, second)).places.windows, corpus.places.windows);

  const measuring = { set: 'prosody', channel: 'left' as const };
  const windows = await measureWindows(corpus.places, corpus.interviews, { length: 2, hop: 1 }, measuring);
  assert.equal(windows.table.segments.length, 6);
  assert.deepEqual(
    windows.skipped.map(({ file }) => file),
    ['壊れた.wav'],
  );
  const models = simpleModels();
  const { predictions } = predictWindows(models, windows);
  assert.equal(storePredictions(corpus.places, windows, models, predictions), undefined);
  const stored = openPredictions(corpus.places.predictions);
  // The recording whose header could not be read is named in what the predictions say of their origin.
  assert.deepEqual(
    stored.provenance?.skipped?.map(({ file }) => file),
    ['壊れた.wav'],
  );
  const scored = scoreInterviews(corpus.interviews, stored.predictions, 'score');
  assert.deepEqual(
    scored.map(({ interview, human, meanValence }) => [interview.id, human, Math.round(100 * meanValence)]),
    [
      ['ガ行の人', 20, 250],
      ['面接その１', 0, 150],
      ['面接その２', 10, 200],
    ],
  );
  const rows = frameRows(
    scored.map(({ interview }) => interview.id),
    stored.predictions,
  );
  assert.equal(rows.values[0], 1); // all excited
  const whole = await wholeInterviewTable(
    corpus.places,
    scored.map(({ interview }) => interview),
    measuring,
  );
  assert.equal(whole.heard, 3);
  assert.equal(Math.round(whole.rows.values[whole.rows.features.indexOf('f0_mean')]), 250);
});

test('tables from elsewhere stand beside what is measured, and alone where nothing is', async () => {
  const data = temporaryFolder({
    'data_interview/Audio/Audio/P1.wav': buzz(200, 1),
    'data_interview/Features/given.csv': 'Participant,f0_mean,words\nP1,1,2\nP2,3,4\nP9,5,6\n',
    'artifacts/.keep': '',
  });
  const places = placesIn(path.join(data, 'artifacts'), data);
  const interview = (id: string, file?: string) => ({
    id,
    person: id.slice(1),
    take: 1 as const,
    files: file === undefined ? [] : [file],
    ratings: { Excited: 4 },
    raters: [],
  });
  const measuring = { set: 'prosody', channel: 'left' as const };
  const silent = await wholeInterviewTable(
    places,
    [interview('p1'), interview('p2'), interview('p3')],
    measuring,
  );
  assert.deepEqual(silent.rows.features, ['f0_mean', 'words']);
  assert.deepEqual([...silent.rows.values], [1, 2, 3, 4]);
  assert.equal(silent.measured, undefined);
  const both = await wholeInterviewTable(
    places,
    [interview('p1', 'data_interview/Audio/Audio/P1.wav'), interview('p2')],
    measuring,
  );
  const width = both.rows.features.length;
  assert.deepEqual(both.rows.features.slice(-2), ['Features:f0_mean', 'words']);
  assert.deepEqual([...both.rows.values.slice(-2)], [3, 4]);
  assert.ok(Number.isNaN(both.rows.values[width])); // p2 was not measured
  assert.equal(both.heard, 1);
});

test('one parameter without the other, a folder that is not there and an unknown trait are refused', async () => {
  const places = placesIn('/nowhere', '/nowhere');
  await assert.rejects(openInterviews(places, { recordings: 'x', scores: '' }), /name both/);
  await assert.rejects(
    openInterviews(places, { recordings: '/no/folder', scores: 'y.csv' }),
    /no such folder/,
  );
  const folder = temporaryFolder({ 's.csv': 'participant,score\na,1\n', 'a.wav': '' });
  const own = await readOwnRecordings(folder, path.join(folder, 's.csv'));
  assert.throws(
    () => chosenTrait({ ...own, traits: ['Excited', 'Calm'] }, 'Exited'),
    /no trait Exited; .* Excited, Calm: set `trait` to one of these/,
  );
  assert.deepEqual(chosenTrait({ traits: [] }, 'Excited'), {
    trait: 'Excited',
    ofTrait: ' of Excited',
    remark: 'There are no scores of raters, so nothing can be compared with them.',
  });
});
