import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before, mock } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { encodeWav } from '../../lib/audio/wav';
import { jobQueue, keys } from '../../lib/queue/connection';
import { runOverQueue } from '../../lib/queue/coordinator';
import { jobTexts } from '../../lib/queue/job-text';
import type { Job } from '../../lib/jobs/job';
import { startWorker } from '../../lib/queue/worker';
import { startChild } from '../support/child';
import { temporaryFolder } from '../support/folder';
import { begun, measureInto, measurerWithoutThread, tableIn, tones, undisturbed } from '../support/jobs';
import { cableTo, noRedis, startRedis, type TestRedis } from '../support/redis';

const lock = 3; // s; a busy machine must not take a living worker for dead
let redis: TestRedis;

before(async () => {
  if (noRedis === undefined) redis = await startRedis();
});
after(async () => {
  if (noRedis === undefined) await redis.stop();
});

/** What a test that failed left behind is not to fail the next. */
async function emptyRedis(): Promise<void> {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
}

function fault(name: string, body: () => Promise<void>): void {
  test(name, { skip: noRedis, timeout: 60_000 }, async () => {
    await emptyRedis();
    await body();
  });
}
const oddWorker = (dataDir: string, ...more: string[]) =>
  startChild('odd-worker.ts', [redis.url, dataDir, String(lock), ...more]);
const workerHere = (dataDir: string, url = redis.url, artifacts?: string) =>
  startWorker(url, {
    data: dataDir,
    artifacts,
    concurrency: 1,
    lock,
    start: () => measurerWithoutThread(dataDir, true),
  });

/** Waits until odd threads have begun `count` recordings. */
async function untilBegun(dataDir: string, count: number): Promise<void> {
  while (begun(dataDir).length < count) await pause(20);
}

fault('a worker killed in a job: another does it again', async () => {
  const corpus = tones(['slow1', 'slow2', 'c', 'd']);
  const artifacts = temporaryFolder({});
  const doomed = oddWorker(corpus.dataDir);
  const run = measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
  await untilBegun(corpus.dataDir, 2);
  await doomed.kill();
  const worker = await workerHere(corpus.dataDir);
  await run;
  await worker.stop();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
  assert.ok(begun(corpus.dataDir).length > corpus.segments.length, 'the job in hand was done again');
});

fault('Redis stopped and started', async () => {
  const corpus = tones(['a', 'slow1', 'slow2', 'slow3']);
  const artifacts = temporaryFolder({});
  const worker = await workerHere(corpus.dataDir);
  const run = measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
  await untilBegun(corpus.dataDir, 4);
  await redis.stop('SIGKILL');
  await pause(500);
  await redis.start();
  await run;
  await worker.stop();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

fault('Redis started without its memory: what it lost is handed out again', async () => {
  const corpus = tones(['slow1', 'slow2', 'slow3']);
  const artifacts = temporaryFolder({});
  const run = measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
  await pause(300);
  await emptyRedis();
  const worker = await workerHere(corpus.dataDir);
  await run;
  await worker.stop();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

fault('the connection cut for a while, for worker and coordinator', async () => {
  const corpus = tones(['a', 'slow1', 'slow2', 'slow3']);
  const artifacts = temporaryFolder({});
  const cable = await cableTo(redis.port);
  const worker = await workerHere(corpus.dataDir, cable.url);
  const run = measureInto(artifacts, corpus, runOverQueue(cable.url, { artifacts }));
  await untilBegun(corpus.dataDir, 4);
  cable.cut();
  await pause(1000 * (lock + 1)); // longer than a job's lock holds
  cable.mend();
  await run;
  await worker.stop();
  cable.close();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

fault('a job delivered twice: its worker stood still, seemed dead, and went on', async () => {
  const corpus = tones(['slow1', 'slow2', 'c']);
  const artifacts = temporaryFolder({});
  const sleeper = oddWorker(corpus.dataDir);
  const run = measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
  await untilBegun(corpus.dataDir, 1);
  sleeper.process.kill('SIGSTOP');
  const worker = await workerHere(corpus.dataDir);
  await untilBegun(corpus.dataDir, 6); // the other does everything but what the sleeper holds, then that too
  sleeper.process.kill('SIGCONT');
  await run;
  await pause(500); // the sleeper hands in its part, which nobody waits for
  await sleeper.kill();
  await worker.stop();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

fault('the coordinator killed and started again: no complete part is measured twice', async () => {
  const corpus = tones(['a', 'b', 'slow1', 'slow2', 'slow3']);
  const artifacts = temporaryFolder({});
  const files = JSON.stringify(corpus.segments.map(({ file }) => file));
  const worker = await workerHere(corpus.dataDir);
  const doomed = startChild('coordinator.ts', [artifacts, corpus.dataDir, files, redis.url]);
  await doomed.says(/done [4-9]/);
  await doomed.kill();
  const { jobs } = await measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
  await worker.stop();
  assert.ok(jobs.kept >= 2, `${jobs.kept} parts were kept`);
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
  const all = begun(corpus.dataDir);
  assert.equal(new Set(all).size, all.length, 'nothing was measured twice, by worker or queue');
});

fault(
  'a recording that ends the whole worker is set aside after three tries each way, its neighbour is not',
  async () => {
    const corpus = tones(['die']);
    const artifacts = temporaryFolder({});
    let over = false;
    const run = measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts })).finally(
      () => (over = true),
    );
    const keeping = (async () => {
      while (!over) {
        const worker = startChild('odd-worker.ts', [redis.url, corpus.dataDir, '0.5']);
        const stop = run.then(() => worker.kill());
        await Promise.race([stop, new Promise((resolve) => worker.process.once('exit', resolve))]);
      }
    })();
    const { skipped, table } = await run;
    await keeping;
    assert.deepEqual(
      skipped.map(({ file }) => file),
      ['die/one.wav'],
    );
    assert.match(skipped[0].reason, /three tries|3 tries/);
    assert.deepEqual(
      table.segments.map(({ id }) => id),
      ['die/two.wav'],
    );
  },
);

fault('workers on the same disk store parts there, and a part that is there is not measured', async () => {
  const corpus = tones(['a', 'b', 'c']);
  const artifacts = temporaryFolder({});
  const worker = await workerHere(corpus.dataDir, redis.url, artifacts);
  await measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }));
  await worker.stop();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
  const client = new Redis(redis.url);
  const left = (await client.keys('*')).filter((key) => /[0-9a-f]{16}/.test(key) && !key.includes('worker'));
  client.disconnect();
  assert.deepEqual(left, [], 'no job is left in Redis');
});

fault('a worker whose data differ is refused, saying which, and another does the work', async () => {
  const corpus = tones(['a', 'slow1', 'c']);
  const other = tones(['a', 'slow1', 'c']);
  writeFileSync(path.join(other.dataDir, 'slow1/two.wav'), encodeWav([new Float64Array(2667)], 8000));
  const artifacts = temporaryFolder({});
  const wrong = await workerHere(other.dataDir);
  const news: string[] = [];
  const run = measureInto(
    artifacts,
    corpus,
    runOverQueue(redis.url, { artifacts, onNews: (text) => news.push(text) }),
  );
  await assert.rejects(wrong.ended, /refused job 1: slow1\/two\.wav holds other data/);
  await pause(3500);
  assert.match(news.join(), /slow1\/two\.wav holds other data/);
  const worker = await workerHere(corpus.dataDir);
  await run;
  await worker.stop();
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

fault('a worker of another library is refused, saying which', async () => {
  const { dataDir } = tones(['a']);
  const client = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = await jobQueue(client);
  const recordings: Job['recordings'] = [{ file: 'a/one.wav', bytes: 1, sum: null, spans: [[0, null]] }];
  const plan = '0'.repeat(32);
  const library = 'version 0.0.9, code 000000000000, mathematics 000000000000';
  const job: Job = {
    plan,
    index: 0,
    set: 'prosody',
    setVersion: 1,
    channel: 'left',
    mode: 'exact',
    library,
    parts: null,
    recordings,
  };
  const { shared, own } = jobTexts(job);
  await client.hset(keys.about(plan), { shared, 0: own });
  await queue.add('measure', plan, { jobId: `${plan.slice(0, 16)}-0` });
  const worker = await workerHere(dataDir);
  await assert.rejects(worker.ended, /the job is for version 0\.0\.9.*this is version/);
  assert.equal((await queue.getJobCounts('wait')).wait, 1, 'the job is there for others');
  await queue.remove(`${plan.slice(0, 16)}-0`);
  await queue.close();
  client.disconnect();
});

fault('what is no job of ours is refused and not done', async () => {
  const { dataDir } = tones(['a']);
  const client = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = await jobQueue(client);
  await queue.add('measure', { recordings: [{ file: '../../etc/passwd' }] }, { jobId: 'intruder' });
  const worker = await workerHere(dataDir);
  while ((await queue.getJobCounts('failed')).failed === 0) await pause(20);
  await worker.stop();
  assert.match((await queue.getJob('intruder'))?.failedReason ?? '', /a job whose .* is .*; expected/);
  assert.deepEqual(begun(dataDir), []);
  await queue.remove('intruder');
  await queue.close();
  client.disconnect();
});

fault('a clock that jumps, forwards and back', async () => {
  const corpus = tones(['a', 'b', 'slow1', 'd', 'slow2']);
  const artifacts = temporaryFolder({});
  const worker = await workerHere(corpus.dataDir);
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  try {
    const days = [3, -7, 400, -1000];
    await measureInto(artifacts, corpus, runOverQueue(redis.url, { artifacts }), () => {
      mock.timers.setTime(Math.max(0, Date.now() + 86_400_000 * (days.shift() ?? 1)));
    });
  } finally {
    mock.timers.reset();
    await worker.stop();
  }
  assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
});

fault('a password is honoured, and never shown', async () => {
  const closed = await startRedis(['--requirepass', 'secret-word']);
  const artifacts = temporaryFolder({});
  const corpus = tones(['a']);
  try {
    const wrong = measureInto(
      artifacts,
      corpus,
      runOverQueue(closed.url.replace('//', '//:guess@'), { artifacts }),
    );
    await assert.rejects(
      wrong,
      (error: Error) => /no Redis at .*WRONGPASS/.test(error.message) && !error.message.includes('guess'),
    );
    const url = closed.url.replace('//', '//:secret-word@');
    const worker = await workerHere(corpus.dataDir, url);
    await measureInto(artifacts, corpus, runOverQueue(url, { artifacts }));
    await worker.stop();
    assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
  } finally {
    await closed.stop();
  }
});
