import assert from 'node:assert/strict';
import test from 'node:test';
import type { Interview } from '../../lib/corpora/interviews';
import { random } from '../../lib/stats/random';
import { directPredictions, relate, scoreInterviews } from '../../lib/study/relation';
import { closeTo } from '../support/close-to';

const interview = (id: string, excited: number): Interview => ({
  id,
  person: id.replace(/\D/g, ''),
  take: id.startsWith('pp') ? 2 : 1,
  ratings: { Excited: excited },
  raters: [],
});
const window = (name: string, start: number, excited: boolean, valence: number, arousal: number) => ({
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
    window('p1', 4, false, NaN, NaN),
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
});

test('the relation is Pearson r, and the ROC area for scores above the median', () => {
  const relation = relate([1, 2, 3, 4, 5, 7], [2, 1, 4, 3, 6, 5]);
  closeTo(relation.pearson, 0.7917946548886295, 1e-12); // scipy.stats.pearsonr 1.16
  assert.equal(relation.rocAuc, 8 / 9); // 3 × 3 pairs, of which only (3 against 4) is in the wrong order
  assert.equal(relation.n, 6);
});

test('training on whole interviews finds a score that the features hold, and none that they do not', async () => {
  const generator = random(3);
  const people = 30;
  const persons = Array.from({ length: 2 * people }, (_, i) => String(i % people));
  const features = ['a', 'b', 'c', 'never measured'];
  const values = new Float64Array(persons.length * 4);
  const human = persons.map((_, i) => {
    for (let j = 0; j < 3; j++) values[4 * i + j] = generator.normal(100, 10);
    values[4 * i + 3] = NaN;
    return 4 + 0.1 * (values[4 * i] - 100) + generator.normal(0, 0.3);
  });
  values[4 * 7 + 1] = NaN; // one gap
  const direct = await directPredictions({ features, values }, human, persons, 1);
  assert.ok(relate(direct, human).pearson > 0.9);
  // Where only the person decides, a model that has not heard the person knows nothing.
  const byPerson = persons.map((person) => Number(person) / 10);
  const voices = Array.from({ length: people }, () => generator.normal());
  persons.forEach((person, i) => (values[4 * i] = voices[Number(person)] + generator.normal(0, 0.01)));
  const blind = await directPredictions({ features, values }, byPerson, persons, 1);
  assert.ok(relate(blind, byPerson).pearson < 0.5);
});
