import assert from 'node:assert/strict';
import test from 'node:test';
import { windowAttention, windowRidge } from '../../../lib/reports/interviews/from-windows';
import type { InterviewScores } from '../../../lib/reports/interviews/interview-scores';
import type { StepRunner } from '../../../lib/reports/add-part';
import { openSteps } from '../../../lib/study/steps';
import { textOf } from '../../support/report-text';

/** Two interviews of one person, which is too few to learn from. */
const scores = {
  seed: 1,
  each: ['p1', 'pp1'].map((id) => ({ interview: { id } })),
  persons: ['1', '1'],
  human: Float64Array.of(4, 5),
  predictions: [],
} as unknown as InterviewScores;

function runner(): StepRunner & { readonly notRun: Readonly<Record<string, string>> } {
  const steps = openSteps();
  return {
    notRun: steps.notRun,
    run: (name, step, parts) => steps.run(name, step, (sentence) => parts.push(sentence)),
  };
}

test('a way that lacks data says why; ridge then has no score for anybody, and attention is left out', async () => {
  const steps = runner();
  const ridge = await windowRidge(steps, scores);
  assert.match(textOf(ridge), /^\*\*Not run: learning from the windows\.\*\* .* three persons or more/);
  assert.deepEqual([...(ridge.scores ?? [])], [NaN, NaN]);
  const attended = await windowAttention(steps, scores, true);
  assert.match(textOf(attended), /^\*\*Not run: attention over windows\.\*\* /);
  assert.equal(attended.scores, null);
  assert.deepEqual(attended.toJSON?.(), { framesAttended: null });
  assert.deepEqual(Object.keys(steps.notRun), ['learning from the windows', 'attention over windows']);
});

test('attention that is not wanted says and saves nothing', async () => {
  const steps = runner();
  const attended = await windowAttention(steps, scores, false);
  assert.equal(attended.scores, null);
  assert.deepEqual([attended.parts, steps.notRun], [[], {}]);
  assert.ok(!('toJSON' in attended));
});
