import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bar } from '../../lib/notebook/bar';
import { progressText, type ProgressState } from '../../lib/notebook/progress';
import { PROGRESS_MIME } from '../../lib/notebook/progress-display';
import { progress, track } from '../../lib/notebook/track';
import { inKernel } from './kernel';
import type { Sent } from './kernel';

const states = (sent: Sent[]): ProgressState[] =>
  sent.map(({ bundle }) => bundle.data[PROGRESS_MIME] as ProgressState);

test('a bar in a notebook is one output, redrawn, whose last state is kept', async () => {
  let results: number[] = [];
  const sent = await inKernel(async () => {
    results = await track('<squares>', [1, 2, 3], async (x) => {
      await sleep(150);
      return x * x;
    });
  });
  assert.deepEqual(results, [1, 4, 9]);
  const ids = new Set(sent.map(({ bundle }) => bundle.transient.display_id));
  assert.equal(ids.size, 1);
  assert.ok([...ids][0]);
  assert.deepEqual(
    sent.map(({ update }) => update),
    [false, ...Array.from({ length: sent.length - 1 }, () => true)],
  );
  const all = states(sent);
  assert.deepEqual([all[0].done, all[0].total, all[0].state], [0, 3, 'running']);
  const last = all[all.length - 1];
  assert.deepEqual([last.label, last.done, last.total, last.state], ['<squares>', 3, 3, 'done']);
  assert.ok(last.seconds >= 0.4, `${last.seconds} s`);
  const { data } = sent[sent.length - 1].bundle;
  assert.match(String(data['text/plain']), /^<squares>: 3 in /);
  assert.match(String(data['text/html']), /&lt;squares&gt;: 3 in /);
});

test('it is drawn at most four times a second', async () => {
  const sent = await inKernel(async () => {
    const bar = progress('steps', 1e5);
    const end = performance.now() + 600;
    for (let i = 0; performance.now() < end; i++) bar.update(i);
    bar.done();
    await sleep(0);
  });
  // The first, two at 250 and 500 ms (fewer on a busy machine), and the last.
  assert.ok(sent.length >= 3 && sent.length <= 4, `${sent.length} drawings`);
});

test('an error in the body comes through, and the bar says where it stopped', async () => {
  const sent = await inKernel(() =>
    assert.rejects(
      track('files', ['a', 'b', 'c'], (name) => {
        if (name === 'b') throw new TypeError('bad b');
      }),
      TypeError,
    ),
  );
  const [last] = states(sent).slice(-1);
  assert.deepEqual([last.state, last.done, last.total], ['stopped', 1, 3]);
  assert.match(progressText(last), /^files: stopped at 1 of 3 after /);
});

test('an interrupt of the notebook stops it between steps, even when the body never waits', async () => {
  let steps = 0;
  const sent = await inKernel(async () => {
    const timer = setTimeout(() => process.emit('SIGINT'), 50);
    await assert.rejects(
      track('long', Array.from({ length: 1000 }), () => {
        steps++;
        const end = performance.now() + 20;
        while (performance.now() < end);
      }),
      /long: interrupted after \d+ steps/,
    );
    clearTimeout(timer);
  });
  assert.ok(steps < 200, `${steps} steps`);
  assert.equal(states(sent).slice(-1)[0].state, 'stopped');
});

test('without a terminal there is a line at the start and one at the end', async (t) => {
  if (process.stderr.isTTY) return t.skip('standard error is a terminal here');
  const write = t.mock.method(process.stderr, 'write', () => true);
  await track('sets', new Set([1, 2]), () => sleep(1));
  function* three(): Generator<number, void, unknown> {
    for (const x of [1, 2, 3]) yield x;
  }
  await track('unknown', three(), () => undefined);
  write.mock.restore();
  const lines = write.mock.calls.map((call) => String(call.arguments[0]));
  assert.equal(lines.length, 4);
  assert.equal(lines[0], 'sets: 2 to do\n');
  assert.match(lines[1], /^sets: 2 in 0\.\d s \(\d+(\.\d+)?\/s\)\n$/);
  assert.equal(lines[2], 'unknown\n');
  assert.match(lines[3], /^unknown: 3 in 0\.0 s/);
});

test('a bar inside another is shown below it and leaves no line', async () => {
  const sent = await inKernel(async () => {
    await track('folds', ['a', 'b'], () => track('epochs', [1, 2], () => undefined));
  });
  assert.equal(new Set(sent.map(({ bundle }) => bundle.transient.display_id)).size, 1);
  const texts = sent.map(({ bundle }) => String(bundle.data['text/plain']));
  assert.ok(texts.some((text) => /^folds {2}.*\nepochs {2}.*0\/2/.test(text)));
  assert.match(texts[texts.length - 1], /^folds: 2 in [^\n]*$/);
  assert.ok(states(sent).every(({ label }) => label === 'folds'));
});

test('after an error inside, the next bar starts afresh', async () => {
  const sent = await inKernel(async () => {
    await assert.rejects(
      track('outer', [1], () =>
        track('inner', [1], () => {
          throw new TypeError('bad');
        }),
      ),
      TypeError,
    );
    await track('next', [1], () => undefined);
  });
  const texts = sent.map(({ bundle }) => String(bundle.data['text/plain']));
  assert.match(texts[texts.length - 1], /^next: 1 in [^\n]*$/);
  assert.ok(texts.some((text) => /^outer: stopped at 0 of 1 after [^\n]*$/.test(text)));
  assert.equal(new Set(sent.map(({ bundle }) => bundle.transient.display_id)).size, 2);
});

test('in a log the inner bar is silent', async (t) => {
  if (process.stderr.isTTY) return t.skip('standard error is a terminal here');
  const write = t.mock.method(process.stderr, 'write', () => true);
  await track('folds', [1, 2], () => track('epochs', [1], () => undefined));
  write.mock.restore();
  const lines = write.mock.calls.map((call) => String(call.arguments[0]));
  assert.deepEqual([lines.length, lines[0]], [2, 'folds: 2 to do\n']);
});

test('the line while running has bar, count, share, rate and time left', () => {
  const state = { label: 'x', done: 300, total: 1200, seconds: 20, rate: 15, state: 'running' } as const;
  assert.equal(progressText(state), 'x  ██████░░░░░░░░░░░░░░░░░░  300/1200  25 %  15/s  1 min 00 s left');
  assert.equal(progressText({ ...state, total: null }), 'x  300  15/s');
  assert.equal(
    progressText({ ...state, done: 0, seconds: 0, rate: null }),
    `x  ${'░'.repeat(24)}  0/1200  0 %`,
  );
  assert.equal(
    progressText({ ...state, done: 1200, seconds: 7800, rate: 1200 / 7800, state: 'done' }),
    'x: 1200 in 2 h 10 min (6.5 s each)',
  );
});

test('a bar leaves what was done before it out of its rate', async () => {
  const sent = await inKernel(async () => {
    const report = bar('rows');
    report(900, 1000); // kept from an earlier run
    await sleep(500);
    report(950, 1000);
    await sleep(300);
    report(1000, 1000);
  });
  const all = states(sent);
  assert.deepEqual([all[0].done, all[0].rate], [900, null]);
  const half = all.find(({ done }) => done === 950);
  assert.ok(half?.rate && half.rate > 50 && half.rate <= 100, `${half?.rate} in a second`);
  const text = progressText(half);
  assert.ok(Number(/([\d.]+) s left/.exec(text)?.[1]) < 1.1, text);
  const last = all[all.length - 1];
  assert.deepEqual([last.done, last.state], [1000, 'done']);
});

test('a log has a line for every tenth that took its time', async (t) => {
  if (process.stderr.isTTY) return t.skip('standard error is a terminal here');
  const write = t.mock.method(process.stderr, 'write', () => true);
  const report = bar('rows');
  report(0, 100);
  for (const done of [5, 12, 15, 31]) {
    await sleep(260);
    report(done, 100);
  }
  report(100, 100);
  write.mock.restore();
  const lines = write.mock.calls.map((call) => String(call.arguments[0]));
  assert.deepEqual(
    lines.map((line) => /\d+\/100|: \d+ (to do|in)/.exec(line)?.[0]),
    [': 100 to do', '12/100', '31/100', ': 100 in'],
  );
});

test('in a terminal bars share one line, which is not wider than it', async (t) => {
  const { isTTY, columns } = process.stderr;
  Object.assign(process.stderr, { isTTY: true, columns: 40 });
  const write = t.mock.method(process.stderr, 'write', () => true);
  await track('folds', ['a', 'b'], () => track('epochs', [1, 2], () => undefined));
  write.mock.restore();
  Object.assign(process.stderr, { isTTY, columns });
  const lines = write.mock.calls.map((call) => String(call.arguments[0]));
  assert.ok(
    lines.every((line) => line.startsWith('\r\u001b[K') && line.length <= 4 + 39 + 1),
    lines.join('|'),
  );
  assert.equal(lines.filter((line) => line.endsWith('\n')).length, 1);
  assert.match(lines[lines.length - 1].slice(4), /^folds: 2 in 0\.\d s .*\n$/);
});
