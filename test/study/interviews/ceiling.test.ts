import assert from 'node:assert/strict';
import test from 'node:test';
import type { Interview } from '../../../lib/corpora/interviews';
import { random } from '../../../lib/stats/random';
import { ratersCeiling } from '../../../lib/study/interviews/ceiling';
import { closeTo } from '../../support/close-to';

/** Interviews whose true score has variance 1, rated with errors of variance 2. */
function rated(
  count: number,
  raters: number,
  workerOf: (interview: number, rater: number) => string,
): Interview[] {
  const generator = random(13);
  return Array.from({ length: count }, (_, i) => {
    const truth = generator.normal(4, 1);
    const scores = Array.from({ length: raters }, () => truth + generator.normal(0, Math.SQRT2));
    const mean = scores.reduce((sum, score) => sum + score, 0) / raters;
    return {
      id: `p${i}`,
      person: String(i),
      take: 1,
      files: [],
      ratings: { Excited: mean },
      raters: scores.map((score, j) => ({ worker: workerOf(i, j), ratings: { Excited: score } })),
    };
  });
}

test('the ceiling is the r of the true score with the mean of so many raters', () => {
  const found = ratersCeiling(
    rated(500, 8, (_, j) => `w${j}`),
    'Excited',
    1,
  );
  closeTo(found.single, 1 / 3, 0.04); // standard error about .02
  closeTo(found.average, 0.8, 0.04); // three standard errors
  closeTo(found.splitHalf, found.average, 0.01);
  closeTo(found.crossed?.average ?? NaN, found.average, 0.01);
  assert.equal(found.ceiling, Math.sqrt(found.average));
  closeTo(found.meanWithTruth, 1, 1e-12);
  assert.ok(found.weightedWithMean > 0.99 && found.weightedFarthest > 0);
  assert.deepEqual([found.interviews, found.raters], [500, 8]);
});

test('raters who differ from interview to interview have no two-way value', () => {
  assert.equal(
    ratersCeiling(
      rated(20, 4, (i, j) => `w${(i + j) % 9}`),
      'Excited',
      1,
    ).crossed,
    undefined,
  );
});

test('no single raters, no ceiling', () => {
  const alone = rated(5, 3, (_, j) => `w${j}`).map((interview) => ({ ...interview, raters: [] }));
  const found = ratersCeiling(alone, 'Excited', 1);
  assert.ok(
    Number.isNaN(found.ceiling) && Number.isNaN(found.splitHalf) && Number.isNaN(found.meanWithTruth),
  );
  assert.equal(found.interviews, 0);
});
