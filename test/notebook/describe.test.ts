import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formants } from '../../lib/praat/formants';
import { pitch } from '../../lib/praat/pitch';
import { trainLinearSvr } from '../../lib/models/svm/linear-svr';
import { fitMinMax } from '../../lib/models/data/normalizer';
import { describe as lineOf } from '../../lib/notebook/describe';
import { glide } from '../plots/gallery';

const signal = glide(1);

test('a signal and a recording: length, rate, peak', () => {
  const { samples, sampleRate } = signal;
  assert.match(lineOf(signal) ?? '', /^signal: 1\.000 s at \d+ Hz \(\d+ samples\), peak 0?\.\d+$|peak 1$/);
  assert.match(
    lineOf({ channels: [samples, samples], sampleRate, notes: ['a header was repaired'] }) ?? '',
    /^recording: 2 channels, 1\.000 s .*; a header was repaired$/,
  );
});

test('a contour: frames, how many are known, range', () => {
  assert.equal(
    lineOf({ values: Float64Array.of(NaN, 100, 120.25, 200), start: 0.02, step: 0.01 }),
    'contour: 4 values from 0.020 s, every 0.01 s; 3 known, 100 to 200 (median 120)',
  );
  assert.match(lineOf(pitch(signal)) ?? '', /^contour: \d+ values/);
  assert.match(lineOf({ values: Float64Array.of(NaN), start: 0, step: 1 }) ?? '', /none known/);
});

test('a track: a line for each of its contours', () => {
  const lines = (lineOf(formants(signal)) ?? '').split('\n');
  assert.match(lines[0], /^track: \d+ frames from/);
  assert.match(lines[1], /^ {2}frequency 1: .*\d+ to \d+ \(median \d+\)/);
  assert.equal(lines.length, 11);
});

test('models and normalizers: kind, columns, settings, weights', () => {
  const rows = { features: ['loudness', 'f0'], values: Float64Array.of(0, 0, 1, 0, 2, 1, 3, 1) };
  const model = trainLinearSvr(rows, [1, 2, 3, 4]);
  const line = lineOf(model) ?? '';
  assert.match(
    line,
    /^model \(linear-svr\) on 2 columns; settings: c 1, epsilon 0\.1; largest weights: loudness /,
  );
  const normalizer = fitMinMax(rows);
  assert.equal(lineOf(normalizer), 'normalizer (min-max) of 2 columns');
  const stored = { model, normalizer, target: 'arousal', units: [], scores: { ccc: 0.649, ci95: [0, 1] } };
  assert.deepEqual(lineOf(stored)?.split('\n  '), [
    'stored model of arousal',
    line,
    'normalizer (min-max) of 2 columns',
    'scores: ccc 0.649',
  ]);
});

test('other objects have none', () => {
  for (const other of [
    {},
    [],
    { values: [1], start: 0, step: 1 },
    { kind: 'entry' },
    new Map(),
    { start: 0, end: 1 },
  ])
    assert.equal(lineOf(other), undefined);
});
