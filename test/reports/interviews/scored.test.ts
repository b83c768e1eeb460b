import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import type { Interview } from '../../../lib/corpora/interviews';
import { scoredInterviews } from '../../../lib/reports/interviews/scored';
import type { OpenedInterviews } from '../../../lib/study/interviews/corpus';
import { columnInfo, numbersOf, textsOf } from '../../../lib/tables/columns';
import { writePredictions } from '../../../lib/tables/predictions';
import { textOf } from '../../support/report-text';

const folder = mkdtempSync(path.join(tmpdir(), 'saa-scored-'));
after(() => rmSync(folder, { recursive: true }));

const interview = (id: string, excited: number): Interview => ({
  id,
  person: id.replace(/\D/g, ''),
  take: id.startsWith('pp') ? 2 : 1,
  files: [],
  ratings: { Excited: excited },
  raters: [],
});

/** Interviews whose windows are predicted as given: probability, or NaN where nothing is. */
function corpusOf(interviews: readonly Interview[], windows: Readonly<Record<string, readonly number[]>>) {
  const file = path.join(folder, 'predictions.obj');
  const predictions = Object.entries(windows).flatMap(([id, probabilities]) =>
    probabilities.map((probability, i) => ({
      interview: id,
      start: 2 * i,
      end: 2 * i + 4,
      probability,
      excited: probability >= 0.5,
      valence: 2 * probability + 1,
      arousal: 4 * probability + 1,
    })),
  );
  writePredictions(file, predictions, {
    data: 'none',
    features: { name: 'prosody', version: 1 },
    settings: {},
    versions: {},
    warnings: ['The models learned from synthetic voices.'],
  });
  return {
    interviews,
    traits: ['Excited'],
    skipped: [],
    remarks: [],
    places: { predictions: file, synthetic: false },
    source: 'dataset',
  } as unknown as OpenedInterviews;
}

test('interviews with both predictions and a score are compared; what is missing is said and counted', () => {
  const corpus = corpusOf(
    [interview('p1', 5), interview('pp1', 3), interview('p2', 4), interview('p3', NaN), interview('p4', 2)],
    { p1: [0.75, 0.25, NaN], pp1: [0.25, 0.25], p2: [0.5, 0.75], p3: [0.5] },
  );
  const scored = scoredInterviews(corpus, { trait: 'Excited', seed: 1 });
  const said = textOf(scored);
  assert.match(said, /^\*\*Warning\.\*\* The models learned from synthetic voices\.$/m);
  assert.match(said, /^Compared here: 3 interviews of 2 persons .* human score of Excited\./m);
  assert.match(said, /median is 4\.00,/);
  assert.match(said, /a score but no prediction: p4\.$/m);
  assert.match(said, /nothing is predicted: 1 of 7\./);
  assert.deepEqual([...scored.measures.excitedShare], [0.5, 0, 1]);
  assert.deepEqual([...scored.measures.meanArousal], [3, 2, 3.5]);
  assert.deepEqual(scored.high, [true, false, false]);
  const { halves, ...results } = scored.toJSON?.() as {
    halves: { meanArousal: Record<string, { count: number; mean: number }> };
  };
  assert.deepEqual(results, {
    corpus: { synthetic: false, source: 'dataset' },
    settings: { trait: 'Excited', seed: 1 },
    interviews: 3,
    persons: 2,
    medianSplit: 4,
    missingWindows: 1,
    unpredicted: ['p4'],
    warnings: ['The models learned from synthetic voices.'],
  });
  assert.equal(halves.meanArousal['at or below the median'].mean, 2.75);
  assert.equal(halves.meanArousal['above the median'].count, 1);
});

test('the frame has a row for each interview compared, and its columns know their units', () => {
  const corpus = corpusOf([interview('p1', 5), interview('pp1', 3)], { p1: [0.75], pp1: [0.25] });
  const table = scoredInterviews(corpus, { trait: 'Excited', seed: 1 }).frame();
  assert.deepEqual(textsOf(table, 'interview'), ['p1', 'pp1']);
  assert.deepEqual([...numbersOf(table, 'take')], [1, 2]);
  assert.deepEqual([...numbersOf(table, 'human')], [5, 3]);
  assert.equal(columnInfo(table, 'human').unit, '1 to 7');
  assert.equal(columnInfo(table, 'meanArousal').unit, '1 to 5');
});

test('without an interview to compare, that is said, the figures are empty, and the frame has no rows', () => {
  const scored = scoredInterviews(corpusOf([interview('p1', 5)], {}), { trait: 'Excited', seed: 1 });
  assert.match(textOf(scored), /\*\*No interview has both predictions and a score\*\*/);
  assert.equal(scored.scatters().parts.length, 1); // a row of three
  assert.equal(scored.halves().parts.length, 1);
  assert.equal(scored.frame().shape[0], 0);
});
