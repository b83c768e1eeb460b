import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bar } from '../../lib/notebook/bar';
import { cellSignal, interrupted, throwIfInterrupted } from '../../lib/notebook/interrupt';
import { PROGRESS_MIME } from '../../lib/notebook/progress-display';
import { inKernel } from './kernel';

test('an interrupt stops the work of its cell, also when that outlives the cell, and no later one', async () => {
  let first = cellSignal();
  await inKernel(async () => {
    first = cellSignal();
    assert.equal(interrupted(), false);
    throwIfInterrupted('goes on');
    process.emit('SIGINT');
    assert.equal(interrupted(), true);
    assert.throws(() => throwIfInterrupted('training: interrupted'), {
      name: 'Interrupted',
      message: 'training: interrupted',
    });
    await Promise.resolve();
  });
  const listeners = process.listenerCount('SIGINT');
  await inKernel(async () => {
    assert.equal(interrupted(), false);
    throwIfInterrupted('goes on');
    assert.throws(() => throwIfInterrupted('the first cell', first), { name: 'Interrupted' });
    await Promise.resolve();
  });
  assert.equal(process.listenerCount('SIGINT'), listeners, 'one listener for all cells');
});

test('outside a notebook nothing is interrupted', () => {
  assert.equal(interrupted(), false);
  throwIfInterrupted('goes on');
});

test('a bar ends the work that reports to it', async () => {
  const sent = await inKernel(async () => {
    const report = bar('measuring');
    report(1, 10);
    process.emit('SIGINT');
    assert.throws(() => report(2, 10), {
      name: 'Interrupted',
      message: /^measuring: interrupted after 2 of 10/,
    });
    await Promise.resolve();
  });
  const last = sent[sent.length - 1].bundle.data[PROGRESS_MIME] as { state: string };
  assert.equal(last.state, 'stopped');
});
