import { connect, jobQueue, keys } from './connection';
import type { RunState } from './coordinator';
import type { WorkerState } from './worker';

/** State of a queue. */
export interface QueueStatus {
  /** Number of jobs in Redis by state: wait, active, completed (not fetched), failed. */
  readonly counts: Readonly<Record<string, number>>;
  readonly runs: readonly RunState[];
  readonly workers: readonly WorkerState[];
  /** Jobs per second of all workers. */
  readonly rate: number;
  /** Time until all runs are done at this rate, s; NaN without a rate. */
  readonly left: number;
  /** Reasons of failed jobs. */
  readonly failures: readonly string[];
  /** Reasons of workers that refused a job. */
  readonly refusals: readonly string[];
}

/** Reads the state of the queue at `url`, without runs and workers that have not reported for 15 s. */
export async function queueStatus(url: string): Promise<QueueStatus> {
  const redis = await connect(url);
  const queue = await jobQueue(redis);
  try {
    const namesLike = async (pattern: string): Promise<string[]> => {
      const names: string[] = [];
      for await (const found of redis.scanStream({ match: pattern, count: 1000 }))
        names.push(...(found as string[]));
      return names;
    };
    const all = async <T>(pattern: string): Promise<T[]> => {
      const names = await namesLike(pattern);
      const texts = names.length === 0 ? [] : await redis.mget(names.sort());
      return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as T]));
    };
    const states = await queue.getJobCounts('wait', 'active', 'failed');
    const unfetched = await Promise.all((await namesLike(keys.rows('*'))).map((name) => redis.hlen(name)));
    const counts = { ...states, completed: unfetched.reduce((sum, count) => sum + count, 0) };
    const failed = await redis.zrange(queue.toKey('failed'), '0', '19');
    const reasons = await Promise.all(failed.map((id) => redis.hget(queue.toKey(id), 'failedReason')));
    const runs = await all<RunState>(keys.run('*'));
    const workers = await all<WorkerState>(keys.worker('*'));
    const rate = workers.reduce((sum, worker) => sum + jobRate(worker), 0);
    const jobs = runs.reduce((sum, run) => sum + run.jobs - run.done, 0);
    return {
      counts,
      runs,
      workers,
      rate,
      left: rate > 0 ? jobs / rate : NaN,
      failures: reasons.flatMap((reason) => reason ?? []),
      refusals: await redis.lrange(keys.refusals, 0, 9),
    };
  } finally {
    await queue.close();
    redis.disconnect();
  }
}

/** Jobs per second of a worker; 0 before its first job. */
export function jobRate({ jobs, seconds }: WorkerState): number {
  return seconds > 0 ? jobs / seconds : 0;
}
