import assert from 'node:assert/strict';
import test from 'node:test';
import { fitNoveltyDetector, meanRow, measureNovelty } from '../../../lib/models/selection/novelty';
import { random } from '../../../lib/stats/random';

const features = ['pitch', 'loudness', 'constant', 'rate'];
const generator = random(3);
const usual = () => [generator.normal(200, 20), generator.normal(60, 5), 1, generator.normal(4, 0.5)];
const training = { features, values: Float64Array.from(Array.from({ length: 500 }, usual).flat()) };

test('a row like the others is familiar, one far away is not, and its columns are named', () => {
  const familiar = fitNoveltyDetector(training);
  const values = Float64Array.from([...usual(), 320, 61, 1, 4.1, NaN, 60, 7, NaN]);
  const [like, high, gaps] = measureNovelty(familiar, { features, values });
  assert.equal(like.outside, false);
  assert.equal(high.outside, true);
  assert.deepEqual(
    high.columns.map(({ feature }) => feature),
    ['pitch'],
  );
  assert.ok(Math.abs(high.columns[0].usual - 200) < 5 && high.columns[0].distance > 3);
  assert.equal(gaps.outside, false); // nothing measured is nothing unusual, and a constant column has no scale
});

test('one training row in a hundred counts as outside', () => {
  const outside = measureNovelty(fitNoveltyDetector(training), training).filter((row) => row.outside).length;
  assert.equal(outside, 5);
});

test('a recording is its mean row', () => {
  const rows = { features: ['a', 'b'], values: Float64Array.of(1, NaN, 3, 5, NaN, 7) };
  assert.deepEqual([...meanRow(rows).values], [2, 6]);
});
