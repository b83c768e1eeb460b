import assert from 'node:assert/strict';
import test from 'node:test';
import type { Interview } from '../../../lib/corpora/interviews';
import { rocArea } from '../../../lib/evaluation/roc';
import { windowSummaryColumns } from '../../../lib/evaluation/window-summary';
import { bootstrap } from '../../../lib/stats/bootstrap';
import { aboveMedian, frameRows, relate, scoreInterviews } from '../../../lib/study/interviews/relation';
import { closeTo } from '../../support/close-to';

const interview = (id: string, excited: number): Interview => ({
  id,
  person: id.replace(/\D/g, ''),
  take: id.startsWith('pp') ? 2 : 1,
  files: [],
  ratings: { Excited: excited },
  raters: [],
});
const window = (
  name: string,
  start: number,
  excited: boolean | undefined,
  valence: number,
  arousal: number,
) => ({
  interview: name,
  start,
  end: start + 4,
  probability: excited ? 0.9 : 0.1,
  excited,
  valence,
  arousal,
});

test('windows are averaged by interview; those without measurements do not count', () => {
  const interviews = [interview('p1', 5), interview('pp1', 3), interview('p2', NaN), interview('p3', 4)];
  const predictions = [
    window('p1', 0, true, 2, 3),
    window('p1', 2, false, 4, 4),
    window('p1', 4, undefined, NaN, NaN),
    window('pp1', 0, false, 1, 2),
    window('p2', 0, true, 5, 5), // no human score
    // p3 has no predictions
  ];
  const scored = scoreInterviews(interviews, predictions, 'Excited');
  assert.deepEqual(
    scored.map(({ interview: one, ...numbers }) => ({ id: one.id, ...numbers })),
    [
      { id: 'p1', human: 5, excitedShare: 0.5, meanArousal: 3.5, meanValence: 3 },
      { id: 'pp1', human: 3, excitedShare: 0, meanArousal: 2, meanValence: 1 },
    ],
  );
  const rows = frameRows(['pp1', 'p1', 'nobody'], predictions);
  const width = windowSummaryColumns.length;
  assert.equal(rows.values[width + windowSummaryColumns.indexOf('arousal_mean')], 3.5);
  assert.ok(Number.isNaN(rows.values[2 * width]));
});

test('the relation is Pearson r, and the ROC area for scores above the median', () => {
  const relation = relate([1, 2, 3, 4, 5, 7], [2, 1, 4, 3, 6, 5], [...'abcdef'], 1);
  closeTo(relation.pearson, 0.7917946548886295, 1e-12); // scipy.stats.pearsonr 1.16
  assert.equal(relation.rocAuc, 8 / 9); // 3 × 3 pairs, of which only (3 against 4) is in the wrong order
  assert.equal(relation.n, 6);
  assert.ok(relation.ci95[0] < relation.pearson && relation.pearson < relation.ci95[1]);
  assert.ok(relation.rocAucCi95[0] < 8 / 9 && relation.rocAucCi95[1] === 1);
  assert.deepEqual(relate([], [], [], 1).ci95, [NaN, NaN]);
});

test('the interval of the area is that of rocArea over the same resampled persons, ties and gaps included', () => {
  const scores = [1, 2, 2, NaN, 3, 2, 5, 1, NaN, 4];
  const human = [1, 5, 2, 6, 3, 4, 7, 2, 1, 3];
  const persons = [...'aabbccddee'];
  const high = aboveMedian(human);
  const area = (rows: Int32Array) =>
    rocArea(
      Array.from(rows, (row) => high[row]),
      Float64Array.from(rows, (row) => scores[row]),
    );
  const { rocAucCi95 } = relate(scores, human, persons, 3);
  assert.deepEqual(rocAucCi95, bootstrap(persons, area, { seed: 3 }).interval);
  assert.ok(rocAucCi95[0] < rocAucCi95[1]);
});
