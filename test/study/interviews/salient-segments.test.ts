import assert from 'node:assert/strict';
import test from 'node:test';
import { salientSegments } from '../../../lib/study/interviews/salient-segments';
import { closeTo } from '../../support/close-to';

const features = ['f0_mean', 'f0_std', 'intensity_mean'];
const fitted = {
  normalizer: {
    kind: 'min-max' as const,
    features,
    min: Float64Array.of(0, 0, 0),
    max: Float64Array.of(100, 10, 1),
  },
  model: {
    kind: 'linear-svr' as const,
    features,
    weights: Float64Array.of(2, 1, -1),
    bias: 3,
    settings: {},
  },
};
const windows = (interview: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ interview, start: 2 * i, end: 2 * i + 4 }));
const usual = [50, 5, 0.5];

test('the stretch that moves an interview is found, with what it adds and by which cue', () => {
  const values = Float64Array.from(
    [
      usual,
      [90, 9, 0.5],
      [80, 8, 0.4],
      usual,
      ...Array.from({ length: 8 }, () => usual),
      [NaN, 5, 0.5],
    ].flat(),
  );
  const [moment, ...others] = salientSegments(
    'arousal',
    fitted,
    { features, values },
    [...windows('p1', 5), ...windows('p2', 8)],
    3,
  );
  assert.deepEqual([moment.interview, moment.start, moment.end], ['p1', 2, 8]);
  assert.deepEqual(others, []);
  // Usual are the means of all twelve windows: 52/… worked by hand: f0_mean 55.833, f0_std 5.583, intensity .4917.
  const pitch = 2 * (0.9 - 0.558333333) + (0.9 - 0.558333333) + 2 * (0.8 - 0.558333333) + (0.8 - 0.558333333);
  const loudness = -(0.5 - 0.491666667) - (0.4 - 0.491666667);
  closeTo(moment.effect, (pitch + loudness) / 5, 1e-8);
  assert.deepEqual(
    moment.cues.map(({ cue }) => cue),
    ['pitch', 'loudness'],
  );
  closeTo(moment.cues[0].effect, pitch / 5, 1e-8);
  assert.equal(moment.label, 'raises arousal by 0.37');
  assert.equal(moment.cue, 'pitch +0.35, loudness +0.02');
});

test('up and down are two stretches, the strongest first', () => {
  const values = Float64Array.from([usual, [90, 5, 0.5], [0, 5, 0.5], usual, usual, usual].flat());
  const found = salientSegments('arousal', fitted, { features, values }, windows('p1', 6), 5);
  assert.deepEqual(
    found.map(({ start, end, effect }) => [start, end, Math.sign(effect)]),
    [
      [4, 8, -1],
      [2, 6, 1],
    ],
  );
  assert.match(found[0].label, /^lowers arousal by/);
  assert.deepEqual(salientSegments('arousal', fitted, { features, values }, windows('p1', 6), 1).length, 1);
});

test('of a kernel model, too, the cues share the effect', () => {
  const model = {
    kind: 'rbf-svr' as const,
    features,
    vectors: Float64Array.of(0.9, 0.9, 0.5, 0.1, 0.2, 0.9),
    dualCoefficients: Float64Array.of(2, -1),
    gamma: 0.7,
    bias: 3,
    settings: {},
  };
  const values = Float64Array.from([usual, [90, 9, 0.9], usual, usual, usual, usual].flat());
  const kernel = { normalizer: fitted.normalizer, model };
  const [moment] = salientSegments('arousal', kernel, { features, values }, windows('p1', 6), 5);
  assert.deepEqual([moment.start, moment.end], [2, 6]);
  closeTo(
    moment.cues.reduce((sum, { effect }) => sum + effect, 0),
    moment.effect,
    1e-12,
  );
  // Two cues only: each one's share is the mean of adding it first and adding it last.
  const said = (row: number[]) => {
    const near = (v: number) => row.reduce((sum, x, j) => sum + (x - model.vectors[3 * v + j]) ** 2, 0);
    return 2 * Math.exp(-0.7 * near(0)) - Math.exp(-0.7 * near(1));
  };
  const at = [0.9, 0.9, 0.9];
  const typical = [(5 * 0.5 + 0.9) / 6, (5 * 0.5 + 0.9) / 6, (5 * 0.5 + 0.9) / 6];
  const pitchOnly = [at[0], at[1], typical[2]];
  const loudOnly = [typical[0], typical[1], at[2]];
  const pitch = (said(pitchOnly) - said(typical) + said(at) - said(loudOnly)) / 2;
  closeTo(moment.cues.find(({ cue }) => cue === 'pitch')?.effect ?? NaN, pitch / 6, 1e-9);
});
