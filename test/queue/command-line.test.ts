import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { runOverQueue } from '../../lib/queue/coordinator';
import { queueStatus } from '../../lib/queue/status';
import { startWorker } from '../../lib/queue/worker';
import { answer } from '../../lib/commands/saa';
import { temporaryFolder } from '../support/folder';
import { measureInto, measurerWithoutThread, tones } from '../support/jobs';
import { noRedis, startRedis } from '../support/redis';

test('a mistake in the address, or no Redis there, is said with a way out, and without the password', async () => {
  const said = async (...args: string[]) => (await answer(args)).messages.join('\n');
  assert.match(await said('status'), /--queue is missing/);
  assert.match(await said('status', '--queue', 'localhost'), /not a URL; give one such as redis:/);
  assert.match(
    await said('status', '--queue', 'http://localhost'),
    /http:\/\/; give redis:\/\/host:6379, or rediss:/,
  );
  const closed = await said('status', '--queue', 'redis://:secret-word@127.0.0.1:1');
  assert.match(closed, /no Redis at redis:\/\/127\.0\.0\.1:1 \(.*ECONNREFUSED.*start redis-server/);
  assert.ok(!closed.includes('secret-word'));
  assert.match(await said('worker', '--queue', 'redis://127.0.0.1:1'), /--data is missing/);
  assert.match(
    await said('worker', '--queue', 'redis://127.0.0.1:1', '--data', '/', '--concurrency', '0'),
    /whole number from 1/,
  );
});

test(
  'status says how far a run is, who works how fast, and what was set aside',
  { skip: noRedis, timeout: 60_000 },
  async () => {
    const redis = await startRedis();
    try {
      const corpus = tones(['slow1', 'slow2', 'slow3', 'slow4', 'slow5', 'slow6', 'slow7']);
      const artifacts = temporaryFolder({});
      assert.match(
        (await answer(['status', '--queue', redis.url])).output as string,
        /no extract is running[^]*no worker; start one/,
      );
      const start = () => measurerWithoutThread(corpus.dataDir, true);
      const worker = await startWorker(redis.url, { data: corpus.dataDir, concurrency: 1, start });
      const run = measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
      let status = await queueStatus(redis.url);
      while (!(status.runs.length > 0 && status.rate > 0)) {
        await pause(200); // runs and workers say how far they are every second or two
        status = await queueStatus(redis.url);
      }
      const [{ what, jobs, done }] = status.runs;
      assert.deepEqual([what, jobs], ['table.obj', 7]);
      assert.ok(done < 7, `${done} of 7 jobs`);
      assert.equal(status.workers.length, 1);
      assert.ok(status.rate < 1.3, `${status.rate} jobs a second, of 0.8 s each`);
      assert.ok(status.left > 0);
      const text = (await answer(['status', '--queue', redis.url])).output as string;
      assert.match(text, /table\.obj: \d of 7 jobs[^]*running[^]*worker .*:\d+: \d jobs, [\d.]+ a minute/);
      await run;
      await worker.stop();
    } finally {
      await redis.stop();
    }
  },
);
