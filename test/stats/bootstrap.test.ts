import assert from 'node:assert/strict';
import test from 'node:test';
import { bootstrap } from '../../lib/stats/bootstrap';
import { random } from '../../lib/stats/random';
import { mean, standardDeviation } from '../../lib/stats/summary';
import { closeTo } from '../support/close-to';

const generator = random(11);
const values = Float64Array.from({ length: 200 }, () => generator.normal(3, 2));
const meanOf = (rows: Int32Array) => mean(Array.from(rows, (row) => values[row]));

test('interval of a mean matches its standard error', () => {
  const { interval, undefinedRepeats } = bootstrap(values.length, meanOf, { seed: 1, repeats: 4000 });
  const standardError = standardDeviation(values, 'n') / Math.sqrt(values.length);
  // The 2.5 % point of 4,000 repeats is itself uncertain by about 0.04 standard errors; three times that.
  closeTo(interval[0], mean(values) - 1.96 * standardError, 0.12 * standardError);
  closeTo(interval[1], mean(values) + 1.96 * standardError, 0.12 * standardError);
  assert.equal(undefinedRepeats, 0);
});

test('interval covers the truth about as often as it says', () => {
  let covered = 0;
  const trials = 300;
  for (let trial = 0; trial < trials; trial++) {
    const sample = Float64Array.from({ length: 60 }, () => generator.normal(0, 1));
    const statistic = (rows: Int32Array) => mean(Array.from(rows, (row) => sample[row]));
    const { interval } = bootstrap(sample.length, statistic, { seed: trial, repeats: 300, level: 0.9 });
    if (interval[0] <= 0 && 0 <= interval[1]) covered++;
  }
  // 90 % ± three binomial standard deviations of 300 trials; percentile intervals of 60 rows run about 1 % low.
  closeTo(covered / trials, 0.89, 0.055);
});

test('a speaker brings all rows, and few speakers mean a wide interval', () => {
  const speakers = Array.from(values, (_, row) => `speaker ${row % 4}`);
  const shifted = values.map((value, row) => value + 5 * (row % 4));
  const statistic = (rows: Int32Array) => {
    for (const speaker of [0, 1, 2, 3]) {
      assert.equal(rows.filter((row) => row % 4 === speaker).length % 50, 0);
    }
    return mean(Array.from(rows, (row) => shifted[row]));
  };
  const bySpeaker = bootstrap(speakers, statistic, { seed: 2, repeats: 300 }).interval;
  const byRow = bootstrap(200, (rows) => mean(Array.from(rows, (row) => shifted[row])), {
    seed: 2,
    repeats: 300,
  });
  assert.ok(bySpeaker[1] - bySpeaker[0] > 4 * (byRow.interval[1] - byRow.interval[0]));
});

test('the seed decides', () => {
  const run = (seed: number) => bootstrap(values.length, meanOf, { seed, repeats: 50 }).interval;
  assert.deepEqual(run(5), run(5));
  assert.notDeepEqual(run(5), run(6));
});

test('undefined repeats are left out and counted', () => {
  const { interval, undefinedRepeats } = bootstrap(2, (rows) => (rows[0] === rows[1] ? NaN : 1), {
    seed: 3,
    repeats: 100,
  });
  assert.deepEqual(interval, [1, 1]);
  assert.ok(
    undefinedRepeats > 25 && undefinedRepeats < 75,
    `${undefinedRepeats} of 100, about half expected`,
  );
});

test('nothing to resample is refused', () => {
  assert.throws(() => bootstrap(0, meanOf, { seed: 1 }), /no rows to resample/);
  assert.throws(() => bootstrap(5, meanOf, { seed: 1, level: 95 }), /level 95 is not between 0 and 1/);
});
