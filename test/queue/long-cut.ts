/**
 * The connection to Redis lost for half a minute in the middle of a run, for worker and coordinator, with the settings
 * that a user has (npm run faults:long -- [--seconds 30]): once every connection is dropped and none is let in, once
 * nothing comes through, without a word. Exits with 1 when the table is not that of an undisturbed run.
 */
import { parseArgs } from 'node:util';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { runOverQueue } from '../../lib/queue/coordinator';
import { startWorker } from '../../lib/queue/worker';
import { temporaryFolder } from '../support/folder';
import { begun, measureInto, measurerWithoutThread, tableIn, tones, undisturbed } from '../support/jobs';
import { cableTo, noRedis, startRedis } from '../support/redis';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' } } });

for (const way of ['cut', 'silence'] as const) {
  test(`the connection lost for ${values.seconds} s: ${way}`, { skip: noRedis }, async () => {
    const redis = await startRedis();
    const cable = await cableTo(redis.port);
    try {
      const corpus = tones(['a', 'slow1', 'slow2', 'slow3', 'slow4']);
      const artifacts = temporaryFolder({});
      const start = () => measurerWithoutThread(corpus.dataDir, true);
      const worker = await startWorker(cable.url, { data: corpus.dataDir, concurrency: 1, start });
      const began = performance.now();
      const run = measureInto(artifacts, corpus, runOverQueue(cable.url, { artifacts }));
      while (begun(corpus.dataDir).length < 4) await pause(20);
      cable[way]();
      await pause(1000 * Number(values.seconds));
      cable.mend();
      const mended = performance.now();
      await run;
      const after = ((performance.now() - mended) / 1000).toFixed(1);
      console.log(
        `${way}: done ${after} s after it was mended, ${((mended - began) / 1000).toFixed(1)} s before`,
      );
      await worker.stop();
      assert.deepEqual(tableIn(artifacts), await undisturbed(corpus));
    } finally {
      cable.close();
      await redis.stop();
    }
  });
}
