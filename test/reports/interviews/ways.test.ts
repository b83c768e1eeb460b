import assert from 'node:assert/strict';
import test from 'node:test';
import { isTable } from '../../../lib/notebook/tables';
import type { InterviewScores } from '../../../lib/reports/interviews/interview-scores';
import { relateWays } from '../../../lib/reports/interviews/ways';
import { aboveMedian } from '../../../lib/study/interviews/relation';
import { columnInfo, numbersOf } from '../../../lib/tables/columns';
import { closeTo } from '../../support/close-to';
import { textOf } from '../../support/report-text';

const human = Float64Array.of(2, 1, 4, 3, 6, 5);
const rising = Float64Array.of(1, 2, 3, 4, 5, 7);
const persons = [...'abcdef'];
const nothing = new Float64Array(6).fill(NaN);
const interviews: InterviewScores = {
  trait: 'Excited',
  ofTrait: ' of Excited',
  remark: undefined,
  seed: 1,
  each: persons.map((person, i) => ({
    interview: { id: `p${person}`, person, take: 1, files: [], ratings: { Excited: human[i] }, raters: [] },
    human: human[i],
    excitedShare: NaN,
    meanArousal: NaN,
    meanValence: NaN,
  })),
  persons,
  human,
  score: { name: 'human score of Excited', unit: '1 to 7' },
  medianSplit: 3.5,
  high: aboveMedian(human),
  measures: { excitedShare: nothing, meanArousal: nothing, meanValence: nothing },
  predictions: [],
  original: false,
  warnings: ['Synthetic voices.'],
  windows: { all: 0, missing: 0 },
  unpredicted: [],
};
const details = { model: 'lasso' };
const ways = relateWays(
  interviews,
  {
    framesLearned: { scores: rising },
    framesAttended: { scores: null },
    direct: { scores: Float64Array.of(4, 3, 7, 8, 12, 9), persons: ['a', 'b', 'c'], details },
    fused: [rising, { scores: human }],
    both: [rising, { scores: null }],
    own: [6, 5, 4, 3, 2, 1],
    missing: nothing,
  },
  0.8,
);

test('each way has its relation and its share of the ceiling; several are averaged; one that is left out is gone', () => {
  assert.deepEqual(Object.keys(ways.scores), ['framesLearned', 'direct', 'fused', 'own', 'missing']);
  assert.deepEqual([...(ways.scores.fused ?? [])], [1.5, 1.5, 3.5, 3.5, 5.5, 6]);
  const results = ways.toJSON?.() as Record<string, Record<string, number>>;
  closeTo(results.framesLearned.pearson, 0.7917946548886295, 1e-12); // scipy.stats.pearsonr 1.16
  closeTo(results.framesLearned.ofCeiling, 0.7917946548886295 / 0.8, 1e-12);
  closeTo(results.slopes.direct, 0.5379939209726443, 1e-12); // statistics.linear_regression, Python 3.11
  assert.equal(results.direct.model, 'lasso');
  assert.ok(Number.isNaN(results.missing.pearson));
  const [table] = ways.parts;
  assert.ok(isTable(table));
  assert.deepEqual(table.columns[0].cells, [
    'learned from windows',
    'learned from whole interviews',
    'both learned, averaged',
    'own',
    'missing',
  ]);
});

test('figures show the ways that have a correlation, the frame all of them', () => {
  assert.match(ways.bars().alt, /learned from whole interviews 0\.95 .* and own −0\.83/);
  assert.doesNotMatch(ways.bars().alt, /missing/);
  assert.match(ways.roc().alt, /3 positive and 3 negative .*learned from windows: area 0\.889;/);
  const table = ways.frame();
  assert.deepEqual([...numbersOf(table, 'direct')], [4, 3, 7, 8, 12, 9]);
  assert.deepEqual(columnInfo(table, 'direct'), {
    unit: '1 to 7',
    digits: 2,
    meaning: 'human score of Excited, learned from whole interviews',
  });
});

test('pairs are compared except those with a way that is left out, and the answer is that of the learned ways', () => {
  const answer = ways.compare([
    ['framesLearned', 'direct'],
    ['framesLearned', 'framesAttended'],
    ['direct', 'own'],
  ]);
  assert.deepEqual(
    answer.comparisons.map(({ first, second }) => [first, second]),
    [
      ['framesLearned', 'direct'],
      ['direct', 'own'],
    ],
  );
  assert.match(answer.sentence, /on these 6 interviews of 3 persons: r = 0\.95 against r = 0\.79 /);
  assert.equal(textOf(answer), `**${answer.sentence}**\n**Warning.** Synthetic voices.`);
  assert.equal(ways.compare([['direct', 'own']]).sentence, '');
});

test('a way that is misspelt, or has too few scores, is named', () => {
  assert.throws(
    () => ways.compare([['direct', 'fussed' as 'fused']]),
    /there is no way fussed; there are framesLearned, direct, fused, own, missing/,
  );
  assert.throws(() => relateWays(interviews, { short: [1, 2] }, NaN), /short has 2 scores for 6 interviews/);
});
