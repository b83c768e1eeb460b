import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rocArea } from '../../lib/evaluation/roc';
import { rocInterval } from '../../lib/evaluation/roc-interval';
import { random } from '../../lib/stats/random';

const stream = random(5);
const truth = Array.from({ length: 120 }, (_, i) => i % 3 === 0);
const scores = Float64Array.from(truth, (positive) => stream.normal(positive ? 1 : 0, 1));

test('the interval holds the area, and the band rises from left to right around the curve', () => {
  const { interval, band } = rocInterval(truth, scores, { seed: 1 });
  const area = rocArea(truth, scores);
  assert.ok(interval[0] < area && area < interval[1], `${interval.join(' to ')} around ${area}`);
  // Hanley & McNeil (1982) give a standard error of about .045 for this area and these counts.
  assert.ok(interval[1] - interval[0] > 0.1 && interval[1] - interval[0] < 0.25);
  band.low.forEach((low, i) => {
    assert.ok(low <= band.high[i]);
    if (i > 0) assert.ok(low >= band.low[i - 1] && band.high[i] >= band.high[i - 1]);
  });
  assert.deepEqual([band.falsePositiveRate[0], band.falsePositiveRate[40]], [0, 1]);
  assert.deepEqual([band.low[40], band.high[40]], [1, 1]);
  assert.deepEqual(rocInterval(truth, scores, { seed: 1 }), rocInterval(truth, scores, { seed: 1 }));
});

test('groups are resampled whole: few groups make a wide interval', () => {
  // Three speakers, of whom one is told apart the wrong way round.
  const groups = truth.map((_, i) => String(Math.floor(i / 40)));
  const turned = scores.map((score, i) => (groups[i] === '2' ? -score : score));
  const width = ({ interval }: { interval: readonly [number, number] }): number => interval[1] - interval[0];
  const apart = width(rocInterval(truth, turned, { seed: 1 }));
  assert.ok(width(rocInterval(truth, turned, { seed: 1, groups })) > 1.5 * apart);
  assert.throws(() => rocInterval(truth, scores, { seed: 1, groups: ['a'] }), RangeError);
});

test('perfect scores leave no room', () => {
  const { interval, band } = rocInterval([true, true, false, false], [4, 3, 2, 1], { seed: 1 });
  assert.deepEqual(interval, [1, 1]);
  assert.ok(band.low.every((low) => low === 1));
});
