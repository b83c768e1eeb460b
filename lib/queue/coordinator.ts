import path from 'node:path';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Job } from '../jobs/job';
import type { Outcome, Part } from '../jobs/part';
import { readPart } from '../jobs/part-store';
import type { RunJobs } from '../jobs/run-here';
import { connect, jobQueue, keys } from './connection';
import { parseResult, unpackPart } from './result';

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
    const queue = jobQueue(redis);
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
    const settle = async (id: string, result: string | null, failure: string | null): Promise<void> => {
      const job = handed.get(id);
      if (job === undefined) return;
      if (failure !== null && !gaveUp.test(failure))
        throw new Error(`job ${job.index} of ${about.what}: ${failure}`);
      handed.delete(id);
      if (failure !== null) {
        if (job.recordings.length > 1) {
          splits.set(job.index, { job, outcomes: job.recordings.map(() => undefined) });
          const singles = job.recordings.map((one): Job => ({ ...job, parts: null, recordings: [one] }));
          await handOut(queue, handed, singles, (_, i) => `${idOf(job)}.${i}`);
        } else {
          const reason = `${job.recordings[0].file}: set aside after 3 tries, each of which ended the worker's process`;
          await piece(id, job, { kind: 'unreadable', reason });
        }
      } else {
        const part = partOf(job, result ?? '', artifacts);
        if (part === undefined) {
          const count = (lost.get(id) ?? 0) + 1;
          lost.set(id, count);
          if (count === deliveries) {
            throw new Error(
              `the part of job ${job.index} of ${about.what} did not arrive ${count} times; does --artifacts name the same folder for the workers?`,
            );
          }
          await queue.remove(id);
          await handOut(queue, handed, [job], () => id);
          return;
        }
        if (splits.has(job.index)) await piece(id, job, part[0]);
        else await complete(job, part);
      }
      await queue.remove(id);
    };
    const refusals = newRefusals(redis);
    let looked = performance.now();
    try {
      await refusals(); // those of earlier runs are no news
      for (;;) {
        const batch: Job[] = [];
        while (handed.size + batch.length < outstanding) {
          const next = rest.next();
          if (next.done === true) break;
          batch.push(next.value);
        }
        if (batch.length > 0) {
          plan = batch[0].plan;
          await handOut(queue, handed, batch, idOf);
        }
        if (handed.size === 0) break;
        const settled = await finished(redis, queue, [...handed.keys()]);
        for (const [id, result, failure] of settled) await settle(id, result, failure);
        if (performance.now() - looked > 1000) {
          looked = performance.now();
          await redis.set(keys.run(plan), JSON.stringify(state), 'PX', 15_000);
          for (const refusal of await refusals()) onNews(refusal);
          await handOutLost(redis, queue, handed);
        }
        if (settled.length === 0) await new Promise((resolve) => setTimeout(resolve, 1000 * poll));
      }
    } finally {
      if (plan !== '') await tidy(redis, queue, plan);
      await queue.close();
      redis.disconnect();
    }
  };
}

const idOf = (job: Job): string => `${job.plan}-${job.index}`;

async function handOut(
  queue: Queue,
  handed: Map<string, Job>,
  jobs: readonly Job[],
  name: (job: Job, i: number) => string,
): Promise<void> {
  await queue.addBulk(jobs.map((job, i) => ({ name: 'measure', data: job, opts: { jobId: name(job, i) } })));
  jobs.forEach((job, i) => handed.set(name(job, i), job));
}

/** Id, result and failure of the jobs that are over. */
async function finished(
  redis: Redis,
  queue: Queue,
  ids: readonly string[],
): Promise<[string, string | null, string | null][]> {
  const [completed, failed] = await Promise.all(
    ['completed', 'failed'].map((set) => redis.zmscore(queue.toKey(set), ...ids)),
  );
  const over = ids.filter((_, i) => completed[i] !== null || failed[i] !== null);
  const fields = await Promise.all(
    over.map((id) => redis.hmget(queue.toKey(id), 'returnvalue', 'failedReason')),
  );
  return over.map((id, i) => [id, fields[i][0], fields[i][1]]);
}

/** Jobs that Redis no longer knows, because it was started again without its memory: handed out again. */
async function handOutLost(redis: Redis, queue: Queue, handed: Map<string, Job>): Promise<void> {
  const ids = [...handed.keys()];
  const there = await Promise.all(ids.map((id) => redis.exists(queue.toKey(id))));
  const gone = ids.filter((_, i) => there[i] === 0);
  if (gone.length === 0) return;
  const jobs = gone.flatMap((id) => handed.get(id) ?? []);
  await handOut(queue, handed, jobs, (_, i) => gone[i]);
}

function partOf(job: Job, text: string, artifacts: string): Part | undefined {
  const result = parseResult(text);
  if (result?.kind === 'part') return unpackPart(job, result.bytes);
  if (result?.kind !== 'stored' || job.parts === null) return undefined;
  return readPart(path.join(artifacts, job.parts), job);
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
    redis.zrange(queue.toKey('completed'), '0', '-1'),
    redis.zrange(queue.toKey('failed'), '0', '-1'),
    redis.lrange(queue.toKey('wait'), 0, -1),
  ]);
  for (const id of left.flat()) if (id.startsWith(`${plan}-`)) await queue.remove(id);
  await redis.del(keys.run(plan));
}
