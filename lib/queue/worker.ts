import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { WaitingError, Worker, type Job as QueuedJob } from 'bullmq';
import { libraryVersion } from '../jobs/library';
import { parsePlan, pathBelow, type Job } from '../jobs/job';
import { planOfParts, readPart, writePart } from '../jobs/part-store';
import { DataDiffers, startMeasurer, type Measurer } from '../jobs/thread';
import { connect, keys, prefix, queueName } from './connection';
import { jobOfTexts } from './job-text';
import { packPart, stored } from './result';

/** Stores the part of a job that is still outstanding; a second part, after the run, would remain forever. */
const storeRows = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end`;

/** State of a worker, for `status`. */
export interface WorkerState {
  /** host:process */
  readonly name: string;
  readonly concurrency: number;
  /** Number of finished jobs. */
  readonly jobs: number;
  /** s since the start of its first job */
  readonly seconds: number;
}

/** A running worker. */
export interface RunningWorker {
  /** Resolves after `stop`; rejects when the worker refused a job. */
  readonly ended: Promise<void>;
  /** Finishes the running jobs and takes no more. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs jobs of the queue at `url` until it is stopped, `concurrency` at a time, each in its own thread.
 *
 * It returns a job of another library, or with other recordings than those below `data`, to the queue and ends with the
 * reason, since its measurements would not fit to those of other workers.
 *
 * @param options.artifacts folder of the artifacts on a disk shared with the coordinator: the worker stores parts there.
 *   Without it, or when the run has no parts there, parts go through Redis
 * @param options.lock      s after which a silent worker counts as dead and others get its jobs
 * @param options.start     starts a thread
 * @param options.onNews    receives messages for the terminal, such as a lost connection
 */
export async function startWorker(
  url: string,
  {
    data,
    artifacts,
    concurrency,
    lock = 30,
    start = () => startMeasurer(data),
    onNews = () => undefined,
  }: {
    readonly data: string;
    readonly artifacts?: string;
    readonly concurrency: number;
    readonly lock?: number;
    readonly start?: () => Measurer;
    readonly onNews?: (news: string) => void;
  },
): Promise<RunningWorker> {
  const redis = await connect(url);
  const name = `${hostname()}:${process.pid}`;
  const id = randomUUID();
  const idle: Measurer[] = [];
  const measurers: Measurer[] = [];
  let done = 0;
  let began: number | undefined;
  let refused: Error | undefined;

  const measure = async (job: Job): Promise<Buffer> => {
    const shared =
      artifacts !== undefined && job.parts !== null ? pathBelow(artifacts, job.parts) : undefined;
    const folder = shared !== undefined && planOfParts(shared) === job.plan ? shared : undefined;
    if (folder !== undefined && readPart(folder, job) !== undefined) return stored;
    const measurer = idle.pop() ?? start();
    if (!measurers.includes(measurer)) measurers.push(measurer);
    try {
      const part = await measurer.run(job);
      if (folder === undefined) return packPart(job, part);
      writePart(folder, job, part);
      return stored;
    } finally {
      idle.push(measurer);
    }
  };
  const take = async (queued: QueuedJob, token?: string): Promise<void> => {
    const plan = parsePlan(queued.data);
    const number = (queued.id ?? '').split('-')[1] ?? '';
    const [shared, own] = await redis.hmget(keys.about(plan), 'shared', number);
    // The run is over, or a second delivery of a finished job.
    if (shared === null || own === null || (await redis.hexists(keys.rows(plan), number)) === 1) return;
    const job = jobOfTexts(shared, own);
    began ??= performance.now();
    let reason: string;
    if (job.library !== libraryVersion()) {
      reason = `the job is for ${job.library}, this is ${libraryVersion()}; install the same`;
    } else {
      try {
        const result = await measure(job);
        await redis.eval(storeRows, 2, keys.about(plan), keys.rows(plan), number, result);
        done++;
        return;
      } catch (error) {
        if (!(error instanceof DataDiffers)) throw error;
        reason = `${error.message} below this worker's --data; give it the same recordings`;
      }
    }
    refused ??= new Error(`worker ${name} refused job ${job.index}: ${reason}`);
    void worker.pause(true); // no further job
    await redis.multi().lpush(keys.refusals, refused.message).ltrim(keys.refusals, 0, 99).exec();
    await queued.moveToWait(token);
    setImmediate(() => void stop());
    throw new WaitingError();
  };
  const worker = new Worker(queueName, take, {
    connection: redis,
    prefix,
    concurrency,
    lockDuration: 1000 * lock,
    stalledInterval: 500 * lock,
    maxStalledCount: 2, // the third time the job itself is the cause
    removeOnComplete: { count: 0 }, // its part remains
  });
  // ioredis connects again by itself, and another worker gets a lost job.
  worker.on('error', (error) => onNews(error.message));

  const beat = setInterval(() => {
    const seconds = began === undefined ? 0 : (performance.now() - began) / 1000;
    const state: WorkerState = { name, concurrency, jobs: done, seconds };
    // Not awaited: a late report is not needed, since the next one replaces it.
    if (redis.status === 'ready') void redis.set(keys.worker(id), JSON.stringify(state), 'PX', 15_000);
  }, 2000);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= close());
  let end: () => void;
  let fail: (error: Error) => void;
  const ended = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
  const close = async (): Promise<void> => {
    clearInterval(beat);
    await worker.close();
    await Promise.all(measurers.map((measurer) => measurer.stop()));
    redis.disconnect();
    if (refused === undefined) end();
    else fail(refused);
  };
  return { ended, stop };
}
