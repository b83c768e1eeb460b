import assert from 'node:assert/strict';
import test from 'node:test';
import type { InterviewModels } from '../../../lib/study/interviews/models';
import type { FeatureTable } from '../../../lib/tables/feature-table';
import { predictWindows } from '../../../lib/study/interviews/windows';

const features = ['x', 'y'];
const normalizer = {
  kind: 'min-max' as const,
  features,
  min: Float64Array.of(0, 0),
  max: Float64Array.of(10, 10),
};
const linear = (x: number, y: number, bias: number) => ({
  normalizer,
  model: { kind: 'linear-svr' as const, features, weights: Float64Array.of(x, y), bias, settings: {} },
});
const models: InterviewModels = {
  source: 'trained',
  set: 'any',
  warnings: [],
  robust: null,
  valence: linear(1, 0, 2),
  arousal: linear(0, 1, 3),
  excited: {
    normalizer,
    model: {
      kind: 'mlp',
      features,
      classes: ['not excited', 'excited'],
      // The larger y, the more excited: one hidden unit, turning point at y = 5.
      layers: [
        { weights: Float64Array.of(0, 1), bias: Float64Array.of(0) },
        { weights: Float64Array.of(8), bias: Float64Array.of(-4) },
      ],
      settings: {},
    },
  },
};
const segment = (id: string, start: number) => ({
  id: `${id}@${start}`,
  file: `${id}.wav`,
  start,
  end: start + 4,
});

const windowsOf = (table: FeatureTable, interviews: readonly string[], silent: readonly number[] = []) => ({
  table,
  interviews,
  times: table.segments,
  silent,
});

test('a gap gets its mean over the same interview; an interview that never has the feature gets no prediction', () => {
  const table = {
    segments: [segment('p1', 0), segment('p1', 2), segment('p1', 4), segment('p2', 0)],
    features,
    values: Float64Array.of(2, 10, 4, 0, NaN, 6, NaN, 5),
  };
  const { predictions, filled, unmeasured } = predictWindows(
    models,
    windowsOf(table, ['p1', 'p1', 'p1', 'p2']),
  );
  assert.deepEqual(
    predictions.map(({ valence }) => valence),
    [2.2, 2.4, 2.3, NaN],
  );
  assert.deepEqual(
    predictions.map(({ arousal }) => arousal),
    [4, 3, 3.6, NaN],
  );
  assert.deepEqual(
    predictions.map(({ excited }) => excited),
    [true, false, true, undefined],
  );
  assert.deepEqual([filled, unmeasured], [1, 1]);
  assert.deepEqual(predictions[2].interview, 'p1');
});

test('nothing is predicted of a silent window, whose gaps are no gaps among measurements; without a model nothing is either', () => {
  const table = {
    segments: [segment('p1', 0), segment('p1', 2), segment('p1', 4)],
    features,
    values: Float64Array.of(2, 10, NaN, 4, 6, 0), // y is what silence has, too
  };
  const { predictions, filled, unmeasured } = predictWindows(
    models,
    windowsOf(table, ['p1', 'p1', 'p1'], [1]),
  );
  assert.deepEqual(
    predictions.map(({ valence, arousal, excited }) => [valence, arousal, excited]),
    [
      [2.2, 4, true],
      [NaN, NaN, undefined],
      [2.6, 3, false],
    ],
  );
  assert.deepEqual([filled, unmeasured], [0, 1]);
  // A window without speech is measured all the same.
  const left = predictWindows(models, windowsOf(table, ['p1', 'p1', 'p1'], [0, 1]));
  assert.deepEqual([left.filled, left.unmeasured], [0, 2]);
  assert.ok(left.predictions.slice(0, 2).every(({ valence }) => Number.isNaN(valence)));
  const without = predictWindows(
    { ...models, excited: null },
    windowsOf(table, ['p1', 'p1', 'p1']),
  ).predictions;
  assert.deepEqual(
    without.map(({ valence, probability, excited }) => [valence, probability, excited]),
    [
      [2.2, NaN, undefined],
      [2.4, NaN, undefined],
      [2.6, NaN, undefined],
    ],
  );
});
