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

/** What `status` knows of a run. */
export interface RunState {
  readonly what: string;
  readonly jobs: number;
  readonly done: number;
  /** Recordings that were set aside, the first of them. */
  readonly aside: readonly string[];
}

/** BullMQ's words for a job whose worker died more often than allowed. */
const gaveUp = /stalled more than allowable limit/;
const deliveries = 3; // of a part that does not arrive
const atOnce = 16; // parts fetched from Redis at a time, which bounds what is in memory

/**
 * Has jobs done by the workers at the Redis of `url`.
 *
 * At most `outstanding` jobs are in Redis at a time, whatever the corpus: they are few and small there, and BullMQ is as
 * quick with the last as with the first. A job's id is its run and index, so that what an earlier, killed coordinator had
 * handed out is taken up again and not done twice. Nothing relies on messages that could be missed: the jobs handed out
 * are looked up every `poll` s, and those that Redis lost are handed out again. A job whose worker died three times is
 * handed out again recording by recording; a recording that ends a worker three times is set aside.
 *
 * @param options.artifacts folder of the artifacts, where workers on the same disk put parts
 * @param options.onNews    told, in a sentence, what a person at the terminal should know
 * @throws Error when a worker could not do a job for a reason that another try will not change, such as a full disk
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
    const handed = new Map<string, Job>();
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
    /** A job of one recording, out of one that was split. */
    const piece = async (id: string, job: Job, outcome: Outcome): Promise<void> => {
      const split = splits.get(job.index);
      if (split === undefined) return complete(job, [outcome]);
      split.outcomes[Number(id.split('.')[1])] = outcome;
      const part = split.outcomes.flatMap((one) => one ?? []);
      if (part.length < split.outcomes.length) return;
      splits.delete(job.index);
      await complete(split.job, part);
    };
    const settleRows = async (id: string, bytes: Buffer): Promise<void> => {
      const job = handed.get(id);
      if (job === undefined) return;
      const part = partOf(job, bytes, artifacts);
      if (part !== undefined) {
        handed.delete(id);
        if (splits.has(job.index)) await piece(id, job, part[0]);
        else await complete(job, part);
        return;
      }
      const count = (lost.get(id) ?? 0) + 1;
      lost.set(id, count);
      if (count === deliveries) {
        throw new Error(
          `the part of job ${job.index} of ${about.what} did not arrive ${count} times; does --artifacts name the same folder for the workers?`,
        );
      }
      await redis.hdel(keys.rows(job.plan), numberIn(id));
      await handOut(redis, queue, handed, [[id, job]]);
    };
    const settleFailure = async (id: string, failure: string): Promise<void> => {
      const job = handed.get(id);
      if (job === undefined) return;
      if (!gaveUp.test(failure)) throw new Error(`job ${job.index} of ${about.what}: ${failure}`);
      handed.delete(id);
      await queue.remove(id);
      if (job.recordings.length > 1) {
        splits.set(job.index, { job, outcomes: job.recordings.map(() => undefined) });
        const singles = job.recordings.map((one, i): [string, Job] => [
          `${id}.${i}`,
          { ...job, parts: null, recordings: [one] },
        ]);
        await handOut(redis, queue, handed, singles);
      } else {
        const reason = `${job.recordings[0].file}: set aside after 3 tries, each of which ended the worker's process`;
        await piece(id, job, { kind: 'unreadable', reason });
      }
    };
    const refusals = newRefusals(redis);
    let looked = performance.now();
    try {
      await refusals(); // those of earlier runs are no news
      for (;;) {
        const batch: [string, Job][] = [];
        while (handed.size + batch.length < outstanding) {
          const next = rest.next();
          if (next.done === true) break;
          batch.push([idOf(next.value), next.value]);
        }
        if (batch.length > 0) {
          plan = batch[0][1].plan;
          await handOut(redis, queue, handed, batch);
        }
        if (handed.size === 0) break;
        const arrived = await numbersOfRows(redis, plan, handed);
        for (let i = 0; i < arrived.length; i += atOnce) {
          const ids = arrived.slice(i, i + atOnce);
          const numbers = ids.map(numberIn);
          const rows = await redis.hmgetBuffer(keys.rows(plan), ...numbers);
          const settled: string[] = [];
          for (const [j, id] of ids.entries()) {
            const bytes = rows[j];
            if (bytes !== null) await settleRows(id, bytes);
            if (!handed.has(id)) settled.push(numbers[j]);
          }
          if (settled.length > 0) {
            // First what the job is: a copy of it that comes late finds nobody waiting.
            await redis
              .multi()
              .hdel(keys.about(plan), ...settled)
              .hdel(keys.rows(plan), ...settled)
              .exec();
          }
        }
        const failed = await failures(redis, queue, handed);
        for (const [id, failure] of failed) await settleFailure(id, failure);
        if (performance.now() - looked > 1000) {
          looked = performance.now();
          await redis.set(keys.run(plan), JSON.stringify(state), 'PX', 15_000);
          for (const refusal of await refusals()) onNews(refusal);
          await handOutLost(redis, queue, plan, handed);
        }
        if (arrived.length + failed.length === 0)
          await new Promise((resolve) => setTimeout(resolve, 1000 * poll));
      }
    } finally {
      if (plan !== '') await tidy(redis, queue, plan);
      await queue.close();
      redis.disconnect();
    }
  };
}

/** Short, since BullMQ writes it down several times; the whole name of the run is in the job's data. */
const idOf = (job: Job): string => `${job.plan.slice(0, 16)}-${job.index}`;
/** Number of the job, or of a recording in it, in an id. */
const numberIn = (id: string): string => id.split('-')[1];

/** Hands out jobs that are not in Redis; one that is, or is done already, stays as it is. */
async function handOut(
  redis: Redis,
  queue: Queue,
  handed: Map<string, Job>,
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
  for (const [id, job] of jobs) handed.set(id, job);
}

/** Ids of the jobs handed out whose rows are there. */
async function numbersOfRows(
  redis: Redis,
  plan: string,
  handed: ReadonlyMap<string, Job>,
): Promise<string[]> {
  const ids = (await redis.hkeys(keys.rows(plan))).map((number) => `${plan.slice(0, 16)}-${number}`);
  return ids.filter((id) => handed.has(id));
}

/** Id and reason of the jobs that failed. */
async function failures(
  redis: Redis,
  queue: Queue,
  handed: ReadonlyMap<string, Job>,
): Promise<[string, string][]> {
  const all = await redis.zrange(queue.toKey('failed'), '0', '-1');
  const ids = all.filter((id) => handed.has(id));
  const reasons = await Promise.all(ids.map((id) => redis.hget(queue.toKey(id), 'failedReason')));
  return ids.map((id, i) => [id, reasons[i] ?? '']);
}

/** Jobs that Redis no longer knows, because it was started again without its memory: handed out again. */
async function handOutLost(
  redis: Redis,
  queue: Queue,
  plan: string,
  handed: Map<string, Job>,
): Promise<void> {
  const all = [...handed];
  const there = await Promise.all(all.map(([id]) => redis.exists(queue.toKey(id))));
  // Asked last: a job's rows come before it goes.
  const done = new Set(await redis.hkeys(keys.rows(plan)));
  const gone = all.filter(([id], i) => there[i] === 0 && !done.has(numberIn(id)));
  if (gone.length > 0) await handOut(redis, queue, handed, gone);
}

function partOf(job: Job, bytes: Buffer, artifacts: string): Part | undefined {
  if (!bytes.equals(stored)) return unpackPart(job, bytes);
  return job.parts === null ? undefined : readPart(path.join(artifacts, job.parts), job);
}

/** What workers refused since it was asked last. */
function newRefusals(redis: Redis): () => Promise<string[]> {
  const known = new Set<string>();
  return async () => {
    const all = await redis.lrange(keys.refusals, 0, -1);
    const fresh = all.filter((text) => !known.has(text));
    fresh.forEach((text) => known.add(text));
    return fresh.reverse();
  };
}

/** Takes what is left of a run out of Redis; a job in a worker's hands stays until it is done. */
async function tidy(redis: Redis, queue: Queue, plan: string): Promise<void> {
  const left = await Promise.all([
    redis.zrange(queue.toKey('failed'), '0', '-1'),
    redis.lrange(queue.toKey('wait'), 0, -1),
  ]);
  for (const id of left.flat()) if (id.startsWith(`${plan.slice(0, 16)}-`)) await queue.remove(id);
  await redis.del(keys.run(plan), keys.about(plan), keys.rows(plan));
}
