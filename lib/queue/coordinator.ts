import path from 'node:path';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Job } from '../jobs/job';
import type { Outcome, Part } from '../jobs/part';
import { readPart } from '../jobs/part-store';
import type { RunJobs } from '../jobs/run-here';
import { connect, jobQueue, keys } from './connection';
import { jobTexts } from './job-text';
import { stored, unpackPart } from './result';

/** Progress of a run, for `status`. */
export interface RunState {
  readonly what: string;
  readonly jobs: number;
  readonly done: number;
  /** Reasons of the first recordings that were set aside. */
  readonly aside: readonly string[];
}

/** BullMQ's message for a job whose worker died more often than allowed. */
const gaveUp = /stalled more than allowable limit/;
const maxDeliveries = 3; // of a part that does not arrive
const batchParts = 16; // parts fetched from Redis at a time, which limits memory

/**
 * Runs jobs on the workers at the Redis of `url`.
 *
 * At most `outstanding` jobs are in Redis at a time, so memory and speed do not depend on the size of the corpus. The id of a
 * job is its run and index, so that a new coordinator continues with the jobs of a killed one. It polls the outstanding jobs
 * every `poll` s instead of relying on messages, and enqueues those again that Redis lost. A job whose worker died three
 * times is enqueued again recording by recording; a recording that ends a worker three times is set aside.
 *
 * @param options.artifacts folder of the artifacts, where workers on the same disk store parts
 * @param options.onNews    receives messages for the terminal
 * @throws Error when a worker fails at a job for a reason that another try does not change, such as a full disk
 */
export function runOverQueue(
  url: string,
  {
    artifacts,
    outstanding = 256,
    poll = 0.1,
    onNews = () => undefined,
  }: {
    readonly artifacts: string;
    readonly outstanding?: number;
    readonly poll?: number;
    readonly onNews?: (news: string) => void;
  },
): RunJobs {
  return async (jobs, finish, about) => {
    const redis = await connect(url);
    const queue = await jobQueue(redis);
    const pending = new Map<string, Job>(); // by id
    const rest = jobs[Symbol.iterator]();
    const splits = new Map<number, { readonly job: Job; readonly outcomes: (Outcome | undefined)[] }>();
    const lost = new Map<string, number>();
    const state = { ...about, done: 0, aside: [] as string[] };
    let plan = '';
    const complete = async (job: Job, part: Part): Promise<void> => {
      await finish(job, part);
      part.forEach((outcome) => {
        if (outcome.kind === 'unreadable' && state.aside.length < 50) state.aside.push(outcome.reason);
      });
      state.done++;
    };
    /** Completes a job of one recording, which may be a piece of a split job. */
    const completeSingle = async (id: string, job: Job, outcome: Outcome): Promise<void> => {
      const split = splits.get(job.index);
      if (split === undefined) return complete(job, [outcome]);
      split.outcomes[Number(id.split('.')[1])] = outcome;
      const part = split.outcomes.flatMap((one) => one ?? []);
      if (part.length < split.outcomes.length) return;
      splits.delete(job.index);
      await complete(split.job, part);
    };
    const handlePart = async (id: string, bytes: Buffer): Promise<void> => {
      const job = pending.get(id);
      if (job === undefined) return;
      const part = partOf(job, bytes, artifacts);
      if (part !== undefined) {
        pending.delete(id);
        if (splits.has(job.index)) await completeSingle(id, job, part[0]);
        else await complete(job, part);
        return;
      }
      const count = (lost.get(id) ?? 0) + 1;
      lost.set(id, count);
      if (count === maxDeliveries) {
        throw new Error(
          `the part of job ${job.index} of ${about.what} did not arrive ${count} times; does --artifacts name the same folder for the workers?`,
        );
      }
      await redis.hdel(keys.rows(job.plan), numberIn(id));
      await enqueue(redis, queue, pending, [[id, job]]);
    };
    const handleFailure = async (id: string, failure: string): Promise<void> => {
      const job = pending.get(id);
      if (job === undefined) return;
      if (!gaveUp.test(failure)) throw new Error(`job ${job.index} of ${about.what}: ${failure}`);
      pending.delete(id);
      await queue.remove(id);
      if (job.recordings.length > 1) {
        splits.set(job.index, { job, outcomes: job.recordings.map(() => undefined) });
        const singles = job.recordings.map((one, i): [string, Job] => [
          `${id}.${i}`,
          { ...job, parts: null, recordings: [one] },
        ]);
        await enqueue(redis, queue, pending, singles);
      } else {
        const reason = `${job.recordings[0].file}: set aside after 3 tries, each of which ended the worker's process`;
        await completeSingle(id, job, { kind: 'unreadable', reason });
      }
    };
    const refusals = newRefusals(redis);
    let checked = performance.now();
    try {
      await refusals(); // skip those of earlier runs
      for (;;) {
        const batch: [string, Job][] = [];
        while (pending.size + batch.length < outstanding) {
          const next = rest.next();
          if (next.done === true) break;
          batch.push([idOf(next.value), next.value]);
        }
        if (batch.length > 0) {
          plan = batch[0][1].plan;
          await enqueue(redis, queue, pending, batch);
        }
        if (pending.size === 0) break;
        const arrived = await idsOfParts(redis, plan, pending);
        for (let i = 0; i < arrived.length; i += batchParts) {
          const ids = arrived.slice(i, i + batchParts);
          const numbers = ids.map(numberIn);
          const rows = await redis.hmgetBuffer(keys.rows(plan), ...numbers);
          const done: string[] = [];
          for (const [j, id] of ids.entries()) {
            const bytes = rows[j];
            if (bytes !== null) await handlePart(id, bytes);
            if (!pending.has(id)) done.push(numbers[j]);
          }
          if (done.length > 0) {
            // The job first, so that a late second copy of its part is not stored.
            await redis
              .multi()
              .hdel(keys.about(plan), ...done)
              .hdel(keys.rows(plan), ...done)
              .exec();
          }
        }
        const failed = await failures(redis, queue, pending);
        for (const [id, failure] of failed) await handleFailure(id, failure);
        if (performance.now() - checked > 1000) {
          checked = performance.now();
          await redis.set(keys.run(plan), JSON.stringify(state), 'PX', 15_000);
          for (const refusal of await refusals()) onNews(refusal);
          await enqueueLost(redis, queue, plan, pending);
        }
        if (arrived.length + failed.length === 0)
          await new Promise((resolve) => setTimeout(resolve, 1000 * poll));
      }
    } finally {
      if (plan !== '') await cleanUp(redis, queue, plan);
      await queue.close();
      redis.disconnect();
    }
  };
}

/** Id of a job; short, since BullMQ stores it several times. The data of the job has the whole name of the run. */
const idOf = (job: Job): string => `${job.plan.slice(0, 16)}-${job.index}`;
/** Number of the job, or of a recording in it, in an id. */
const numberIn = (id: string): string => id.split('-')[1];

/** Enqueues jobs; those that are in Redis, or done, remain unchanged. */
async function enqueue(
  redis: Redis,
  queue: Queue,
  pending: Map<string, Job>,
  jobs: readonly (readonly [string, Job])[],
): Promise<void> {
  const { plan } = jobs[0][1];
  const texts = jobs.map(([id, job]) => ({ number: numberIn(id), ...jobTexts(job) }));
  const rows = await redis.hkeys(keys.rows(plan));
  const done = new Set(rows);
  await redis.hset(keys.about(plan), {
    shared: texts[0].shared,
    ...Object.fromEntries(texts.map(({ number, own }) => [number, own])),
  });
  const open = jobs.filter((_, i) => !done.has(texts[i].number));
  if (open.length > 0)
    await queue.addBulk(open.map(([jobId]) => ({ name: 'measure', data: plan, opts: { jobId } })));
  for (const [id, job] of jobs) pending.set(id, job);
}

/** Ids of the pending jobs whose parts are in Redis. */
async function idsOfParts(redis: Redis, plan: string, pending: ReadonlyMap<string, Job>): Promise<string[]> {
  const ids = (await redis.hkeys(keys.rows(plan))).map((number) => `${plan.slice(0, 16)}-${number}`);
  return ids.filter((id) => pending.has(id));
}

/** Id and reason of the pending jobs that failed. */
async function failures(
  redis: Redis,
  queue: Queue,
  pending: ReadonlyMap<string, Job>,
): Promise<[string, string][]> {
  const all = await redis.zrange(queue.toKey('failed'), '0', '-1');
  const ids = all.filter((id) => pending.has(id));
  const reasons = await Promise.all(ids.map((id) => redis.hget(queue.toKey(id), 'failedReason')));
  return ids.map((id, i) => [id, reasons[i] ?? '']);
}

/** Enqueues the pending jobs again that a Redis without persistence lost when it restarted. */
async function enqueueLost(
  redis: Redis,
  queue: Queue,
  plan: string,
  pending: Map<string, Job>,
): Promise<void> {
  const all = [...pending];
  const there = await Promise.all(all.map(([id]) => redis.exists(queue.toKey(id))));
  // Read last: a job's part is stored before the job disappears.
  const done = new Set(await redis.hkeys(keys.rows(plan)));
  const gone = all.filter(([id], i) => there[i] === 0 && !done.has(numberIn(id)));
  if (gone.length > 0) await enqueue(redis, queue, pending, gone);
}

function partOf(job: Job, bytes: Buffer, artifacts: string): Part | undefined {
  if (!bytes.equals(stored)) return unpackPart(job, bytes);
  return job.parts === null ? undefined : readPart(path.join(artifacts, job.parts), job);
}

/** Makes a function that returns the refusals of workers since its last call. */
function newRefusals(redis: Redis): () => Promise<string[]> {
  const known = new Set<string>();
  return async () => {
    const all = await redis.lrange(keys.refusals, 0, -1);
    const fresh = all.filter((text) => !known.has(text));
    fresh.forEach((text) => known.add(text));
    return fresh.reverse();
  };
}

/** Removes a run from Redis; a running job remains until it is done. */
async function cleanUp(redis: Redis, queue: Queue, plan: string): Promise<void> {
  const left = await Promise.all([
    redis.zrange(queue.toKey('failed'), '0', '-1'),
    redis.lrange(queue.toKey('wait'), 0, -1),
  ]);
  for (const id of left.flat()) if (id.startsWith(`${plan.slice(0, 16)}-`)) await queue.remove(id);
  await redis.del(keys.run(plan), keys.about(plan), keys.rows(plan));
}
