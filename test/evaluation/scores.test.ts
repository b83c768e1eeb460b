import assert from 'node:assert/strict';
import test from 'node:test';
import { calibrationError } from '../../lib/evaluation/calibration-error';
import { binaryScores } from '../../lib/evaluation/classification';
import { comparePaired, holm, scoreWithInterval } from '../../lib/evaluation/compare';
import { precisionRecallArea } from '../../lib/evaluation/precision-recall';
import { concordance, errors, regressionScores } from '../../lib/evaluation/regression';
import { random } from '../../lib/stats/random';
import { mean } from '../../lib/stats/summary';
import { closeTo } from '../support/close-to';
import reference from '../reference/scores.json';

const { binary, regression, paired, audmetric } = reference;
const EXACT = 1e-12; // the same sums in another order

test('average precision, calibration error and Spearman are the other programs’', () => {
  const { truth, probability } = binary;
  closeTo(precisionRecallArea(truth, probability), binary.averagePrecision, EXACT);
  closeTo(calibrationError(truth, probability), binary.calibrationError, EXACT);
  const scores = regressionScores(regression.truth, regression.predicted, 3);
  closeTo(scores.spearman, regression.spearman, EXACT);
});

test('scores are audmetric’s', () => {
  const scores = regressionScores(regression.truth, regression.predicted, 3);
  closeTo(scores.ccc, audmetric.concordance, EXACT);
  closeTo(scores.pearson, audmetric.pearson, EXACT);
  closeTo(scores.mse, audmetric.meanSquaredError, EXACT);
  closeTo(scores.mae, audmetric.meanAbsoluteError, EXACT);
  const classes = binaryScores(binary.truth, binary.probability);
  closeTo(classes.uar, audmetric.uar, EXACT);
  closeTo(classes.accuracy, audmetric.accuracy, EXACT);
});

test('undefined where there is nothing to score', () => {
  assert.ok(Number.isNaN(precisionRecallArea([false, false], [0.1, 0.2])));
  assert.ok(Number.isNaN(calibrationError([], [])));
  assert.throws(() => calibrationError([true], [1.2]), /1\.2 in row 0 is no probability/);
  assert.throws(() => precisionRecallArea([true], []), /1 truths against 0 scores/);
});

test('the exact permutation test gives the p that signs of sums give', () => {
  const { difference, p } = comparePaired(
    (truth, predicted) => mean(errors(truth, predicted).map(Math.abs)),
    Float64Array.from(regression.truth),
    Float64Array.from(regression.predicted),
    Float64Array.from(paired.other),
    { groups: paired.groups, seed: 1, repeats: 50 },
  );
  closeTo(difference, paired.difference, EXACT);
  closeTo(p, paired.p, EXACT);
});

/** 12 speakers, each with a bent of its own that all its predictions share. */
function speakers(seed: number, worse: number) {
  const generator = random(seed);
  const groups: string[] = [];
  const [truth, first, second]: number[][] = [[], [], []];
  for (let speaker = 0; speaker < 12; speaker++) {
    const bents = [generator.normal(0, 0.5), generator.normal(0, 0.5)];
    for (let i = 0; i < 15; i++) {
      const value = generator.normal(3, 1);
      groups.push(`speaker ${speaker}`);
      truth.push(value);
      first.push(value + bents[0] + generator.normal(0, 0.5));
      second.push(value + bents[1] + generator.normal(0, 0.5 + worse));
    }
  }
  const arrays = [truth, first, second].map((list) => Float64Array.from(list));
  return { groups, truth: arrays[0], first: arrays[1], second: arrays[2] };
}

test('a clear difference is found, none is not, and p of no difference is spread evenly', () => {
  const clear = speakers(1, 1);
  const found = comparePaired(concordance, clear.truth, clear.first, clear.second, {
    ...clear,
    seed: 3,
    repeats: 300,
  });
  assert.ok(found.ci95[0] > 0 && found.p < 0.01, JSON.stringify(found));
  let below = 0;
  for (let repeat = 0; repeat < 60; repeat++) {
    const same = speakers(100 + repeat, 0);
    const options = { groups: same.groups, seed: repeat, repeats: 99 };
    if (comparePaired(concordance, same.truth, same.first, same.second, options).p <= 0.2) below++;
  }
  // 12 of 60 expected; 3 to 23 is 99.9 % of a binomial.
  assert.ok(below >= 3 && below <= 23, `${below} of 60 at or below 0.2`);
});

test('an interval of speakers is wider than one of rows that are not alone', () => {
  const { truth, first, groups } = speakers(7, 0);
  const bent = (rated: Float64Array, said: Float64Array) => mean(said) - mean(rated); // what a speaker's rows share
  const width = (units: readonly string[]) => {
    const { ci95, value } = scoreWithInterval(bent, truth, first, {
      groups: units,
      seed: 2,
      repeats: 400,
    });
    assert.ok(ci95[0] < value && value < ci95[1]);
    return ci95[1] - ci95[0];
  };
  assert.ok(width(groups) > 2 * width(groups.map((_, i) => `row ${i}`)));
});

test('Holm’s correction, by hand', () => {
  const corrected = holm([0.01, NaN, 0.04, 0.03, 0.005]);
  [0.03, NaN, 0.06, 0.06, 0.02].forEach((p, i) => closeTo(corrected[i], p, 1e-15));
  assert.deepEqual(holm([0.9, 0.8]), [1, 1]);
});
