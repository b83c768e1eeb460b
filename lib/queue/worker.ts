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

/** Keeps the rows of a job that somebody waits for; those that come twice, after the run is over, would stay for ever. */
const storeRows = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end`;

/** What `status` knows of a worker. */
export interface WorkerState {
  /** host:process */
  readonly name: string;
  readonly concurrency: number;
  readonly jobs: number;
  /** s since its first job began */
  readonly seconds: number;
}

export interface RunningWorker {
  /** Ends when the worker does: after `stop`, or with an Error when it refused a job. */
  readonly ended: Promise<void>;
  /** Finishes the jobs in hand and takes no more. */
  readonly stop: () => Promise<void>;
}

/**
 * Takes jobs from the queue at `url` and does them, `concurrency` at a time, each in a thread of its own, until stopped.
 *
 * A job for another library, or whose recordings are not those below `data`, goes back to the queue for others, and this
 * worker ends, saying which: what it measured would not belong to the rest.
 *
 * @param options.artifacts folder of the artifacts, when this machine has the same disk as the one that extracts: parts
 *   are then stored there. Without it, or when the run's parts are not there, rows travel through Redis
 * @param options.lock      s after which a worker that says nothing is taken for dead, and its jobs are given to others
 * @param options.start     how to start a thread
 * @param options.onNews    told what a person at the terminal should know, such as a connection that was lost
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
    // Nobody waits for it any more, or it was delivered twice and is done.
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
    maxStalledCount: 2, // the third time it is not another's fault
    removeOnComplete: { count: 0 }, // what is left of it is its rows
  });
  // Connections come back by themselves, and a job that was given to another is no loss.
  worker.on('error', (error) => onNews(error.message));

  const beat = setInterval(() => {
    const seconds = began === undefined ? 0 : (performance.now() - began) / 1000;
    const state: WorkerState = { name, concurrency, jobs: done, seconds };
    // Not awaited: while Redis is away the word is late, and the next one says more.
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
