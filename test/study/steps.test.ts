import assert from 'node:assert/strict';
import test from 'node:test';
import { InsufficientData, needed } from '../../lib/stats/insufficient-data';
import { openSteps } from '../../lib/study/steps';

test('a step that lacks data says why and gives null; the next one runs', async () => {
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence);
  const steps = openSteps();
  const none = await steps.run(
    'the ceiling',
    () => {
      throw new InsufficientData('there are no raters');
    },
    tell,
  );
  assert.equal(none, null);
  assert.deepEqual(told, ['**Not run: the ceiling.** There are no raters.']);
  assert.deepEqual(steps.notRun, { 'the ceiling': 'there are no raters' });
  assert.equal(await steps.run('a sum', () => 2 + 3, tell), 5);
  // Run again with more data, as a cell is: the reason is gone.
  assert.equal(await steps.run('the ceiling', () => Promise.resolve(1), tell), 1);
  assert.deepEqual(steps.notRun, {});
});

test('what an earlier step could not give is named; a fault passes', async () => {
  const tell = () => undefined;
  const steps = openSteps();
  assert.equal(await steps.run('a table', () => needed<number>(null, 'a model that was picked'), tell), null);
  assert.deepEqual(steps.notRun, { 'a table': 'needs a model that was picked' });
  assert.equal(needed(0, 'a number'), 0);
  for (const fault of [new TypeError('x is not a function'), new RangeError('3 truths against 4 scores')])
    await assert.rejects(
      steps.run('a table', () => Promise.reject(fault), tell),
      fault,
    );
});
