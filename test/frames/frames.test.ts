import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { tableFromIPC } from 'apache-arrow';
import { withColumn } from '../../lib/frames/columns';
import { featureFrame, frame } from '../../lib/frames/frame';
import { describe, groupMeans } from '../../lib/frames/group';
import { join } from '../../lib/frames/join';
import { saveFrame } from '../../lib/frames/save';
import { sortBy } from '../../lib/frames/sort';
import { table, tableHtml } from '../../lib/notebook/tables';
import type { Signal } from '../../lib/audio/signal';
import { formants } from '../../lib/praat/formants';
import { harmonicity } from '../../lib/praat/harmonicity';
import { intensity } from '../../lib/praat/intensity';
import { pitch } from '../../lib/praat/pitch';
import { voiceReport } from '../../lib/praat/voice-report';
import { columnInfo, columnValues, numbersOf } from '../../lib/tables/columns';

const rated = () =>
  frame([
    { id: 'a', emotion: 'exc', arousal: 4, f0_mean: 210 },
    { id: 'b', emotion: 'sad', arousal: 1.5, f0_mean: NaN },
    { id: 'c', emotion: 'exc', arousal: 3, f0_mean: 190 },
    { id: 'd', emotion: 'sad', arousal: NaN, f0_mean: 110 },
  ]);

test('columns of labels and of feature sets know their unit, also behind what danfo makes of their names', () => {
  const table = rated();
  assert.equal(columnInfo(table, 'arousal').unit, '1 to 5');
  assert.equal(columnInfo(table, 'f0_mean').unit, 'Hz');
  assert.equal(columnInfo(table, 'arousal_std').meaning, 'std of how excited an utterance sounds');
  assert.deepEqual(columnInfo(table, 'arousal_count'), {
    unit: '',
    digits: 0,
    meaning: 'number of values of arousal',
  });
  assert.equal(columnInfo(table.query(table.column('arousal').gt(2)), 'f0_mean').unit, 'Hz');
  assert.deepEqual(columnInfo(table, 'toString'), { unit: '', meaning: '' });
  const own = frame({ x: [1, 2] }, { x: { unit: 'ms', meaning: 'delay', digits: 1 } });
  assert.deepEqual(columnInfo(own, 'x'), { unit: 'ms', meaning: 'delay', digits: 1 });
});

test('a frame is shown with units, and what a column means when its name is pointed at', () => {
  const html = tableHtml(table(rated()));
  assert.match(html, /title="how excited an utterance sounds"[^>]*>arousal</);
  assert.match(html, />1 to 5</);
  assert.match(html, />4\.00</);
});

test('means of groups leave out what is missing, where danfo gives NaN', () => {
  const means = groupMeans(rated(), 'emotion');
  assert.deepEqual(means.columns, ['emotion', 'n', 'arousal', 'f0_mean']);
  assert.deepEqual(means.values, [
    ['exc', 2, 3.5, 200],
    ['sad', 2, 1.5, 110],
  ]);
  const danfo = rated().groupby(['emotion']).col(['arousal']).mean().values as unknown[][];
  assert.ok(Number.isNaN(danfo[1][1]));
});

test('describe gives the summary of every column of numbers', () => {
  const summary = describe(rated());
  assert.deepEqual(columnValues(summary, 'column'), ['arousal', 'f0_mean']);
  assert.deepEqual(columnValues(summary, 'n'), [3, 3]);
  assert.deepEqual(columnValues(summary, 'median'), [3, 190]);
  assert.deepEqual(columnValues(summary, 'unit'), ['1 to 5', 'Hz']);
});

test('join puts the second table beside the first by a key, and names a key that is there twice', () => {
  const scores = frame([
    { id: 'c', score: 7 },
    { id: 'a', score: 5 },
  ]);
  const both = join(rated(), scores, 'id');
  assert.deepEqual(both.columns, ['id', 'emotion', 'arousal', 'f0_mean', 'score']);
  assert.deepEqual([...numbersOf(both, 'score')], [5, NaN, 7, NaN]);
  assert.throws(
    () => join(scores, join(scores, scores, 'id'), 'person'),
    /no column person; there are id, score/,
  );
  const twice = frame([
    { id: 'a', score: 5 },
    { id: 'a', score: 6 },
  ]);
  assert.throws(() => join(rated(), twice, 'id'), /id 'a' is there twice/);
});

test('sortBy puts missing values last, whichever end is first', () => {
  assert.deepEqual(columnValues(sortBy(rated(), 'arousal'), 'id'), ['b', 'c', 'a', 'd']);
  assert.deepEqual(columnValues(sortBy(rated(), 'arousal', { descending: true }), 'id'), [
    'a',
    'c',
    'b',
    'd',
  ]);
  assert.deepEqual(columnValues(sortBy(rated(), 'emotion'), 'id'), ['a', 'c', 'b', 'd']);
  assert.equal(columnInfo(sortBy(rated(), 'arousal'), 'f0_mean').unit, 'Hz');
  assert.throws(() => sortBy(rated(), 'valence'), /no column valence/);
});

test('a promise of a frame, or of a recording, is named with the way out', async () => {
  const promised = Promise.resolve(rated()) as unknown as ReturnType<typeof rated>;
  for (const step of [
    () => sortBy(promised, 'id'),
    () => groupMeans(promised, 'id'),
    () => describe(promised),
  ])
    assert.throws(step, /promise of one: put `await` before measure/);
  await assert.rejects(saveFrame(promised, 'a.csv'), /promise of one: put `await`/);
  const sound = Promise.resolve({ samples: new Float64Array(9), sampleRate: 9 }) as unknown as Signal;
  for (const measured of [pitch, formants, intensity, harmonicity, voiceReport])
    assert.throws(() => measured(sound), /promise of one: put `await` before open/);
});

test('withColumn computes a column from each row and keeps the others', () => {
  const table = withColumn(rated(), 'high', ({ arousal }) => Number(arousal) > 2);
  assert.deepEqual(columnValues(table, 'high'), [true, false, true, false]);
  assert.deepEqual(columnValues(table, 'id'), ['a', 'b', 'c', 'd']);
});

test('a feature table becomes a frame, a row per segment', () => {
  const segments = ['x', 'y'].map((id) => ({ id, file: `${id}.wav`, start: 0, end: 1 }));
  const made = featureFrame({ segments, features: ['f0_mean'], values: Float64Array.of(100, NaN) }, 'file', {
    sex: ['F', 'M'],
  });
  assert.deepEqual(made.columns, ['file', 'sex', 'f0_mean']);
  assert.deepEqual([...numbersOf(made, 'f0_mean')], [100, NaN]);
});

test('columns of different length, missing columns and text for numbers are named', () => {
  assert.throws(() => frame({ a: [1, 2], b: [1] }), /column b has 1 values, a has 2/);
  assert.throws(() => numbersOf(rated(), 'arousl'), /no column arousl; there are id, emotion, arousal/);
  assert.throws(() => numbersOf(rated(), 'emotion'), /column emotion holds "exc", which is no number/);
});

test('a frame is saved as CSV, Arrow and Parquet, with gaps as gaps', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-frame-'));
  try {
    const file = (name: string) => path.join(folder, name);
    await saveFrame(rated(), file('a.csv'));
    assert.equal(
      readFileSync(file('a.csv'), 'utf8'),
      'id,emotion,arousal,f0_mean\na,exc,4,210\nb,sad,1.5,\nc,exc,3,190\nd,sad,,110\n',
    );
    await saveFrame(rated(), file('a.arrow'));
    const arrow = tableFromIPC(readFileSync(file('a.arrow')));
    assert.deepEqual([...(arrow.getChild('f0_mean') ?? [])], [210, null, 190, 110]);
    assert.equal(arrow.schema.fields[3].metadata.get('unit'), 'Hz');
    await saveFrame(rated(), file('a.parquet'));
    assert.equal(readFileSync(file('a.parquet')).subarray(0, 4).toString(), 'PAR1');
    await assert.rejects(saveFrame(rated(), file('a.xlsx')), /a\.xlsx: a frame is saved as \.csv, \.parquet/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
